// The colours of a scalar field, also of fields that are not finite.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/platform/heatmap_atlas.h"

namespace {

using app::platform::colour_field;
using app::platform::Colouring;
using app::platform::ColourTable;

// Entry i is the number i: a colour tells which entry was taken.
const ColourTable& counting_table() {
  static const ColourTable table = [] {
    ColourTable t;
    for (std::size_t i = 0; i < t.size(); ++i) t[i] = static_cast<ImU32>(i);
    return t;
  }();
  return table;
}

std::vector<ImU32> colours(const std::vector<float>& values, float low, float high) {
  Colouring colouring;
  colouring.table = &counting_table();
  colouring.low = low;
  colouring.high = high;
  colouring.bad[0] = 1000;
  colouring.bad[1] = 1001;
  std::vector<ImU32> out(values.size());
  colour_field(values.data(), static_cast<int>(values.size()), 1, colouring, out.data(), 0);
  return out;
}

TEST(Heatmap, RangeCoversTheTable) {
  EXPECT_EQ(colours({-2, -1, 0, 1, 2}, -1, 1), (std::vector<ImU32>{0, 0, 128, 255, 255}));
  EXPECT_EQ(colours({0, 1, 2, 255, 254.4f}, 0, 255), (std::vector<ImU32>{0, 1, 2, 255, 254}));
  EXPECT_EQ(colours({0, 1}, 1, 0), (std::vector<ImU32>{255, 0})) << "a range may run backwards";
}

TEST(Heatmap, EveryEntryIsReached) {
  std::vector<float> ramp;
  for (int i = 0; i < 256; ++i) ramp.push_back(-3.0f + 6.0f * static_cast<float>(i) / 255.0f);
  const std::vector<ImU32> out = colours(ramp, -3, 3);
  for (std::size_t i = 0; i < 256; ++i) EXPECT_EQ(out[i], i);
}

TEST(Heatmap, WhatIsNotFiniteIsStriped) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
  const std::vector<ImU32> out = colours({nan, inf, -inf, nan, 0.5f, 3e38f}, 0, 1);
  EXPECT_EQ(out, (std::vector<ImU32>{1000, 1000, 1000, 1001, 128, 255}));
}

TEST(Heatmap, RangeWithoutExtentShowsTheMiddle) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(colours({-5, 5}, 2, 2), (std::vector<ImU32>{127, 127}));
  EXPECT_EQ(colours({-5, 5}, nan, 2), (std::vector<ImU32>{127, 127}));
}

TEST(Heatmap, RowsKeepTheirStride) {
  Colouring colouring;
  colouring.table = &counting_table();
  colouring.low = 0;
  colouring.high = 255;
  const float values[] = {1, 2, 3, 4};  // [2, 2]
  std::vector<ImU32> out(6, 77);
  colour_field(values, 2, 2, colouring, out.data(), 3);
  EXPECT_EQ(out, (std::vector<ImU32>{1, 2, 77, 3, 4, 77}));
}

}  // namespace
