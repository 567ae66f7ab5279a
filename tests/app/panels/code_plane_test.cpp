// The plane of the codes: places and codes belong together, whatever the number of dimensions.
#include "app/panels/output/code_plane.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

engine::WatchedTensor codes(int64_t rows, int64_t columns) {
  engine::WatchedTensor t;
  t.shape = {rows, columns};
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t k = 0; k < columns; ++k)
      t.values.push_back(static_cast<float>(std::sin(0.7 * static_cast<double>(i) * static_cast<double>(k + 1)) +
                                            0.3 * static_cast<double>(k)));
  }
  return t;
}

TEST(CodePlane, APlaceIsThatOfItsCode) {
  for (const int64_t columns : {1, 2, 3, 8}) {
    app::CodePlane plane;
    plane.lay(codes(40, columns));
    EXPECT_EQ(plane.width(), static_cast<size_t>(columns));
    for (const std::array<double, 2> at : {std::array{0.0, 0.0}, std::array{0.4, -0.2}}) {
      std::vector<float> code;
      plane.add_code(at, code);
      ASSERT_EQ(code.size(), static_cast<size_t>(columns));
      EXPECT_NEAR(plane.place(code)[0], at[0], 1e-5) << columns;
      if (columns > 1) {
        EXPECT_NEAR(plane.place(code)[1], at[1], 1e-5) << columns;
      }
    }
  }
}

// Two numbers of opposite sign and nearly the same size: which one is larger decides the sign of a fresh axis.
TEST(CodePlane, AnAxisKeepsItsSignWhileCodesMove) {
  const auto along = [](float second) {
    engine::WatchedTensor t;
    t.shape = {4, 3};
    for (const float at : {-3.0f, -1.0f, 1.0f, 3.0f}) t.values.insert(t.values.end(), {at, second * at, 0.0f});
    return t;
  };
  app::CodePlane plane, fresh;
  plane.lay(along(-0.99f));
  const double before = plane.points()[0][0];
  plane.lay(along(-1.01f));
  fresh.lay(along(-1.01f));
  EXPECT_GT(before * plane.points()[0][0], 0);
  EXPECT_LT(before * fresh.points()[0][0], 0) << "or else this test says nothing";
}

TEST(CodePlane, TwoNumbersAreShownAsTheyAre) {
  app::CodePlane plane;
  const engine::WatchedTensor t = codes(5, 2);
  plane.lay(t);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_DOUBLE_EQ(plane.points()[i][0], static_cast<double>(t.values[2 * i]));
    EXPECT_DOUBLE_EQ(plane.points()[i][1], static_cast<double>(t.values[2 * i + 1]));
    EXPECT_LT(std::abs(plane.points()[i][0]), plane.reach());
  }
}

TEST(CodePlane, ValuesThatAreNotFiniteKeepTheReach) {
  app::CodePlane plane;
  engine::WatchedTensor t = codes(6, 2);
  t.values[3] = std::numeric_limits<float>::quiet_NaN();
  t.values[5] = std::numeric_limits<float>::infinity();
  plane.lay(t);
  EXPECT_TRUE(std::isfinite(plane.reach()));
  EXPECT_GT(plane.reach(), 0);
  t.values.assign(t.values.size(), 0.0f);
  plane.lay(t);
  EXPECT_EQ(plane.reach(), 1) << "all in one place";
}

}  // namespace
