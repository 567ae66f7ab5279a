// The arithmetic of agents: exploration, the cost of a temporal difference, and the policy gradient.
#include "engine/tasks/policy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/tasks/exploration.h"
#include "engine/tasks/td_loss.h"

namespace engine {
namespace {

TEST(Exploration, FallsInAStraightLineAndStaysBetweenItsEnds) {
  Exploration e;
  e.set_params(*resolve(Exploration::params(100), {{"epsilon_end", 0.1}}));
  EXPECT_DOUBLE_EQ(e.epsilon(-900), 1);  // while the replay buffer fills
  EXPECT_DOUBLE_EQ(e.epsilon(0), 1);
  EXPECT_DOUBLE_EQ(e.epsilon(50), 0.55);
  EXPECT_DOUBLE_EQ(e.epsilon(1000), 0.1);
}

TEST(TdLoss, SlopeIsThatOfTheCost) {
  for (const bool huber : {true, false}) {
    const TdLoss loss{huber};
    for (const double x : {-3.0, -0.4, 0.0, 0.7, 2.0}) {
      EXPECT_NEAR(loss.slope(x), (loss.cost(x + 1e-6) - loss.cost(x - 1e-6)) / 2e-6, 1e-6);
    }
  }
  EXPECT_EQ(TdLoss{true}.cost(3), 2.5);
  EXPECT_EQ(TdLoss{false}.cost(3), 4.5);
}

TEST(Policy, GradientIsThatOfTheLoss) {
  Rng rng(4);
  Tensor output(5, Shape{4});
  for (int64_t i = 0; i < output.rows() * 4; ++i) output.data()[i] = static_cast<Scalar>(rng.normal());
  const std::vector<int32_t> action{0, 2, 1, 1, 2};
  const std::vector<double> advantage{1.5, -0.3, 0.8, -2, 0.1}, returns{1, 2, -1, 0.5, 3};
  for (const bool values : {true, false}) {
    const PolicyTerms terms{0.7, 0.05, values};
    std::vector<Scalar> d(20), room(20);
    const auto loss = [&](std::vector<Scalar>& to) {
      return policy_loss(std::as_const(output).view(), action, advantage, returns, terms, to.data());
    };
    const PolicyLoss whole = loss(d);
    // The loss by hand.
    double by_hand = 0;
    for (size_t i = 0; i < 5; ++i) {
      const Scalar* row = output.row(static_cast<int64_t>(i));
      double sum = 0, entropy = 0;
      for (int k = 0; k < 3; ++k) sum += std::exp(static_cast<double>(row[k]));
      for (int k = 0; k < 3; ++k) {
        const double p = std::exp(static_cast<double>(row[k])) / sum;
        entropy -= p * std::log(p);
      }
      by_hand -= advantage[i] * (static_cast<double>(row[action[i]]) - std::log(sum)) / 5;
      by_hand -= 0.05 * entropy / 5;
      by_hand += values ? 0.7 * std::pow(static_cast<double>(row[3]) - returns[i], 2) / 5 : 0;
    }
    EXPECT_NEAR(whole.whole, by_hand, 1e-6);
    constexpr bool kDouble = sizeof(Scalar) == 8;  // this file is compiled for both
    const double h = kDouble ? 1e-5 : 1e-2;
    for (size_t i = 0; i < 20; ++i) {
      const Scalar old = output.data()[i];
      output.data()[i] = old + static_cast<Scalar>(h);
      const double above = loss(room).whole;
      output.data()[i] = old - static_cast<Scalar>(h);
      const double below = loss(room).whole;
      output.data()[i] = old;
      EXPECT_NEAR(static_cast<double>(d[i]), (above - below) / (2 * h), kDouble ? 1e-8 : 1e-3) << i;
    }
  }
}

TEST(Policy, ActionsAreDrawnByTheirShares) {
  const Scalar scores[3] = {0, Scalar(std::log(2.0)), Scalar(std::log(5.0))};
  int counts[3] = {};
  Rng rng(9);
  for (int i = 0; i < 16000; ++i) ++counts[draw_action(scores, 3, rng)];
  EXPECT_NEAR(counts[0] / 16000.0, 1 / 8.0, 0.011);
  EXPECT_NEAR(counts[1] / 16000.0, 2 / 8.0, 0.014);
  EXPECT_NEAR(counts[2] / 16000.0, 5 / 8.0, 0.016);
}

TEST(Policy, AdvantagesAreStandardised) {
  std::vector<double> a{1, 2, 3, 6};
  standardise_advantages(a);
  EXPECT_NEAR(a[0] + a[1] + a[2] + a[3], 0, 1e-12);
  EXPECT_NEAR((a[0] * a[0] + a[1] * a[1] + a[2] * a[2] + a[3] * a[3]) / 4, 1, 1e-6);
  std::vector<double> one{3};
  standardise_advantages(one);
  EXPECT_EQ(one[0], 3);
}

}  // namespace
}  // namespace engine
