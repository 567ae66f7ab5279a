// How a spread came to be as it is: percentiles, counts and shares of some steps of training. Arithmetic only.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "app/panels/microscope/spread.h"

namespace app {

constexpr std::array<double, 5> kPercentiles{5, 25, 50, 75, 95};

// Those of the finite numbers, linear between neighbours (numpy.percentile); NaN when there are none. Of very many
// numbers every n-th is taken (percentile_stride).
std::array<float, 5> percentiles_of(std::span<const float> values);
int64_t percentile_stride(size_t count);

// The norm of an update over that of what it was added to, before it was; NaN where that is 0 or the sizes differ.
double update_ratio(std::span<const float> update, std::span<const float> after);

// What is kept of a step.
struct SpreadFrame {
  double low = 0, high = 0;  // of the counts
  std::vector<float> counts;
  std::array<float, 5> percentiles{};
  float dead = 0, saturated = 0;  // shares of units, of numbers
  float ratio = 0;                // update_ratio, of updates
};
SpreadFrame frame_of(const Spread& spread, std::span<const float> values);

// Counts over low .. high as so many over -reach .. reach: each is dealt out over the bins that it covers.
std::vector<float> rebinned(const SpreadFrame& frame, double reach, size_t bins);

}  // namespace app
