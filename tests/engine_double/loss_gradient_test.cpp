// Every loss: its gradient against central differences in double precision, kinks excluded by looking for them.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/schema/loss_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

constexpr int kShapes = 60;
constexpr double kTolerance = 1e-7;
constexpr double kStep = 1e-4;

// Outputs stay where every loss is defined: probabilities for those that are not on logits but code classes as 0 and 1.
Tensor sample_output(const LossType& loss, int64_t rows, int64_t columns, Rng& rng) {
  const bool probabilities = loss.coding == TargetCoding::zero_one && !loss.logits;
  return samples::tensor(rows, {columns}, rng, probabilities ? 0.15 : -3, probabilities ? 0.85 : 3);
}

Tensor sample_target(const LossType& loss, int64_t rows, int64_t columns, Rng& rng) {
  if (loss.coding == TargetCoding::numbers) return samples::tensor(rows, {columns}, rng);
  if (loss.coding == TargetCoding::distribution) {
    Tensor shares(rows, {columns});
    for (int64_t i = 0; i < rows; ++i) samples::shares({shares.row(i), static_cast<size_t>(columns)}, rng);
    return shares;
  }
  Tensor target(rows, {loss.coding == TargetCoding::class_index ? 1 : columns});
  for (Scalar& t : target.span()) {
    if (loss.coding == TargetCoding::class_index) {
      t = static_cast<Scalar>(rng.below(static_cast<uint64_t>(columns)));
    } else {
      t = rng.below(2) ? 1 : (loss.coding == TargetCoding::plus_minus ? -1 : 0);
    }
  }
  return target;
}

// The places where one of the losses has a kink: y = t, |y - t| = delta, t y = 0, t y = 1.
bool near_kink(const LossType& loss, const Params& params, double y, double t) {
  if (loss.coding == TargetCoding::class_index || loss.coding == TargetCoding::distribution) return false;
  const double near = 3 * kStep;
  const double delta = params.contains("delta") ? get_double(params, "delta") : 0;
  return std::fabs(y - t) < near || std::fabs(std::fabs(y - t) - delta) < near || std::fabs(t * y) < near ||
         std::fabs(1 - t * y) < near;
}

class LossGradient : public testing::TestWithParam<const LossType*> {};

TEST_P(LossGradient, MatchesCentralDifferences) {
  const LossType& loss = *GetParam();
  double worst = 0;
  int64_t checked = 0;
  for (int n = 0; n < kShapes; ++n) {
    Rng rng(static_cast<uint64_t>(n), 17);
    const auto rows = static_cast<int64_t>(1 + rng.below(7)), columns = static_cast<int64_t>(1 + rng.below(5));
    Params given = samples::params(loss.params, rng);
    if (given.contains("delta")) given["delta"] = rng.uniform(0.3, 2.5);
    const Params params = *resolve(loss.params, given);
    Tensor output = sample_output(loss, rows, columns, rng);
    const Tensor target = sample_target(loss, rows, columns, rng);
    Tensor gradient(rows, {columns});
    loss.compute(params, output.view(), target.view(), gradient.data());
    for (size_t i = 0; i < output.span().size(); ++i) {
      const Scalar old = output.span()[i];
      if (near_kink(loss, params, old, target.span()[i % target.span().size()])) continue;
      const auto at = [&](double offset) {
        output.span()[i] = old + offset;
        return loss.compute(params, output.view(), target.view(), nullptr);
      };
      const double numeric = (8 * (at(kStep) - at(-kStep)) - (at(2 * kStep) - at(-2 * kStep))) / (12 * kStep);
      output.span()[i] = old;
      const double scale = std::max({std::fabs(numeric), std::fabs(gradient.span()[i]), 1e-4});
      const double error = std::fabs(numeric - gradient.span()[i]) / scale;
      worst = std::max(worst, error);
      ++checked;
      ASSERT_LE(error, kTolerance) << loss.id << ": gradient " << gradient.span()[i] << ", differences " << numeric;
    }
  }
  std::printf("%s: %lld numbers, worst relative error %.2e\n", loss.id.c_str(), static_cast<long long>(checked), worst);
  EXPECT_GT(checked, 200);
}

INSTANTIATE_TEST_SUITE_P(Catalog, LossGradient, testing::ValuesIn(losses().entries()),
                         [](const auto& test) { return test.param->id; });

}  // namespace
