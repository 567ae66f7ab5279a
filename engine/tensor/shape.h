// The shape of one sample (the batch dimension is kept apart): [features], [channels, height, width], [steps, features].
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "engine/core/check.h"

namespace engine {

class Shape {
 public:
  static constexpr int kMaxRank = 5;

  Shape() = default;
  Shape(std::initializer_list<int64_t> sizes) {
    CHECK(sizes.size() <= kMaxRank, "a shape has at most 5 dimensions");
    for (int64_t s : sizes) sizes_[static_cast<size_t>(rank_++)] = s;
  }

  int rank() const { return rank_; }
  int64_t operator[](int i) const { return sizes_[static_cast<size_t>(i)]; }
  int64_t& operator[](int i) { return sizes_[static_cast<size_t>(i)]; }
  int64_t back() const { return rank_ == 0 ? 1 : sizes_[static_cast<size_t>(rank_ - 1)]; }
  // Number of elements; 1 for a scalar (rank 0).
  int64_t count() const {
    int64_t n = 1;
    for (int i = 0; i < rank_; ++i) n *= sizes_[static_cast<size_t>(i)];
    return n;
  }
  // "16×5×5"; "1" for a scalar.
  std::string text() const {
    std::string out;
    for (int i = 0; i < rank_; ++i) out += (i ? "×" : "") + std::to_string(sizes_[static_cast<size_t>(i)]);
    return rank_ == 0 ? "1" : out;
  }
  bool operator==(const Shape& o) const {
    for (int i = 0; i < rank_ && rank_ == o.rank_; ++i) {
      if ((*this)[i] != o[i]) return false;
    }
    return rank_ == o.rank_;
  }

 private:
  std::array<int64_t, kMaxRank> sizes_{};
  int rank_ = 0;
};

}  // namespace engine
