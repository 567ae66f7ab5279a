// The few pictures that a first look shows: so many of each class, as they come.
#pragma once

#include <vector>

#include "engine/schema/data_preview.h"

namespace engine {

class SamplesByClass {
 public:
  static constexpr int64_t kEach = 8, kMost = 120;

  SamplesByClass(PreviewPictures& pictures, const Shape& shape)
      : pictures_(pictures), shape_(shape), taken_(pictures.classes.size(), 0) {
    pictures.samples.resize(kMost, shape);
  }

  // Where the next picture of that class goes [channels, height, width], or null when there are enough of it.
  Scalar* place(int64_t label) {
    const auto c = static_cast<size_t>(label);
    if (full() || c >= taken_.size() || taken_[c] == kEach) return nullptr;
    ++taken_[c];
    pictures_.labels.push_back(label);
    return pictures_.samples.row(static_cast<int64_t>(pictures_.labels.size()) - 1);
  }
  // The picture that was placed last is none.
  void take_back() {
    --taken_[static_cast<size_t>(pictures_.labels.back())];
    pictures_.labels.pop_back();
  }
  bool full() const {
    return static_cast<int64_t>(pictures_.labels.size()) >=
           std::min(kMost, kEach * static_cast<int64_t>(pictures_.classes.size()));
  }
  void finish() { pictures_.samples.resize(static_cast<int64_t>(pictures_.labels.size()), shape_); }

 private:
  PreviewPictures& pictures_;
  Shape shape_;
  std::vector<int64_t> taken_;
};

}  // namespace engine
