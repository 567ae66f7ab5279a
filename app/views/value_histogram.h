// How often a unit puts out which value, as a small histogram in the colours of the values.
#pragma once

#include <array>
#include <span>

#include "app/ui/draw.h"
#include "app/views/tile_atlas.h"

namespace app::views {

constexpr size_t kValueBins = 14;

// Where the activations of a unit lie.
struct ValueStatistics {
  std::array<float, kValueBins> share{};  // of the values in each bin between middle - reach and middle + reach
  float mean = 0, deviation = 0;
  float low = 0, high = 0;
  float idle = 0;  // share of values that are exactly 0, or of a unit that always says the same
  int count = 0;   // finite values
  int bad = 0;     // NaN and infinities
};
ValueStatistics statistics_of(std::span<const float> values, ValueSpan span);

// The tile is tinted by the mean; the line marks it.
void value_histogram(const ui::Rect& r, const ValueStatistics& s, ValueSpan span, float radius);

}  // namespace app::views
