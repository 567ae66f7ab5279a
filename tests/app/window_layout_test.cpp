// The grid of the window at every size, folded and moved in every way: nothing overlaps, nothing leaves the window.
#include "app/window_layout.h"

#include <gtest/gtest.h>

#include <vector>

namespace app {
namespace {

std::vector<ui::Rect> shown(const WindowLayout& l) {
  std::vector<ui::Rect> areas{l.top_bar, l.network, l.charts};
  if (l.left_open) {
    areas.push_back(l.data);
    areas.push_back(l.palette);
  } else {
    areas.push_back(l.rail);
  }
  if (l.right_open) {
    if (l.shows_output) areas.push_back(l.output);
    if (l.shows_inspector) areas.push_back(l.inspector);
  } else {
    areas.push_back(l.right_rail);
  }
  return areas;
}

void check(ui::Vec size, const WindowUse& use) {
  const std::vector<ui::Rect> areas = shown(layout_window(size, use));
  for (size_t i = 0; i < areas.size(); ++i) {
    EXPECT_GE(areas[i].x, 0);
    EXPECT_LE(areas[i].right(), size.x + 0.01f) << i << " at " << size.x << "x" << size.y;
    EXPECT_LE(areas[i].bottom(), size.y + 0.01f) << i << " at " << size.x << "x" << size.y;
    EXPECT_GT(areas[i].w, 0);
    EXPECT_GT(areas[i].h, 0);
    for (size_t k = 0; k < i; ++k) EXPECT_FALSE(areas[i].overlaps(areas[k])) << i << " and " << k << " at " << size.x;
  }
}

TEST(WindowLayout, PartsLieSideBySideAtEverySize) {
  for (const ui::Vec size :
       {ui::Vec{1120, 640}, {1143, 643}, {1280, 720}, {1366, 768}, {1600, 900}, {1920, 1080}, {3840, 2160}}) {
    for (const Fold left : {Fold::automatic, Fold::open, Fold::shut}) {
      for (const Fold right : {Fold::automatic, Fold::shut}) {
        for (const Fold strip : {Fold::automatic, Fold::open, Fold::shut}) {
          for (const double wish : {0.0, 1.0, 300.0, 5000.0}) {
            check(size, {.arrangement = {left, right, strip, wish, wish, wish, wish}});
          }
        }
      }
    }
    check(size, {.presenting = true});
    check(size, {.presenting = true, .inspecting = true});
  }
}

TEST(WindowLayout, TheDesignIsTheStart) {
  const WindowLayout l = layout_window({1600, 900});
  EXPECT_EQ(l.data, (ui::Rect{8, 60, 248, 344}));
  EXPECT_EQ(l.palette, (ui::Rect{8, 412, 248, 480}));
  EXPECT_EQ(l.network, (ui::Rect{264, 60, 960, 624}));
  EXPECT_EQ(l.charts, (ui::Rect{264, 692, 960, 200}));
  EXPECT_EQ(l.output, (ui::Rect{1232, 60, 360, 432}));
  EXPECT_EQ(l.inspector, (ui::Rect{1232, 500, 360, 392}));
  EXPECT_FALSE(layout_window({1280, 720}).left_open) << "a rail in narrow windows";
}

TEST(WindowLayout, ABorderGoesWhereItIsDragged) {
  const ui::Vec size{1600, 900};
  EXPECT_EQ(layout_window(size, {.arrangement = with_left({}, 300)}).left.position, 300);
  EXPECT_EQ(layout_window(size, {.arrangement = with_right({}, 1100, size)}).right.position, 1100);
  EXPECT_EQ(layout_window(size, {.arrangement = with_strip({}, 640, size)}).strip.position, 640);
  EXPECT_EQ(layout_window(size, {.arrangement = with_middle({}, 400)}).middle.position, 400);
  const WindowLayout::Border left = layout_window(size).left;
  EXPECT_EQ(layout_window(size, {.arrangement = with_left({}, 2000)}).left.position, left.most);
  EXPECT_EQ(layout_window(size, {.arrangement = with_left({}, 10)}).left.position, left.least);
}

}  // namespace
}  // namespace app
