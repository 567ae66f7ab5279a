// Strokes on small pictures: what a pen leaves, what is taken back, and how a drawn digit comes to the size and place
// of a set.
#include "app/ui/stroke_picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using app::ui::InkFrame;
using app::ui::Stroke;
using app::ui::StrokePicture;
using app::ui::Vec;

StrokePicture grey(int side = 28) {
  StrokePicture p;
  p.resize(1, side, side);
  return p;
}

void draw(StrokePicture& p, const std::vector<Vec>& points, float radius = 1.25f, bool erases = false) {
  Stroke pen;
  pen.radius = radius;
  pen.erases = erases;
  p.begin(pen, points[0]);
  for (size_t i = 1; i < points.size(); ++i) p.extend(points[i]);
}

float at(const std::vector<float>& values, int side, int x, int y) { return values[static_cast<size_t>(y * side + x)]; }

struct Measure {
  float left = 1e9f, top = 1e9f, right = -1, bottom = -1, mass_x = 0, mass_y = 0, total = 0;
  float box() const { return std::max(right - left, bottom - top); }
};

Measure measure(const std::vector<float>& values, int side) {
  Measure m;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const float v = at(values, side, x, y);
      m.mass_x += v * (static_cast<float>(x) + 0.5f);
      m.mass_y += v * (static_cast<float>(y) + 0.5f);
      m.total += v;
      if (v < 0.15f) continue;
      m.left = std::min(m.left, static_cast<float>(x));
      m.top = std::min(m.top, static_cast<float>(y));
      m.right = std::max(m.right, static_cast<float>(x + 1));
      m.bottom = std::max(m.bottom, static_cast<float>(y + 1));
    }
  }
  m.mass_x /= m.total;
  m.mass_y /= m.total;
  return m;
}

// A seven: a bar on top and a slanted stem, in a box of that many pixels at that place.
void draw_seven(StrokePicture& p, Vec corner, float size) {
  draw(p, {corner, corner + Vec{size * 0.8f, 0}, corner + Vec{size * 0.35f, size}});
}

TEST(StrokePicture, AStrokeIsLightOnDarkWithSoftEdges) {
  StrokePicture p = grey();
  draw(p, {{4, 14.5f}, {24, 14.5f}});
  EXPECT_FLOAT_EQ(at(p.pixels(), 28, 14, 14), 1);
  EXPECT_FLOAT_EQ(at(p.pixels(), 28, 14, 4), 0);
  const float edge = at(p.pixels(), 28, 14, 13), beside = at(p.pixels(), 28, 14, 12);
  EXPECT_GT(edge, beside);
  EXPECT_GT(edge, 0.05f);
  for (const float v : p.pixels()) {
    EXPECT_GE(v, 0);
    EXPECT_LE(v, 1);
  }
}

// However far the pointer jumps between two frames, nothing is left out between.
TEST(StrokePicture, FastMovesLeaveNoGaps) {
  StrokePicture p = grey();
  draw(p, {{2, 2}, {26, 26}});
  for (int i = 3; i < 25; ++i) EXPECT_GT(at(p.pixels(), 28, i, i), 0.9f) << i;
}

TEST(StrokePicture, AStrokeThatCrossesItselfIsNoBrighterThere) {
  StrokePicture once = grey(), twice = grey();
  draw(once, {{4, 14}, {24, 14}});
  draw(twice, {{4, 14}, {24, 14}, {4, 14}});
  for (int x = 8; x < 20; ++x) EXPECT_NEAR(at(once.pixels(), 28, x, 12), at(twice.pixels(), 28, x, 12), 1e-5f);
}

TEST(StrokePicture, UndoTakesBackStrokesAndClearing) {
  StrokePicture p = grey();
  EXPECT_TRUE(p.empty());
  draw(p, {{4, 4}, {20, 4}});
  const std::vector<float> first = p.pixels();
  draw(p, {{4, 20}, {20, 20}});
  const std::vector<float> both = p.pixels();
  p.clear();
  EXPECT_TRUE(p.empty());
  p.undo();
  EXPECT_EQ(p.pixels(), both);
  p.undo();
  EXPECT_EQ(p.pixels(), first);
  p.undo();
  EXPECT_TRUE(p.empty());
  EXPECT_FALSE(p.can_undo());
}

TEST(StrokePicture, TheEraserUncoversThePaper) {
  StrokePicture p = grey();
  draw(p, {{4, 14}, {24, 14}});
  draw(p, {{14, 10}, {14, 18}}, 3, true);
  EXPECT_FLOAT_EQ(at(p.pixels(), 28, 14, 14), 0);
  EXPECT_GT(at(p.pixels(), 28, 6, 13), 0.5f);
}

TEST(StrokePicture, ColoursGoToTheirChannelsAndBasesAreDrawnUpon) {
  StrokePicture p;
  p.resize(3, 8, 10, {0.5f, 0.5f, 0.5f});
  std::vector<float> base(3 * 80, 0.25f);
  p.start_from(base);
  Stroke red;
  red.ink = {1, 0, 0};
  red.radius = 2;
  p.begin(red, {5, 4});
  EXPECT_FLOAT_EQ(p.pixels()[4 * 10 + 5], 1);
  EXPECT_FLOAT_EQ(p.pixels()[80 + 4 * 10 + 5], 0);
  EXPECT_FLOAT_EQ(p.pixels()[160], 0.25f);
  EXPECT_EQ(p.fitted({}), p.pixels());        // a picture stays where it is
  p.start_from(std::vector<float>(7, 1.0f));  // another size
  EXPECT_FLOAT_EQ(p.pixels()[160], 0.25f);
}

// Drawn small in a corner or large over the edge: it comes out in the box of MNIST with its mass in the middle.
TEST(StrokePicture, DrawnDigitsComeToTheSizeAndPlaceOfTheSet) {
  for (const auto& [corner, size] : {std::pair{Vec{1, 1}, 9.0f}, {Vec{15, 14}, 10.0f}, {Vec{2, 2}, 24.0f}}) {
    StrokePicture p = grey();
    draw_seven(p, corner, size);
    const Measure m = measure(p.fitted({}), 28);
    EXPECT_NEAR(m.box(), 20, 2) << size;
    EXPECT_NEAR(m.mass_x, 14, 0.25f) << size;
    EXPECT_NEAR(m.mass_y, 14, 0.25f) << size;
  }
}

// The pen keeps its width: a digit drawn small is not fat afterwards.
TEST(StrokePicture, TheSameDigitDrawnSmallOrLargeLooksTheSame) {
  StrokePicture small = grey(), large = grey();
  draw_seven(small, {3, 16}, 9);
  draw_seven(large, {4, 3}, 21);
  const std::vector<float> a = small.fitted({}), b = large.fitted({});
  float difference = 0, ink = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference += std::abs(a[i] - b[i]);
    ink += b[i];
  }
  EXPECT_LT(difference, 0.25f * ink);
}

TEST(StrokePicture, AnotherFrameIsFollowed) {
  StrokePicture p = grey(32);
  draw_seven(p, {4, 4}, 12);
  const Measure m = measure(p.fitted({0.5f, {0.4f, 0.6f}}), 32);
  EXPECT_NEAR(m.box(), 16, 2);
  EXPECT_NEAR(m.mass_x, 0.4f * 32, 0.3f);
  EXPECT_NEAR(m.mass_y, 0.6f * 32, 0.3f);
}

TEST(StrokePicture, ADotAndNothingAtAllAreFine) {
  StrokePicture p = grey();
  EXPECT_EQ(p.fitted({}), p.pixels());
  draw(p, {{3, 3}});
  const Measure m = measure(p.fitted({}), 28);
  EXPECT_NEAR(m.mass_x, 14, 0.3f);
  EXPECT_LT(m.box(), 6);
}

TEST(StrokePicture, PlacesThatAreNoNumbersDrawNothing) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  StrokePicture p = grey();
  p.begin({}, {nan, 3});
  EXPECT_TRUE(p.empty());
  draw(p, {{3, 3}, {nan, nan}, {1e9f, 4}, {-1e9f, 1e9f}});
  for (const float v : p.pixels()) EXPECT_TRUE(std::isfinite(v));
  for (const float v : p.fitted({})) EXPECT_TRUE(std::isfinite(v));
}

}  // namespace
