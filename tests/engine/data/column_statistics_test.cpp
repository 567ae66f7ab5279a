// Figures and histograms of a column against values worked out by hand.
#include "engine/data/column_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace engine {
namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(ColumnStatistics, CountsWhatIsThere) {
  const std::vector<double> values = {1.5, 2.5, kNan, 4.0, 2.5, std::numeric_limits<double>::infinity()};
  const std::vector<int> parts = {0, 0, 0, 1, 2, 0};
  const ColumnStatistics s = column_statistics(values, parts, 5);
  EXPECT_EQ(s.count, 4);
  EXPECT_EQ(s.missing, 2);
  EXPECT_EQ(s.distinct, 3);
  EXPECT_DOUBLE_EQ(s.low, 1.5);
  EXPECT_DOUBLE_EQ(s.high, 4.0);
  EXPECT_DOUBLE_EQ(s.mean, 2.625);
  EXPECT_NEAR(s.deviation, std::sqrt((1.265625 + 0.015625 + 1.890625 + 0.015625) / 4), 1e-12);
  EXPECT_EQ(s.bins[0], (std::vector<int64_t>{1, 0, 1, 0, 0}));
  EXPECT_EQ(s.bins[1], (std::vector<int64_t>{0, 0, 0, 0, 1}));  // the largest value lies in the last bin
  EXPECT_EQ(s.bins[2], (std::vector<int64_t>{0, 0, 1, 0, 0}));
}

TEST(ColumnStatistics, FewWholeNumbersHaveABinEach) {
  const std::vector<double> values = {3, 5, 5, 3, 4};
  const std::vector<int> parts(5, 0);
  const ColumnStatistics s = column_statistics(values, parts, 40);
  EXPECT_DOUBLE_EQ(s.bin_low, 2.5);
  EXPECT_DOUBLE_EQ(s.bin_high, 5.5);
  EXPECT_EQ(s.bins[0], (std::vector<int64_t>{2, 1, 2}));
}

TEST(ColumnStatistics, OddColumnsDoNotFail) {
  EXPECT_EQ(column_statistics({}, {}, 10).count, 0);
  const std::vector<double> nothing = {kNan, kNan};
  const std::vector<int> parts = {0, 0};
  EXPECT_EQ(column_statistics(nothing, parts, 10).missing, 2);
  const std::vector<double> equal = {0.25, 0.25};
  const ColumnStatistics same = column_statistics(equal, parts, 10);
  EXPECT_EQ(same.bins[0], std::vector<int64_t>{2});
  EXPECT_LT(same.bin_low, same.bin_high);
  const double most = std::numeric_limits<double>::max();
  const std::vector<double> huge = {-most, most};
  const ColumnStatistics s = column_statistics(huge, parts, 4);
  EXPECT_EQ(std::accumulate(s.bins[0].begin(), s.bins[0].end(), int64_t{0}), 2);
}

TEST(ColumnStatistics, RowsOfNoPartStandInNoHistogram) {
  const std::vector<double> values = {1, 2};
  const std::vector<int> parts = {-1, 0};
  const ColumnStatistics s = column_statistics(values, parts, 4);
  EXPECT_EQ(s.count, 2);
  EXPECT_EQ(s.bins[0], (std::vector<int64_t>{0, 1}));
}

}  // namespace
}  // namespace engine
