// The contract of every loss: a mean over the batch, the same value with and without a gradient, sense at the extremes.
// Gradients against differences: tests/engine_double. Values against PyTorch: tests/engine/golden.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/schema/loss_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

struct Sample {
  Tensor output, target, gradient;
};

Sample sample(const LossType& loss, int64_t rows, int64_t columns, Rng& rng) {
  const bool probabilities = loss.coding == TargetCoding::zero_one && !loss.logits;
  Sample s;
  s.output = samples::tensor(rows, {columns}, rng, probabilities ? 0.01 : -4, probabilities ? 0.99 : 4);
  s.gradient.resize(rows, {columns});
  s.target.resize(rows, {loss.coding == TargetCoding::class_index ? 1 : columns});
  if (loss.coding == TargetCoding::distribution) {
    for (int64_t i = 0; i < rows; ++i) samples::shares({s.target.row(i), static_cast<size_t>(columns)}, rng);
    return s;
  }
  for (Scalar& t : s.target.span()) {
    switch (loss.coding) {
      case TargetCoding::numbers: t = static_cast<Scalar>(rng.uniform(-2, 2)); break;
      case TargetCoding::zero_one: t = static_cast<Scalar>(rng.below(2)); break;
      case TargetCoding::plus_minus: t = rng.below(2) ? Scalar{1} : Scalar{-1}; break;
      case TargetCoding::distribution: break;
      case TargetCoding::class_index: t = static_cast<Scalar>(rng.below(static_cast<uint64_t>(columns))); break;
    }
  }
  return s;
}

class LossContract : public testing::TestWithParam<const LossType*> {
 protected:
  const LossType& loss() const { return *GetParam(); }
  double compute(Sample& s, Scalar* gradient) const {
    return loss().compute(defaults(loss().params), s.output.view(), s.target.view(), gradient);
  }
};

TEST_P(LossContract, IsForSomething) {
  EXPECT_TRUE(loss().classification || loss().regression);
  EXPECT_EQ(loss().regression, loss().coding == TargetCoding::numbers || loss().coding == TargetCoding::distribution);
  for (const ParamSpec& spec : loss().params) EXPECT_TRUE(spec.live) << "a loss keeps nothing: " << spec.key;
}

TEST_P(LossContract, MeanOverTheBatch) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    Rng rng(seed);
    const auto rows = static_cast<int64_t>(1 + rng.below(20)), columns = static_cast<int64_t>(1 + rng.below(5));
    Sample s = sample(loss(), rows, columns, rng);
    const double all = compute(s, s.gradient.data());
    EXPECT_EQ(all, compute(s, nullptr)) << "the gradient does not change the value";
    double sum = 0;
    for (int64_t i = 0; i < rows; ++i) {
      std::vector<Scalar> gradient(static_cast<size_t>(columns));
      sum += loss().compute(defaults(loss().params), {s.output.row(i), 1, s.output.shape()},
                            {s.target.row(i), 1, s.target.shape()}, gradient.data());
      for (int64_t k = 0; k < columns; ++k) {
        const double whole = static_cast<double>(s.gradient.row(i)[k]) * static_cast<double>(rows);
        EXPECT_NEAR(gradient[static_cast<size_t>(k)], whole, 1e-5 * std::max(1.0, std::fabs(whole)));
      }
    }
    EXPECT_NEAR(all, sum / static_cast<double>(rows), 1e-6 * std::max(1.0, all));
    EXPECT_GE(all, 0);
  }
}

TEST_P(LossContract, AnEmptyBatchCostsNothing) {
  Sample s;
  s.output.resize(0, {3});
  s.target.resize(0, {loss().coding == TargetCoding::class_index ? 1 : 3});
  EXPECT_EQ(compute(s, nullptr), 0);
}

// What diverged must show as a loss that is not finite, not hide and not crash.
TEST_P(LossContract, NanShows) {
  Rng rng(1);
  Sample s = sample(loss(), 4, 3, rng);
  s.output.data()[4] = std::numeric_limits<Scalar>::quiet_NaN();
  EXPECT_TRUE(std::isnan(compute(s, s.gradient.data())));
  for (const double huge : {1e30, -1e30}) {
    Sample t = sample(loss(), 1, 2, rng);
    t.output.data()[0] = static_cast<Scalar>(huge);
    compute(t, t.gradient.data());
  }
}

// Training follows minus the gradient: a small step that way lowers the loss.
TEST_P(LossContract, GradientPointsUphill) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    Rng rng(seed);
    Sample s = sample(loss(), 6, 2, rng);
    const double before = compute(s, s.gradient.data());
    double slope = 0;
    for (size_t i = 0; i < s.gradient.span().size(); ++i) {
      const auto g = static_cast<double>(s.gradient.span()[i]);
      slope += g * g;
      s.output.span()[i] -= static_cast<Scalar>(1e-3 * g);
    }
    EXPECT_TRUE(slope == 0 || compute(s, nullptr) < before);
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, LossContract, testing::ValuesIn(losses().entries()),
                         [](const auto& test) { return test.param->id; });

}  // namespace
