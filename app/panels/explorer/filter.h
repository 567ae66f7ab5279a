// Which samples of a set are looked at: by class, by part, by words. Pure lists of rows; draws nothing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/data/prepare.h"

namespace app {

struct SampleFilter {
  int64_t of_class = -1;   // -1: all
  int part = -1;           // an engine::Split; -1: all
  std::string words = {};  // of a text: every one of them must be in it
  bool by_class = false;   // the rows one class after the other, else as they came
  bool operator==(const SampleFilter&) const = default;
};

// What a set says about its rows, made once: the part and the class of each.
class SampleIndex {
 public:
  explicit SampleIndex(std::shared_ptr<const engine::PreparedData> data);

  const engine::PreparedData& data() const { return *data_; }
  int64_t rows() const { return static_cast<int64_t>(part_.size()); }
  int part(int64_t row) const { return part_[static_cast<size_t>(row)]; }  // -1: of none (left out between parts)
  // The class of a sample that has one; -1: none, or one for each of its elements.
  int64_t class_of(int64_t row) const { return class_.empty() ? -1 : class_[static_cast<size_t>(row)]; }
  int64_t classes() const { return class_.empty() ? 0 : data_->raw.classes; }

  // The rows that pass, in the order to show them.
  std::vector<int64_t> rows_of(const SampleFilter& filter) const;
  // How many rows of each class pass, whichever class the filter names. [classes]
  std::vector<int64_t> counts_of(const SampleFilter& filter) const;

 private:
  std::vector<bool> with_words(const std::string& words) const;  // [rows]

  std::shared_ptr<const engine::PreparedData> data_;
  std::vector<int> part_;
  std::vector<int64_t> class_;  // [rows], or empty
};

// The value of a column as it came; NaN where the file had none.
double raw_value(const engine::Dataset& set, int64_t row, int64_t column);

}  // namespace app
