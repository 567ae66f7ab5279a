// Principal components against NumPy (eigh of cov and corrcoef), by hand, and the two ways of finding them against each
// other.
#include "engine/data/principal_components.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/core/rng.h"
#include "engine/tensor/symmetric_eigen.h"

namespace engine {
namespace {

Tensor table(const std::vector<std::vector<double>>& rows) {
  Tensor t(static_cast<int64_t>(rows.size()), Shape{static_cast<int64_t>(rows[0].size())});
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t c = 0; c < rows[i].size(); ++c) t.row(static_cast<int64_t>(i))[c] = static_cast<Scalar>(rows[i][c]);
  }
  return t;
}

const std::vector<std::vector<double>> kRows = {{4.17, -1.54, -0.6}, {-1.18, -0.74, -0.22}, {-4.21, -1.24, -0.42},
                                                {6.58, 1.89, -0.07}, {-0.77, -0.81, -0.62}, {-0.83, 0.29, 0.05},
                                                {1.92, 0.28, -0.05}, {2.99, 1.32, -0.04}};

void expect_axis(const std::vector<double>& axis, const std::vector<double>& expected) {
  ASSERT_EQ(axis.size(), expected.size());
  for (size_t i = 0; i < axis.size(); ++i) EXPECT_NEAR(axis[i], expected[i], 1e-5) << i;
}

TEST(PrincipalComponents, AgreeWithNumPyOnTheCovariance) {
  const PrincipalComponents p = principal_components(table(kRows).view(), false);
  EXPECT_NEAR(p.variance[0], 12.617435083954707, 1e-5);
  EXPECT_NEAR(p.variance[1], 0.9855248459213285, 1e-5);
  EXPECT_NEAR(p.total_variance, 12.617435083954707 + 0.9855248459213285 + 0.0201347129811058, 1e-5);
  expect_axis(p.axes[0], {0.9751118896050484, 0.22078475816152035, 0.020270503556422965});
  expect_axis(p.axes[1], {-0.21985493374764892, 0.9510760757757738, 0.21706705460242404});
}

TEST(PrincipalComponents, AgreeWithNumPyOnTheCorrelation) {
  const PrincipalComponents p = principal_components(table(kRows).view(), true);
  EXPECT_NEAR(p.variance[0], 2.0924091726952616, 1e-5);
  EXPECT_NEAR(p.variance[1], 0.7897219845111483, 1e-5);
  EXPECT_NEAR(p.total_variance, 3, 1e-9);
  expect_axis(p.axes[0], {0.47519092176760724, 0.6672100439752442, 0.5736064374535947});
  expect_axis(p.axes[1], {0.8058220551334907, -0.06821727719275811, -0.5882152824883452});
}

TEST(PrincipalComponents, ProjectTheMeanToZeroAndKeepTheVariance) {
  const Tensor t = table(kRows);
  const PrincipalComponents p = principal_components(t.view(), false);
  double sum[3] = {}, squares[3] = {};
  for (int64_t i = 0; i < t.rows(); ++i) {
    const auto at = p.project(t.row(i));
    for (size_t k = 0; k < 3; ++k) {
      sum[k] += at[k];
      squares[k] += at[k] * at[k];
    }
  }
  for (size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(sum[k], 0, 1e-5);
    EXPECT_NEAR(squares[k] / 7, p.variance[k], 1e-5);
  }
}

TEST(PrincipalComponents, ALineHasOneDirection) {
  const PrincipalComponents p = principal_components(table({{0, 0}, {1, 2}, {2, 4}, {3, 6}}).view(), false);
  EXPECT_NEAR(p.variance[0], (1 + 4) * 5.0 / 3, 1e-5);
  expect_axis(p.axes[0], {1 / std::sqrt(5.0), 2 / std::sqrt(5.0)});
  EXPECT_EQ(p.variance[1], 0);
  expect_axis(p.axes[1], {0, 0});
}

TEST(PrincipalComponents, NothingToFindIsNoError) {
  const PrincipalComponents one = principal_components(table({{1, 2, 3}}).view(), true);
  EXPECT_EQ(one.variance[0], 0);
  const Scalar row[] = {5, 5, 5};
  EXPECT_EQ(one.project(row)[0], 0);
  const PrincipalComponents equal = principal_components(table({{4, 4}, {4, 4}, {4, 4}}).view(), true);
  EXPECT_EQ(equal.variance[0], 0);
  EXPECT_EQ(equal.scale[0], 0);
}

TEST(PrincipalComponents, WhatIsNotFiniteCountsAsTheMean) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const PrincipalComponents p = principal_components(table({{0, 1}, {nan, 2}, {2, inf}, {1, 3}}).view(), false);
  EXPECT_NEAR(p.mean[0], 1, 1e-6);
  EXPECT_NEAR(p.mean[1], 2, 1e-6);
  EXPECT_TRUE(std::isfinite(p.variance[0]));
  const Scalar row[] = {std::numeric_limits<Scalar>::quiet_NaN(), 2};
  EXPECT_NEAR(p.project(row)[0], 0, 1e-6);
}

// Beyond 128 columns the rows are iterated on; padded with columns that say nothing, the answer must stay.
TEST(PrincipalComponents, WideTablesFindTheSame) {
  Rng rng(5, 0);
  Tensor narrow(60, Shape{20}), wide(60, Shape{200});
  for (int64_t i = 0; i < 60; ++i) {
    const double a = rng.normal(), b = rng.normal();
    for (int64_t c = 0; c < 20; ++c) {
      const double v = a * static_cast<double>(c) + 3 * b * static_cast<double>(c % 3) + rng.normal();
      narrow.row(i)[c] = static_cast<Scalar>(v);
      wide.row(i)[7 * c] = static_cast<Scalar>(v);
    }
  }
  const PrincipalComponents exact = principal_components(narrow.view(), false);
  const PrincipalComponents found = principal_components(wide.view(), false);
  for (size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(found.variance[k], exact.variance[k], 1e-6 * exact.variance[0]);
    for (size_t c = 0; c < 20; ++c) EXPECT_NEAR(found.axes[k][7 * c], exact.axes[k][c], 1e-4) << k << " " << c;
  }
}

TEST(PrincipalComponents, StopsWhenTold) {
  int asked = 0;
  Tensor wide(300, Shape{300});
  Rng rng(6, 0);
  for (Scalar& v : wide.span()) v = static_cast<Scalar>(rng.normal());
  (void)principal_components(wide.view(), false, [&] { return ++asked > 2; });
  EXPECT_LE(asked, 4);
}

TEST(SymmetricEigen, OfASmallMatrix) {
  const SymmetricEigen e = symmetric_eigen({2, 1, 1, 2}, 2);
  EXPECT_NEAR(e.values[0], 3, 1e-12);
  EXPECT_NEAR(e.values[1], 1, 1e-12);
  EXPECT_NEAR(std::abs(e.vectors[0]), std::sqrt(0.5), 1e-12);
  EXPECT_NEAR(e.vectors[0], e.vectors[1], 1e-12);
}

}  // namespace
}  // namespace engine
