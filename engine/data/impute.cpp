#include "engine/data/impute.h"

#include <algorithm>

namespace engine {

void impute(Dataset& set, const std::vector<int64_t>& training_rows) {
  if (set.missing.empty()) return;
  const int64_t columns = set.inputs.columns();
  std::vector<double> sum(static_cast<size_t>(columns), 0.0);
  std::vector<int64_t> count(sum.size(), 0);
  for (const int64_t row : training_rows) {
    const Scalar* values = set.inputs.row(row);
    auto gap = std::lower_bound(set.missing.begin(), set.missing.end(), row * columns);
    for (int64_t c = 0; c < columns; ++c) {
      const bool absent = gap != set.missing.end() && *gap == row * columns + c;
      gap += absent;
      if (absent) continue;
      sum[static_cast<size_t>(c)] += static_cast<double>(values[c]);
      ++count[static_cast<size_t>(c)];
    }
  }
  for (const int64_t index : set.missing) {
    const auto c = static_cast<size_t>(index % columns);
    set.inputs.data()[index] = count[c] == 0 ? Scalar(0) : static_cast<Scalar>(sum[c] / static_cast<double>(count[c]));
  }
}

}  // namespace engine
