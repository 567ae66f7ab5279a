// The contract of every optimizer: a live rate, the same result piece by piece, and a way down. The numbers themselves
// are compared with PyTorch's in tests/engine/golden.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "engine/schema/optimizer_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

// Weights with the slots of one optimizer.
struct State {
  std::vector<Scalar> w, slots[3];
  State(const OptimizerType& type, size_t count, uint64_t seed) : w(count) {
    Rng rng(seed);
    samples::fill(w, -2, 2, rng);
    for (int k = 0; k < type.slots; ++k) slots[k].assign(count, 0);
  }
  OptimizerPass pass(std::span<const Scalar> g, size_t begin, size_t count, int64_t step) {
    OptimizerPass p{w.data() + begin, g.data() + begin, {}, static_cast<int64_t>(count), step};
    for (int k = 0; k < 3; ++k) p.slot[k] = slots[k].empty() ? nullptr : slots[k].data() + begin;
    return p;
  }
};

class OptimizerContract : public testing::TestWithParam<const OptimizerType*> {
 protected:
  const OptimizerType& type() const { return *GetParam(); }
};

TEST_P(OptimizerContract, HasALiveRateOverMagnitudes) {
  const ParamSpec* rate = find_param(type().params, "learning_rate");
  ASSERT_TRUE(rate);
  EXPECT_TRUE(rate->logarithmic);
  EXPECT_DOUBLE_EQ(rate->minimum, 1e-5);
  EXPECT_DOUBLE_EQ(rate->maximum, 10);
  for (const ParamSpec& spec : type().params) EXPECT_TRUE(spec.live) << spec.key;
  EXPECT_GE(type().slots, 0);
  EXPECT_LE(type().slots, 3);
}

TEST_P(OptimizerContract, PiecesGiveWhatTheWholeGives) {
  constexpr size_t kCount = 37, kCut = 13;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Rng rng(seed, 2);
    const Params params = *resolve(type().params, samples::params(type().params, rng));
    State whole(type(), kCount, seed), pieces(type(), kCount, seed);
    for (int64_t step = 1; step <= 4; ++step) {
      std::vector<Scalar> g(kCount);
      samples::fill(g, -1, 1, rng);
      type().update(params, whole.pass(g, 0, kCount, step));
      type().update(params, pieces.pass(g, 0, kCut, step));
      type().update(params, pieces.pass(g, kCut, kCount - kCut, step));
      for (size_t i = 0; i < kCount; ++i) {
        EXPECT_NEAR(whole.w[i], pieces.w[i], 1e-6 * std::max(1.0, std::fabs(static_cast<double>(whole.w[i]))));
      }
    }
  }
}

// On half the sum of squares, whose gradient is the weights themselves, a small rate leads down from any start.
TEST_P(OptimizerContract, LeadsDownABowl) {
  Params given{{"learning_rate", 0.01}};
  const Params params = *resolve(type().params, given);
  State state(type(), 20, 3);
  const auto height = [&] {
    double sum = 0;
    for (const Scalar w : state.w) sum += static_cast<double>(w * w);
    return sum;
  };
  const double start = height();
  for (int64_t step = 1; step <= 300; ++step) {
    const std::vector<Scalar> g = state.w;
    type().update(params, state.pass(g, 0, g.size(), step));
  }
  EXPECT_LT(height(), 0.9 * start);
}

TEST_P(OptimizerContract, NoGradientAtTheStartMeansNoStep) {
  Params given;
  if (find_param(type().params, "weight_decay")) given["weight_decay"] = 0.0;
  const Params params = *resolve(type().params, given);
  State state(type(), 9, 1);
  const std::vector<Scalar> start = state.w, g(9, 0);
  type().update(params, state.pass(g, 0, 9, 1));
  EXPECT_EQ(state.w, start);
}

TEST_P(OptimizerContract, ExportNamesItsOwnParameters) {
  for (size_t open = type().torch.find('{'); open != std::string::npos; open = type().torch.find('{', open + 1)) {
    const std::string key = type().torch.substr(open + 1, type().torch.find('}', open) - open - 1);
    EXPECT_TRUE(find_param(type().params, key)) << key;
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, OptimizerContract, testing::ValuesIn(optimizers().entries()),
                         [](const auto& test) { return test.param->id; });

}  // namespace
