// Answers of a network as words and choices: what is drawn from its shares.
#include "app/panels/output/answers.h"

#include <gtest/gtest.h>

namespace app {
namespace {

TEST(DrawnClass, TemperatureZeroIsTheLikeliest) {
  engine::Rng rng(1);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(drawn_class({0.2f, 0.5f, 0.3f}, 0, rng), 1);
}

TEST(DrawnClass, TheSameSeedDrawsTheSame) {
  const std::vector<float> shares{0.1f, 0.2f, 0.3f, 0.4f};
  engine::Rng a(7, 3), b(7, 3), other(8, 3);
  int different = 0;
  for (int i = 0; i < 50; ++i) {
    const int k = drawn_class(shares, 1, a);
    EXPECT_EQ(k, drawn_class(shares, 1, b));
    different += k != drawn_class(shares, 1, other);
  }
  EXPECT_GT(different, 0);
}

// Shares ^ (1 / T), made to sum to 1: p = (.1, .3, .6) at T = 1; (.022, .196, .783) at T = 1/2.
TEST(DrawnClass, ShareAfterShareAsTheTemperatureSays) {
  const std::vector<float> shares{0.1f, 0.3f, 0.6f, 0.0f};
  const double expected[2][4] = {{0.1, 0.3, 0.6, 0}, {1.0 / 46, 9.0 / 46, 36.0 / 46, 0}};
  for (const int half : {0, 1}) {
    engine::Rng rng(3);
    constexpr int kDraws = 20'000;
    int counts[4] = {};
    for (int i = 0; i < kDraws; ++i) ++counts[drawn_class(shares, half ? 0.5 : 1.0, rng)];
    for (int k = 0; k < 4; ++k) EXPECT_NEAR(counts[k] / double{kDraws}, expected[half][k], 0.015) << half << " " << k;
    EXPECT_EQ(counts[3], 0);
  }
}

TEST(DrawnClass, NothingLikelyIsNoTrouble) {
  engine::Rng rng(1);
  EXPECT_EQ(drawn_class({0, 0, 0}, 1, rng), 0);
  EXPECT_EQ(drawn_class({1}, 2, rng), 0);
}

}  // namespace
}  // namespace app
