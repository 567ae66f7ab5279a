// Long series brought down to what is drawn.
#include "app/ui/series_levels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace app::ui {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

std::vector<int64_t> places(const SeriesLevels& levels, std::span<const float> values, int64_t first, int64_t last,
                            size_t most) {
  std::vector<int64_t> found;
  levels.between(values, first, last, most, found);
  return found;
}

TEST(SeriesLevels, KeepTheExtremes) {
  std::vector<float> values(100'000, 0.5f);
  values[77'777] = 9;
  values[12'345] = -9;
  values[5] = kNone;
  SeriesLevels levels;
  levels.update(values);
  EXPECT_EQ(levels.low(), -9);
  EXPECT_EQ(levels.high(), 9);
  const std::vector<int64_t> p = places(levels, values, 0, 100'000, 1000);
  EXPECT_LE(p.size(), 1000U);
  EXPECT_TRUE(std::is_sorted(p.begin(), p.end()));
  for (const int64_t i : {77'777, 12'345, 5}) EXPECT_NE(std::find(p.begin(), p.end(), i), p.end()) << i;
  const std::vector<int64_t> few = places(levels, values, 12'340, 12'350, 1000);
  ASSERT_EQ(few.size(), 10U);
  EXPECT_EQ(few[5], 12'345);
  EXPECT_TRUE(places(SeriesLevels(), {}, 0, 10, 100).empty());
}

// What grew step by step is what was looked at once, whatever is asked of it; another series starts over.
TEST(SeriesLevels, GrowAsTheyWouldAtOnce) {
  std::vector<float> values;
  uint32_t seed = 1;
  for (int i = 0; i < 30'000; ++i) {
    seed = seed * 1664525U + 1013904223U;
    values.push_back(i % 997 == 0 ? kNone : static_cast<float>(seed >> 8) / 16777216.0f - 0.5f);
  }
  SeriesLevels grown, whole;
  for (size_t n = 1; n <= values.size(); n = n * 3 / 2 + 1) grown.update(std::span(values).first(n));
  grown.update(values);
  whole.update(values);
  for (const auto& [first, last] : {std::pair{0, 30'000}, {100, 29'000}, {5'000, 9'000}, {7, 8}, {40'000, 50'000}})
    EXPECT_EQ(places(grown, values, first, last, 300), places(whole, values, first, last, 300)) << first;
  const std::vector<float> other(50, 2.0f);
  grown.update(other);
  EXPECT_EQ(grown.low(), 2);
  EXPECT_EQ(places(grown, other, 0, 1000, 1000).size(), 50U);
}

TEST(SeriesLevels, OfNothingThatIsANumber) {
  const std::vector<float> values(500, kNone);
  SeriesLevels levels;
  levels.update(values);
  EXPECT_EQ(levels.low(), 0);
  EXPECT_EQ(levels.high(), 1);
  EXPECT_FALSE(places(levels, values, 0, 500, 20).empty());
}

}  // namespace
}  // namespace app::ui
