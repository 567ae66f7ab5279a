// How numbers are spread: counts in bins, moments, and which units are dead or saturated. Arithmetic only.
#pragma once

#include <span>
#include <vector>

#include "app/views/tile_atlas.h"
#include "engine/tensor/shape.h"

namespace app {

struct Spread {
  std::vector<float> counts;
  double low = -1, high = 1;  // of the bins; round numbers
  double mean = 0, deviation = 0, smallest = 0, largest = 0;
  int64_t finite = 0, bad = 0;      // numbers; NaN and infinities
  double zeros = 0, saturated = 0;  // shares: exactly 0; within a hundredth of an end of their known range
  int64_t units = 0, dead = 0;      // of [samples, units ...]; dead: 0 for every sample

  // `known`: limits that the numbers keep to (an infinite or equal end: none). `shape` of rank 2 and more: [samples,
  // units, ...]; the channels of an image are its units, else the last dimension.
  void measure(std::span<const float> values, int bins, views::Limits known, const engine::Shape& shape);
};

}  // namespace app
