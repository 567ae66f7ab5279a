// Points in space where they are seen, against rotation matrices written out; and that nothing of a height field is
// drawn over what lies in front of it.
#include "app/views/space_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/views/height_field.h"
#include "engine/core/rng.h"

namespace app::views {
namespace {

constexpr ui::Rect kRect{100, 50, 400, 300};
using Matrix = std::array<std::array<double, 3>, 3>;

std::array<double, 3> times(const Matrix& m, const std::array<double, 3>& v) {
  std::array<double, 3> out{};
  for (size_t i = 0; i < 3; ++i) {
    for (size_t k = 0; k < 3; ++k) out[i] += m[i][k] * v[k];
  }
  return out;
}

TEST(SpaceView, IsATurnATiltAndAPerspective) {
  engine::Rng rng(4);
  SpaceView view(true);
  for (int i = 0; i < 50; ++i) {
    const double yaw = rng.uniform(-3, 3), pitch = rng.uniform(-1.4, 1.4), zoom = rng.uniform(0.6, 3);
    view.turn_to(static_cast<float>(yaw), static_cast<float>(pitch), static_cast<float>(zoom));
    const std::array<double, 3> p{rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1)};
    const Matrix turn{{{std::cos(yaw), -std::sin(yaw), 0}, {std::sin(yaw), std::cos(yaw), 0}, {0, 0, 1}}};
    // About the axis across: what lies away comes up, what is up comes towards the eye.
    const Matrix tilt{{{1, 0, 0}, {0, std::cos(pitch), -std::sin(pitch)}, {0, std::sin(pitch), std::cos(pitch)}}};
    const std::array<double, 3> q = times(tilt, times(turn, p));
    const double k = 6 / (6 + q[1]);  // the eye is 6 in front of the middle
    const double unit = 150 / 1.95 * zoom * k;
    const SpaceView::Seen seen =
        view.place({static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])}, kRect);
    EXPECT_NEAR(static_cast<double>(seen.at.x), 300 + q[0] * unit, 0.01);
    EXPECT_NEAR(static_cast<double>(seen.at.y), 200 - q[2] * unit, 0.01);
    EXPECT_NEAR(static_cast<double>(seen.depth), -q[1], 1e-4);
  }
}

TEST(SpaceView, TheEyeIsWhereNothingIsMovedAside) {
  SpaceView view;
  view.turn_to(0.7f, 0.4f);
  const Point3 e = view.eye();
  EXPECT_NEAR(e.x * e.x + e.y * e.y + e.z * e.z, 36, 1e-3);
  for (const float t : {0.1f, 0.2f, 0.3f}) {  // all on one line of sight
    const SpaceView::Seen seen = view.place({e.x * t, e.y * t, e.z * t}, kRect);
    EXPECT_NEAR(seen.at.x, 300, 0.05);
    EXPECT_NEAR(seen.at.y, 200, 0.05);
  }
}

TEST(SpaceView, StaysWithinItsLimits) {
  SpaceView above, all(true);
  above.turn_to(0, -1);
  EXPECT_GT(above.pitch(), 0);
  all.turn_to(0, -1, 100);
  EXPECT_FLOAT_EQ(all.pitch(), -1);
  EXPECT_LT(all.zoom(), 20);
  all.turn_to(NAN, 0.5f);
  EXPECT_FLOAT_EQ(all.pitch(), -1) << "what is no number changes nothing";
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(all.place({nan, 0, 0}, kRect).at.x));
}

// Along a line of sight over the plane, whatever comes later is nearer to the eye.
TEST(BackToFront, DrawsWhatIsNearerLater) {
  for (const float eye : {-6.0f, -0.95f, 0.0f, 0.33f, 1.0f, 5.0f}) {
    std::vector<int> order;
    back_to_front(20, eye, order);
    ASSERT_EQ(order.size(), 20U);
    std::vector<int> place(20);
    for (int i = 0; i < 20; ++i) place[static_cast<size_t>(order[static_cast<size_t>(i)])] = i;
    for (int cell = 0; cell + 1 < 20; ++cell) {
      const float border = -1 + 2 * static_cast<float>(cell + 1) / 20;
      if (std::abs(border - eye) < 0.06f) continue;  // the eye is over one of the two
      // A line from the eye meets the one on its side of the border first.
      if (eye < border) {
        EXPECT_LT(place[static_cast<size_t>(cell + 1)], place[static_cast<size_t>(cell)]) << eye << " " << cell;
      } else {
        EXPECT_LT(place[static_cast<size_t>(cell)], place[static_cast<size_t>(cell + 1)]) << eye << " " << cell;
      }
    }
  }
}

TEST(HeightFieldTest, IsLinearBetweenItsCorners) {
  HeightField field;
  const float heights[] = {0, 1, 2, /* y = -1: */ 4, 5, 6};
  const ui::Colour colours[6] = {};
  field.set(2, 3, heights, colours);
  EXPECT_FLOAT_EQ(field.height_at(-1, 1), 0);
  EXPECT_FLOAT_EQ(field.height_at(1, -1), 6);
  EXPECT_FLOAT_EQ(field.height_at(0, 0), 3);
  EXPECT_FLOAT_EQ(field.height_at(0.5f, 1), 1.5f);
  EXPECT_TRUE(std::isnan(field.height_at(1.1f, 0)));
  const float holes[] = {0, NAN, 2, 4, 5, 6};
  field.set(2, 3, holes, colours);
  EXPECT_TRUE(std::isnan(field.height_at(-0.5f, 0.5f)));
  field.set(2, 3, std::span(heights).first(5), colours);  // too few
  EXPECT_TRUE(std::isnan(field.height_at(0, 0)));
}

}  // namespace
}  // namespace app::views
