// Percentiles against NumPy, and what is kept of a spread over the steps.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "app/panels/microscope/spread_series.h"

namespace app {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

void expect_percentiles(const std::array<float, 5>& found, const std::array<double, 5>& expected) {
  for (size_t i = 0; i < 5; ++i)
    EXPECT_NEAR(static_cast<double>(found[i]), expected[i], 1e-5 * std::max(1.0, std::abs(expected[i]))) << i;
}

// numpy.percentile(values, [5, 25, 50, 75, 95]), NumPy 1.24
TEST(Percentiles, AgreeWithNumPy) {
  expect_percentiles(
      percentiles_of(std::vector<float>{4.17f, -1.54f, -0.6f, -1.18f, -0.74f, -0.22f, -4.21f, 6.58f, 1.89f, -0.07f,
                                        0.29f, 1.92f, 2.99f}),
      {-2.607999992370605, -0.7400000095367432, -0.07000000029802322, 1.9199999570846558, 5.134000015258786});
  std::vector<float> many;
  for (int i = 0; i < 1000; ++i) many.push_back(static_cast<float>(i * 7919 % 1000) / 10 - 30);
  expect_percentiles(percentiles_of(many), {-25.005, -5.025, 19.95, 44.925, 64.905});
}

TEST(Percentiles, OfFewOfEqualAndOfBadNumbers) {
  expect_percentiles(percentiles_of(std::vector<float>{3}), {3, 3, 3, 3, 3});
  expect_percentiles(percentiles_of(std::vector<float>(50, -2.0f)), {-2, -2, -2, -2, -2});
  expect_percentiles(percentiles_of(std::vector<float>{kNaN, 1, HUGE_VALF, 2, 3}), {1.1, 1.5, 2, 2.5, 2.9});
  for (const float p : percentiles_of(std::vector<float>{kNaN})) EXPECT_TRUE(std::isnan(p));
}

// Of very many numbers every n-th is taken: what is evenly mixed keeps its percentiles.
TEST(Percentiles, OfAMillionNumbers) {
  std::vector<float> many(1'000'000);
  for (size_t i = 0; i < many.size(); ++i) many[i] = static_cast<float>((i * 7919) % many.size());
  EXPECT_GT(percentile_stride(many.size()), 1);
  EXPECT_EQ(percentile_stride(60'000), 1);
  const auto p = percentiles_of(many);
  for (size_t i = 0; i < 5; ++i) EXPECT_NEAR(p[i], static_cast<float>(kPercentiles[i]) * 1e4f, 1e4f);
}

TEST(UpdateRatio, IsTheNormOfTheStepOverThatOfTheWeights) {
  // From (3, 4) by (0.3, -0.4): 0.5 / 5.
  EXPECT_NEAR(update_ratio(std::vector<float>{0.3f, -0.4f}, std::vector<float>{3.3f, 3.6f}), 0.1, 1e-6);
  EXPECT_TRUE(std::isnan(update_ratio(std::vector<float>{1, 2}, std::vector<float>{1, 2}))) << "the weights were 0";
  EXPECT_TRUE(std::isnan(update_ratio(std::vector<float>{1}, std::vector<float>{1, 2})));
}

TEST(SpreadFrames, KeepWhatWasMeasured) {
  Spread spread;
  const std::vector<float> values{1, 0, -3, 2, 0, 1, 3, 0, 0};
  spread.measure(values, 12, {-3, 3}, {3, 3});
  const SpreadFrame f = frame_of(spread, values);
  EXPECT_FLOAT_EQ(f.dead, 1.0f / 3);
  EXPECT_FLOAT_EQ(f.saturated, 2.0f / 9);
  EXPECT_FLOAT_EQ(f.percentiles[2], 0);
  EXPECT_EQ(f.counts.size(), 12U);
}

// No count is lost where the new range holds the old one, and each stays where it was.
TEST(SpreadFrames, BinsAreDealtOutOverOthers) {
  SpreadFrame f;
  f.low = 0;
  f.high = 2;
  f.counts = {4, 0, 0, 8};
  const std::vector<float> wide = rebinned(f, 4, 8);  // bins of 1 from -4 on
  EXPECT_FLOAT_EQ(std::accumulate(wide.begin(), wide.end(), 0.0f), 12);
  EXPECT_FLOAT_EQ(wide[4], 4);                         // 0 .. 1
  EXPECT_FLOAT_EQ(wide[5], 8);                         // 1 .. 2
  const std::vector<float> fine = rebinned(f, 2, 16);  // of 0.25: each old bin covers two
  EXPECT_FLOAT_EQ(fine[8], 2);
  EXPECT_FLOAT_EQ(fine[9], 2);
  EXPECT_FLOAT_EQ(fine[15], 4);
  EXPECT_EQ(rebinned({}, 1, 3), std::vector<float>(3, 0.0f));
}

}  // namespace
}  // namespace app
