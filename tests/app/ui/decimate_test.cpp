// Charts with a million points: no spike and no gap is lost. Ticks, and axes that move in steps.
#include "app/ui/decimate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/ui/dash.h"

namespace {

using namespace app::ui;

std::vector<float> wave(size_t n) {
  std::vector<float> y(n);
  for (size_t i = 0; i < n; ++i) y[i] = std::sin(static_cast<float>(i) * 0.001f);
  return y;
}

PlotScale scale_for(double x_high) { return {0, x_high, -10, 10, false, {100, 100, 400, 200}}; }

TEST(Decimate, KeepsEveryExtremeAndFourPointsAColumn) {
  std::vector<float> y = wave(100000);
  y[12345] = 9;
  y[77777] = -9;
  const PlotScale scale = scale_for(99999);
  std::vector<Vec> points;
  decimate(y, {}, 0, 1, scale, 1, points);
  EXPECT_LE(points.size(), 4u * 402);
  const auto [top, bottom] = std::minmax_element(points.begin(), points.end(), [](Vec a, Vec b) { return a.y < b.y; });
  EXPECT_FLOAT_EQ(top->y, scale.y_of(9));
  EXPECT_FLOAT_EQ(top->x, scale.x_of(12345));
  EXPECT_FLOAT_EQ(bottom->y, scale.y_of(-9));
  EXPECT_TRUE(std::is_sorted(points.begin(), points.end(), [](Vec a, Vec b) { return a.x < b.x; }));
  EXPECT_FLOAT_EQ(points.front().x, 100);
  EXPECT_FLOAT_EQ(points.back().x, 500);
}

TEST(Decimate, FewPointsStayAsTheyAre) {
  const std::vector<float> y = {0, 1, 2, 1};
  std::vector<Vec> points;
  decimate(y, {}, 0, 1, scale_for(3), 1, points);
  EXPECT_EQ(points.size(), 4u);
}

TEST(Decimate, GapsStayGaps) {
  std::vector<float> y = wave(1000);
  y[500] = std::nanf("");
  y[501] = INFINITY;
  std::vector<Vec> points;
  decimate(y, {}, 0, 1, scale_for(999), 1, points);
  EXPECT_EQ(std::count_if(points.begin(), points.end(), [](Vec p) { return std::isnan(p.y); }), 1);
  const std::vector<float> nothing(10, std::nanf(""));
  decimate(nothing, {}, 0, 1, scale_for(9), 1, points);
  EXPECT_TRUE(points.empty());
}

TEST(Decimate, HugeValuesStayNearThePlot) {
  const std::vector<float> y = {3.4e38f, -3.4e38f, 0};
  std::vector<Vec> points;
  decimate(y, {}, 0, 1, scale_for(2), 1, points);
  for (const Vec p : points) EXPECT_LT(std::abs(p.y), 5000);
}

TEST(Digest, AMillionPointsKeepTheirExtremesAndAreReadOnce) {
  std::vector<float> y;
  SeriesDigest digest;
  std::vector<float> all = wave(1000000);
  all[123457] = 7;
  all[999998] = -7;
  all[500000] = std::nanf("");
  y.reserve(all.size());
  for (size_t n = 0; n < all.size(); n += 5000) {
    y.insert(y.end(), all.begin() + static_cast<long>(n), all.begin() + static_cast<long>(n + 5000));
    digest.update(y);
  }
  EXPECT_EQ(digest.high(), 7);
  EXPECT_EQ(digest.low(), -7);
  EXPECT_LE(digest.y().size(), 5u * 1024);
  EXPECT_NE(std::find(digest.y().begin(), digest.y().end(), 7.0f), digest.y().end());
  EXPECT_TRUE(std::any_of(digest.y().begin(), digest.y().end(), [](float v) { return std::isnan(v); }));
  EXPECT_FLOAT_EQ(digest.x().back(), 999999);
  // Appending a point does not look at those before it, the first and the last one aside.
  std::fill(y.begin() + 1, y.end() - 1, 100.0f);
  y.push_back(0.5f);
  digest.update(y);
  EXPECT_EQ(digest.high(), 7);
  EXPECT_FLOAT_EQ(digest.x().back(), 1000000);
}

TEST(Digest, AnotherSeriesStartsOver) {
  SeriesDigest digest;
  digest.update(std::vector<float>{1, 2, 3, 4});
  EXPECT_EQ(digest.high(), 4);
  digest.update(std::vector<float>{9, 8});
  EXPECT_EQ(digest.high(), 9);
  EXPECT_EQ(digest.y().size(), 2u);
  digest.update({});
  EXPECT_TRUE(digest.y().empty());
  EXPECT_TRUE(std::isnan(digest.high()));
  digest.update(std::vector<float>{-1, 0.5f, 2});
  EXPECT_EQ(digest.low_positive(), 0.5f);
}

TEST(Smoothed, AppendsLikeStartingOver) {
  std::vector<float> values = {1, 3, std::nanf(""), 5};
  SmoothedSeries grown, whole;
  grown.update(std::vector<float>{1, 3}, 0.5f);
  const auto a = grown.update(values, 0.5f), b = whole.update(values, 0.5f);
  ASSERT_EQ(a.size(), 4u);
  EXPECT_FLOAT_EQ(a[1], 2);
  EXPECT_TRUE(std::isnan(a[2]));
  EXPECT_FLOAT_EQ(a[3], 3.5f);
  EXPECT_FLOAT_EQ(b[3], a[3]);
}

TEST(Ticks, OneTwoFive) {
  double step = 0;
  EXPECT_EQ(linear_ticks(0, 1, 6, &step), (std::vector<double>{0, 0.2, 0.4, 0.2 * 3, 0.8, 1}));
  EXPECT_DOUBLE_EQ(step, 0.2);
  EXPECT_EQ(linear_ticks(0.4, 1, 3, &step, true).size(), 3u);
  EXPECT_DOUBLE_EQ(step, 0.25);
  EXPECT_LE(linear_ticks(-3, 417, 4).size(), 4u);
  EXPECT_TRUE(linear_ticks(1, 1, 4).empty());
  EXPECT_TRUE(linear_ticks(0, INFINITY, 4).empty());
}

TEST(Ticks, LogarithmicFillWithFiguresWhereThereIsRoom) {
  EXPECT_EQ(log_ticks(0.1, 1, 4).size(), 4u);  // .1 .2 .5 1
  EXPECT_EQ(log_ticks(0.1, 1, 3).size(), 3u);  // .1 .3 1
  const std::vector<double> many = log_ticks(1e-9, 1, 4);
  EXPECT_LE(many.size(), 4u);
  for (const double v : many) EXPECT_NEAR(std::log10(v), std::round(std::log10(v)), 1e-9);
  EXPECT_TRUE(log_ticks(0, 1, 4).empty());
  EXPECT_GE(log_ticks(0.4, 0.45, 4).size(), 2u);
}

TEST(StepRange, DoesNotMoveWithTheNoise) {
  StepRange range;
  EXPECT_TRUE(range.follow(0.2, 0.69, false, false, 0));
  const double low = range.low(), high = range.high();
  EXPECT_LE(low, 0.2);
  EXPECT_GE(high, 0.69);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(range.follow(0.2 + 0.0005 * i, 0.69 - 0.0005 * i, false, false, i * 0.1));
  EXPECT_EQ(range.low(), low);
  EXPECT_TRUE(range.follow(0.2, 3, false, false, 11));
  EXPECT_GE(range.high(), 3);
  EXPECT_FALSE(range.follow(std::nan(""), 1, false, false, 12));
}

TEST(StepRange, ShrinksOnlyAfterAWhile) {
  StepRange range;
  range.follow(0, 100, false, false, 0);
  EXPECT_FALSE(range.follow(0, 10, false, false, 0.1));
  EXPECT_FALSE(range.follow(0, 10, false, false, 0.6));
  EXPECT_TRUE(range.follow(0, 10, false, false, 1.6));
  EXPECT_LT(range.high(), 20);
}

TEST(StepRange, LogarithmicKeepsZeroOut) {
  StepRange range;
  EXPECT_TRUE(range.follow(0.02, 0.7, true, false, 0));
  EXPECT_GT(range.low(), 0);
  EXPECT_LE(range.low(), 0.02);
  EXPECT_GE(range.high(), 0.7);
  EXPECT_FALSE(StepRange().follow(-2, -1, true, false, 0));
}

TEST(Dashes, HaveTheirLengthsRoundCorners) {
  const Vec path[] = {{0, 0}, {10, 0}, {10, 10}};
  Dashes dashes;
  cut_dashes(path, 6, 3, dashes);  // 0-6, 9-15 (round the corner), 18-20
  ASSERT_EQ(dashes.ends.size(), 3u);
  EXPECT_EQ(dashes.points[0], (Vec{0, 0}));
  EXPECT_EQ(dashes.points[1], (Vec{6, 0}));
  EXPECT_EQ(dashes.ends[0], 2u);
  EXPECT_EQ(dashes.ends[1], 5u);  // three points: the corner is one of them
  EXPECT_EQ(dashes.points[2], (Vec{9, 0}));
  EXPECT_EQ(dashes.points[3], (Vec{10, 0}));
  EXPECT_EQ(dashes.points[4], (Vec{10, 5}));
  EXPECT_EQ(dashes.points[5], (Vec{10, 8}));
  EXPECT_EQ(dashes.points[6], (Vec{10, 10}));
}

TEST(Dashes, RefuseWhatCannotBeCut) {
  Dashes dashes;
  const Vec bad[] = {{0, 0}, {std::nanf(""), 0}}, line[] = {{0, 0}, {100, 0}}, far[] = {{0, 0}, {3e38f, 0}};
  cut_dashes(bad, 4, 3, dashes);
  EXPECT_TRUE(dashes.ends.empty());
  cut_dashes(line, 0, 3, dashes);
  EXPECT_TRUE(dashes.ends.empty());
  cut_dashes(line, 4, std::nanf(""), dashes);
  EXPECT_TRUE(dashes.ends.empty());
  cut_dashes(far, 4, 3, dashes);
  EXPECT_TRUE(dashes.ends.empty());
  cut_dashes({}, 4, 3, dashes);
  EXPECT_TRUE(dashes.ends.empty());
}

}  // namespace
