// Starting weights: mean, deviation and bounds against the formulas of torch.nn.init, orthogonality, and that the same
// seed draws the same numbers.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/schema/initializer_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

constexpr int64_t kIn = 300, kOut = 200;

std::vector<Scalar> draw(const char* id, const Params& given, FanInOut fan = {kIn, kOut, 1}, uint64_t seed = 1) {
  const InitializerType& type = *initializers().find(id);
  std::vector<Scalar> weight(static_cast<size_t>(fan.fan_in * fan.fan_out));
  Rng rng(seed);
  type.fill(*resolve(type.params, given), fan, rng, weight);
  return weight;
}

struct Moments {
  double mean = 0, deviation = 0, low = 0, high = 0, kurtosis = 0;
};

Moments moments(const std::vector<Scalar>& x) {
  Moments m;
  const auto n = static_cast<double>(x.size());
  for (const Scalar v : x) m.mean += static_cast<double>(v) / n;
  double fourth = 0;
  for (const Scalar v : x) {
    const double d = static_cast<double>(v) - m.mean;
    m.deviation += d * d / n;
    fourth += d * d * d * d / n;
  }
  m.kurtosis = fourth / (m.deviation * m.deviation);
  m.deviation = std::sqrt(m.deviation);
  const auto [low, high] = std::ranges::minmax(x);
  m.low = static_cast<double>(low);
  m.high = static_cast<double>(high);
  return m;
}

// 60,000 draws: the mean lies within 5 deviations / sqrt(n), the deviation within 2 per cent, the bounds are not passed
// and nearly reached; a uniform distribution has kurtosis 9/5.
void expect_uniform(const std::vector<Scalar>& x, double low, double high) {
  const Moments m = moments(x);
  const double deviation = (high - low) / std::sqrt(12.0);
  EXPECT_NEAR(m.mean, (low + high) / 2, 5 * deviation / std::sqrt(static_cast<double>(x.size())));
  EXPECT_NEAR(m.deviation, deviation, 0.02 * deviation);
  EXPECT_NEAR(m.kurtosis, 1.8, 0.05);
  const double slack = 1e-6 * (high - low);
  EXPECT_GE(m.low, low - slack);
  EXPECT_LE(m.high, high + slack);
  EXPECT_LE(m.low, low + 0.001 * (high - low));
  EXPECT_GE(m.high, high - 0.001 * (high - low));
}

void expect_normal(const std::vector<Scalar>& x, double mean, double deviation) {
  const Moments m = moments(x);
  EXPECT_NEAR(m.mean, mean, 5 * deviation / std::sqrt(static_cast<double>(x.size())));
  EXPECT_NEAR(m.deviation, deviation, 0.02 * deviation);
  EXPECT_NEAR(m.kurtosis, 3, 0.15);
}

TEST(Initializers, Constants) {
  for (const Scalar w : draw("zeros", {})) EXPECT_EQ(w, 0);
  for (const Scalar w : draw("constant", {{"value", -0.25}})) EXPECT_EQ(w, Scalar(-0.25));
}

TEST(Initializers, UniformOnes) {
  expect_uniform(draw("uniform", {{"low", -0.3}, {"high", 1.1}}), -0.3, 1.1);
  const double xavier = std::sqrt(6.0 / (kIn + kOut)), he = std::sqrt(6.0 / kIn), torch = 1 / std::sqrt(double{kIn});
  expect_uniform(draw("xavier_uniform", {}), -xavier, xavier);
  expect_uniform(draw("he_uniform", {}), -he, he);
  expect_uniform(draw("pytorch", {}), -torch, torch);
}

TEST(Initializers, NormalOnes) {
  expect_normal(draw("normal", {{"mean", 0.4}, {"std", 0.2}}), 0.4, 0.2);
  expect_normal(draw("xavier_normal", {}), 0, std::sqrt(2.0 / (kIn + kOut)));
  expect_normal(draw("he_normal", {}), 0, std::sqrt(2.0 / kIn));
}

TEST(Initializers, GainAppliesWhenAskedFor) {
  const FanInOut tanh{kIn, kOut, 5.0 / 3.0};
  const double xavier = std::sqrt(6.0 / (kIn + kOut));
  expect_uniform(draw("xavier_uniform", {}, tanh), -xavier, xavier);
  expect_uniform(draw("xavier_uniform", {{"use_gain", true}}, tanh), -xavier * tanh.gain, xavier * tanh.gain);
}

// W W^T = gain^2 I for wide matrices, W^T W for tall ones.
void expect_orthogonal(int64_t rows, int64_t columns, double gain) {
  const Params given{{"use_gain", true}};
  const std::vector<Scalar> w = draw("orthogonal", given, {columns, rows, gain}, static_cast<uint64_t>(rows));
  const bool wide = rows <= columns;
  const int64_t count = wide ? rows : columns, length = wide ? columns : rows;
  const auto at = [&](int64_t vector, int64_t k) {
    return static_cast<double>(w[static_cast<size_t>(wide ? vector * columns + k : k * columns + vector)]);
  };
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t j = 0; j <= i; ++j) {
      double dot = 0;
      for (int64_t k = 0; k < length; ++k) dot += at(i, k) * at(j, k);
      EXPECT_NEAR(dot, i == j ? gain * gain : 0, 1e-6 * gain * gain) << rows << "x" << columns;
    }
  }
}

TEST(Initializers, OrthogonalOnes) {
  expect_orthogonal(1, 1, 1);
  expect_orthogonal(5, 5, 1);
  expect_orthogonal(7, 30, 1);
  expect_orthogonal(40, 3, 1.5);
  expect_orthogonal(64, 64, 2);
}

// The signs are as random as the directions: none of the rows is turned to one side.
TEST(Initializers, OrthogonalHasNoFavouriteSide) {
  double sum = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) sum += draw("orthogonal", {}, {3, 3, 1}, seed)[0] > 0 ? 1 : -1;
  EXPECT_LT(std::fabs(sum), 100);  // five deviations
}

TEST(Initializers, SameSeedSameNumbers) {
  for (const InitializerType* type : initializers().entries()) {
    const auto a = draw(type->id.c_str(), {}), b = draw(type->id.c_str(), {});
    EXPECT_EQ(a, b) << type->id;
    const bool drawn = type->id != "zeros" && type->id != "constant";
    EXPECT_EQ(drawn, a != draw(type->id.c_str(), {}, {kIn, kOut, 1}, 2)) << type->id;
    for (const Scalar w : a) ASSERT_TRUE(std::isfinite(w));
  }
}

}  // namespace
