// Drawing a class: temperature, top-k and top-p against sets and probabilities worked out by hand, and how often each
// class is drawn against what was promised.
#include "engine/train/class_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using engine::ChoiceRule;

std::vector<double> probabilities(const std::vector<float>& shares, const ChoiceRule& rule) {
  std::vector<double> out;
  engine::choice_probabilities(shares, rule, out);
  return out;
}

void expect_near(const std::vector<double>& got, const std::vector<double>& wanted) {
  ASSERT_EQ(got.size(), wanted.size());
  for (size_t k = 0; k < got.size(); ++k) {
    EXPECT_NEAR(got[k], wanted[k], 1e-6) << k;
    EXPECT_EQ(got[k] == 0, wanted[k] == 0) << k << ": cut or not";
  }
}

const std::vector<float> kShares{0.1f, 0.4f, 0.05f, 0.3f, 0.15f};

TEST(ClassChoice, WithoutARuleTheSharesThemselves) {
  expect_near(probabilities(kShares, {}), {0.1, 0.4, 0.05, 0.3, 0.15});
  expect_near(probabilities({1, 4, 0.5, 3, 1.5}, {}), {0.1, 0.4, 0.05, 0.3, 0.15});
}

TEST(ClassChoice, TemperatureGoesFromTheLikeliestToAllAlike) {
  expect_near(probabilities(kShares, {.temperature = 0}), {0, 1, 0, 0, 0});
  const std::vector<double> cold = probabilities(kShares, {.temperature = 0.01});
  EXPECT_GT(cold[1], 1 - 1e-9);
  // Squares: .01 .16 .0025 .09 .0225, together .285.
  expect_near(probabilities(kShares, {.temperature = 0.5}),
              {0.01 / 0.285, 0.16 / 0.285, 0.0025 / 0.285, 0.09 / 0.285, 0.0225 / 0.285});
  for (const double p : probabilities(kShares, {.temperature = 1e6})) EXPECT_NEAR(p, 0.2, 1e-5);
}

TEST(ClassChoice, TopKKeepsTheLikeliest) {
  expect_near(probabilities(kShares, {.top_k = 1}), {0, 1, 0, 0, 0});
  expect_near(probabilities(kShares, {.top_k = 2}), {0, 0.4 / 0.7, 0, 0.3 / 0.7, 0});
  expect_near(probabilities(kShares, {.top_k = 3}), {0, 0.4 / 0.85, 0, 0.3 / 0.85, 0.15 / 0.85});
  expect_near(probabilities(kShares, {.top_k = 9}), probabilities(kShares, {}));
  expect_near(probabilities({0.25f, 0.25f, 0.25f, 0.25f}, {.top_k = 2}), {0.5, 0.5, 0, 0});  // the earlier of equals
}

TEST(ClassChoice, TopPKeepsTheSmallestSetThatReachesIt) {
  expect_near(probabilities(kShares, {.top_p = 0.3}), {0, 1, 0, 0, 0});  // .4 alone
  expect_near(probabilities(kShares, {.top_p = 0.5}), {0, 0.4 / 0.7, 0, 0.3 / 0.7, 0});
  expect_near(probabilities(kShares, {.top_p = 0.8}), {0, 0.4 / 0.85, 0, 0.3 / 0.85, 0.15 / 0.85});
  expect_near(probabilities(kShares, {.top_p = 0.9}), {0.1 / 0.95, 0.4 / 0.95, 0, 0.3 / 0.95, 0.15 / 0.95});
  expect_near(probabilities({0.5f, 0.25f, 0.25f}, {.top_p = 0.5}), {1, 0, 0});  // reached, not passed
  expect_near(probabilities(kShares, {.top_p = 0}), {0, 1, 0, 0, 0});
}

// The temperature first, top-p last, on what top-k has left: squares of the two likeliest are .16 and .09.
TEST(ClassChoice, OneRuleAfterTheOther) {
  expect_near(probabilities(kShares, {.temperature = 0.5, .top_k = 2}), {0, 0.64, 0, 0.36, 0});
  expect_near(probabilities(kShares, {.temperature = 0.5, .top_k = 2, .top_p = 0.6}), {0, 1, 0, 0, 0});
  expect_near(probabilities(kShares, {.temperature = 0.5, .top_k = 2, .top_p = 0.7}), {0, 0.64, 0, 0.36, 0});
}

TEST(ClassChoice, NothingLikelyIsNoTrouble) {
  expect_near(probabilities({0, 0, 0}, {}), {1, 0, 0});
  expect_near(probabilities({NAN, 0.5f, INFINITY, -1}, {.temperature = 2}), {0, 1, 0, 0});
  EXPECT_TRUE(probabilities({}, {}).empty());
}

// Chi-squared with 3 degrees of freedom is above 16.3 once in a thousand times; the seed is fixed.
TEST(ClassChoice, IsDrawnAsOftenAsPromised) {
  for (const ChoiceRule rule : {ChoiceRule{.top_k = 4}, ChoiceRule{.temperature = 0.7, .top_k = 4},
                                ChoiceRule{.temperature = 1.5, .top_p = 0.9}}) {
    const std::vector<double> p = probabilities(kShares, rule);
    ASSERT_EQ(std::count_if(p.begin(), p.end(), [](double x) { return x > 0; }), 4);
    constexpr int kDraws = 50'000;
    std::vector<int> counts(p.size(), 0);
    engine::Rng rng(5);
    for (int i = 0; i < kDraws; ++i) ++counts[static_cast<size_t>(engine::drawn_class(p, rng))];
    double chi = 0;
    for (size_t k = 0; k < p.size(); ++k) {
      if (p[k] == 0) {
        EXPECT_EQ(counts[k], 0) << "what is cut is never drawn";
        continue;
      }
      const double expected = p[k] * kDraws;
      chi += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    EXPECT_LT(chi, 16.3);
  }
}

TEST(ClassChoice, TheSameSeedDrawsTheSame) {
  const std::vector<double> p = probabilities(kShares, {});
  engine::Rng a(7, 3), b(7, 3), other(8, 3);
  int different = 0;
  for (int i = 0; i < 50; ++i) {
    const int64_t k = engine::drawn_class(p, a);
    EXPECT_EQ(k, engine::drawn_class(p, b));
    different += k != engine::drawn_class(p, other);
  }
  EXPECT_GT(different, 0);
}

}  // namespace
