// The columns of a set, each as the values that a histogram is made of: features of a table, channels of pictures,
// features of series, lengths of texts, and the target. Pure; may be gathered on any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/views/sample_picture.h"
#include "engine/data/column_statistics.h"
#include "engine/data/prepare.h"

namespace app {

struct ColumnValues {
  std::vector<double> values;
  std::vector<int> parts;  // the Split of each, -1: of none
};

class ColumnSources {
 public:
  // `seen`: as the network sees the inputs, else as they came.
  ColumnSources(std::shared_ptr<const engine::PreparedData> data, views::SampleLook look, bool seen);

  int64_t count() const { return columns_ + (has_target_ ? 1 : 0); }
  // The target comes first.
  bool is_target(int64_t index) const { return has_target_ && index == 0; }
  std::string name(int64_t index) const;
  // At most about two million values: beyond that every so many rows.
  ColumnValues gather(int64_t index) const;

 private:
  void gather_target(ColumnValues& out) const;
  void gather_raw(int64_t column, ColumnValues& out) const;
  void gather_seen(int64_t column, ColumnValues& out) const;
  int64_t elements() const;  // of one column in one row

  std::shared_ptr<const engine::PreparedData> data_;
  views::SampleLook look_;
  bool seen_, has_target_;
  int64_t columns_;
};

// How often each token stands in the texts, padding left out; the most frequent first.
struct TokenCount {
  int64_t id = 0, count = 0;
};
std::vector<TokenCount> token_counts(const engine::PreparedData& data, size_t most);

// The mean of the samples of each class, [classes of at most `most`][elements of a sample]; empty where a class has no
// sample. Without classes: one mean of all.
std::vector<std::vector<engine::Scalar>> mean_samples(const engine::PreparedData& data, size_t most);

}  // namespace app
