// What the values of one column look like: range, mean, deviation, how many are missing or different, a histogram for
// each part of the data. Knows no sets.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/data/prepare.h"

namespace engine {

struct ColumnStatistics {
  int64_t count = 0, missing = 0;  // finite values, and those that are NaN or infinite
  int64_t distinct = 0;            // different finite values
  double low = 0, high = 0;        // smallest and largest finite value
  double mean = 0, deviation = 0;  // of the finite values (deviation with n, as prepare() standardises)
  // Equal bins from bin_low to bin_high. A column of few whole numbers has one bin for each of them, centred on it.
  double bin_low = 0, bin_high = 0;
  std::array<std::vector<int64_t>, kSplits> bins;
};

// `parts`: the Split of each value, or none of them (-1): such values count in the figures, but in no histogram.
ColumnStatistics column_statistics(std::span<const double> values, std::span<const int> parts, int most_bins);

}  // namespace engine
