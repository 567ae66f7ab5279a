// The quick normal numbers: their distribution against the normal one, with a fixed seed.
#include "engine/core/ziggurat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using engine::Rng;
using engine::ziggurat_normal;

double below(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

std::vector<double> drawn(size_t count, uint64_t seed) {
  Rng rng(seed);
  std::vector<double> x(count);
  for (double& v : x) v = ziggurat_normal(rng);
  return x;
}

TEST(Ziggurat, MomentsAreThoseOfTheNormalDistribution) {
  const std::vector<double> x = drawn(1'000'000, 5);
  double m[5] = {};
  for (const double v : x) {
    for (int k = 1; k <= 4; ++k) m[k] += std::pow(v, k) / static_cast<double>(x.size());
  }
  // Within four standard errors: of the k-th moment, sqrt(Var x^k / n) with variances 1, 2, 15, 96.
  EXPECT_NEAR(m[1], 0, 4e-3);
  EXPECT_NEAR(m[2], 1, 4 * std::sqrt(2e-6));
  EXPECT_NEAR(m[3], 0, 4 * std::sqrt(15e-6));
  EXPECT_NEAR(m[4], 3, 4 * std::sqrt(96e-6));
}

// Kolmogorov and Smirnov: the largest distance of the distributions times sqrt(n) exceeds 1.95 once in a thousand
// times.
TEST(Ziggurat, TheDistributionIsTheNormalOne) {
  std::vector<double> x = drawn(400'000, 11);
  std::sort(x.begin(), x.end());
  double most = 0;
  const auto n = static_cast<double>(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const double p = below(x[i]);
    most = std::max({most, std::fabs(p - static_cast<double>(i) / n), std::fabs(p - static_cast<double>(i + 1) / n)});
  }
  EXPECT_LT(most * std::sqrt(n), 1.95);
}

// Beyond the lowest layer the numbers come from another formula.
TEST(Ziggurat, TheTailsAreThere) {
  const std::vector<double> x = drawn(4'000'000, 3);
  for (const double limit : {3.0, 3.442619855899, 4.0}) {
    const double expected = below(-limit) * static_cast<double>(x.size());
    const auto high = std::count_if(x.begin(), x.end(), [&](double v) { return v > limit; });
    const auto low = std::count_if(x.begin(), x.end(), [&](double v) { return v < -limit; });
    EXPECT_NEAR(static_cast<double>(high), expected, 4 * std::sqrt(expected)) << limit;
    EXPECT_NEAR(static_cast<double>(low), expected, 4 * std::sqrt(expected)) << limit;
  }
}

}  // namespace
