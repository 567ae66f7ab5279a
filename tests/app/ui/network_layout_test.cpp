// Where columns and tiles of the canvas stand: the design's own measures, crowded and high windows, zoom and open gaps.
#include <gtest/gtest.h>

#include <cmath>

#include "app/ui/network_canvas_layout.h"
#include "app/ui/network_canvas_wires.h"

namespace app::ui {
namespace {

// The stage of the canvas in a window of 1600 x 900: up to the loss column, 500 high and the line of shapes.
const Rect kStage{264, 108, 776, 524};
const std::vector<ColumnContent> kSpiral{{2, true}, {8, false}, {8, false}, {4, false}, {1, false}};

CanvasLayout laid_out(const std::vector<ColumnContent>& columns, const Rect& stage = kStage,
                      const Camera& camera = {}) {
  CanvasLayout layout;
  lay_out(columns, stage, camera, layout);
  return layout;
}

void expect_inside(const CanvasLayout& layout) {
  for (const ColumnPlace& c : layout.columns) {
    for (int k = 0; k < c.tiles; ++k) {
      const Rect t = c.tile_at(k);
      EXPECT_GE(t.x, c.box.x);
      EXPECT_LE(t.right(), c.box.right());
      EXPECT_GE(t.y, c.box.y + 50 * layout.zoom);
      EXPECT_LE(t.bottom(), c.box.bottom() - 30 * layout.zoom);
      if (k > 0) {
        EXPECT_GE(t.y, c.tile_at(k - 1).bottom());
      }
    }
  }
}

TEST(NetworkLayout, HasTheMeasuresOfTheDesign) {
  const CanvasLayout layout = laid_out(kSpiral);
  ASSERT_EQ(layout.columns.size(), 5U);
  EXPECT_EQ(layout.zoom, 1);
  EXPECT_EQ(layout.columns[0].box, (Rect{288, 108, 80, 500}));
  EXPECT_EQ(layout.columns[1].tiles, 8);
  EXPECT_EQ(layout.columns[1].tile, 44);
  EXPECT_EQ(layout.columns[1].pitch, 52);
  EXPECT_FLOAT_EQ(layout.columns[1].first.y, 108 + 56);
  EXPECT_FLOAT_EQ(layout.mid_y, 108 + 56 + 204);
  EXPECT_FLOAT_EQ(layout.columns[0].mid_y(), layout.mid_y);
  // Tiles with names stand 7 to the right of the middle.
  EXPECT_FLOAT_EQ(layout.columns[0].first.x, 288 + 18 + 7);
  EXPECT_FLOAT_EQ(layout.columns[4].first.x + 22, layout.columns[4].box.mid_x());
  EXPECT_LE(layout.columns[4].box.right() + 52, kStage.right() + 0.01f);
  expect_inside(layout);
}

TEST(NetworkLayout, FewUnitsHaveLargerTiles) {
  const CanvasLayout layout = laid_out({{2, true}, {6, false}, {3, false}, {1, false}});
  EXPECT_EQ(layout.columns[1].tile, 52);
  EXPECT_EQ(layout.columns[1].pitch, 64);
  expect_inside(layout);
}

TEST(NetworkLayout, LastTileStandsForTheUnitsWithoutOne) {
  const CanvasLayout layout = laid_out({{2, true}, {64, false}, {9, false}, {8, false}});
  EXPECT_EQ(layout.columns[1].tiles, 8);
  EXPECT_EQ(layout.columns[1].hidden, 57);
  EXPECT_EQ(layout.columns[2].hidden, 2);
  EXPECT_EQ(layout.columns[3].hidden, 0);
  EXPECT_EQ(layout.columns[1].tile_of(6), 6);
  EXPECT_EQ(layout.columns[1].tile_of(7), 7);
  EXPECT_EQ(layout.columns[1].tile_of(63), 7);
  EXPECT_EQ(layout.columns[3].tile_of(7), 7);
}

TEST(NetworkLayout, CrowdedColumnsMoveTogetherBeforeTheyShrink) {
  const std::vector<ColumnContent> six(6, {4, false});
  EXPECT_EQ(laid_out(six).zoom, 1);
  const std::vector<ColumnContent> twelve(12, {8, false});
  const CanvasLayout small = laid_out(twelve);
  EXPECT_LT(small.zoom, 0.7f);
  EXPECT_GE(small.zoom, kLeastZoom);
  EXPECT_LE(small.columns.back().box.right(), kStage.right());
  EXPECT_NEAR(small.columns[0].box.h, 500, 0.5);  // they still fill the height
  for (size_t i = 1; i < small.columns.size(); ++i) EXPECT_GT(small.columns[i].box.x, small.columns[i - 1].box.right());
  expect_inside(small);
}

TEST(NetworkLayout, FitsEveryWindow) {
  for (float width : {500.0f, 640.0f, 776.0f, 1200.0f, 2400.0f}) {
    for (float height : {200.0f, 340.0f, 524.0f, 900.0f}) {
      for (int64_t units : {1, 2, 7, 8, 9, 4096}) {
        const CanvasLayout layout = laid_out({{3, true}, {units, false}, {1, false}}, {0, 0, width, height});
        EXPECT_GE(layout.columns[1].tile, 24 * layout.zoom - 0.01f);
        EXPECT_LE(layout.columns.back().box.right(), width);
        expect_inside(layout);
      }
    }
  }
  EXPECT_TRUE(laid_out({}).columns.empty());
}

TEST(NetworkLayout, ColumnsOfOneRankStandBelowEachOther) {
  std::vector<ColumnContent> columns{{4}, {4}, {4}, {4}};
  for (size_t i = 0; i < 4; ++i) columns[i].rank = std::vector{0, 1, 1, 2}[i];
  columns[1].lanes = columns[2].lanes = 2;
  columns[2].lane = 1;
  const CanvasLayout layout = laid_out(columns);
  EXPECT_EQ(layout.columns[1].box.x, layout.columns[2].box.x);
  EXPECT_GT(layout.columns[2].box.y, layout.columns[1].shape_y);
  EXPECT_LT(layout.columns[1].shape_y, layout.columns[2].shape_y);
  EXPECT_FLOAT_EQ(layout.columns[2].box.bottom(), layout.columns[0].box.bottom());
  EXPECT_GT(layout.columns[3].box.x, layout.columns[1].box.right());
  expect_inside(layout);
}

TEST(NetworkLayout, WiresThatSkipRanksHaveACorridorOfTheirOwn) {
  CanvasLayout layout;
  lay_out(kSpiral, kStage, {}, layout, 2);
  for (const ColumnPlace& c : layout.columns) EXPECT_LE(c.box.bottom(), layout.corridor_y + 0.01f);
  std::vector<Span> spans{{0, 1}, {0, 2}, {1, 4}, {2, 4}, {0, 4}};
  EXPECT_EQ(assign_channels(spans), 3);
  EXPECT_EQ(spans[0].channel, -1);
  EXPECT_EQ(spans[1].channel, 0);
  EXPECT_EQ(spans[3].channel, 0) << "one ends where the other begins";
  EXPECT_EQ(spans[2].channel, 1);
  EXPECT_EQ(spans[4].channel, 2);
  for (const Span& span : spans) {
    if (span.channel < 0) continue;
    const auto from = static_cast<size_t>(span.from), to = static_cast<size_t>(span.to);
    std::vector<Vec> path;
    wire_path({output_port(layout.columns[from]), input_port(layout.columns[to], 0, 1), span.channel}, layout, path);
    for (const Vec p : path) {
      for (size_t k = from + 1; k < to; ++k) EXPECT_FALSE(layout.columns[k].box.contains(p)) << k;
      EXPECT_LT(p.y, layout.shape_y - 6);
    }
  }
}

TEST(NetworkLayout, ZoomKeepsThePointUnderThePointer) {
  Camera camera{1, {0, 0}, false};
  const CanvasLayout before = laid_out(kSpiral, kStage, camera);
  const Vec pointer = before.columns[2].tile_at(3).centre();
  for (float zoom : {1.5f, 0.7f, 2.5f, 0.4f, 1.0f}) {
    camera = zoomed_at(camera, zoom, pointer, kStage);
    const Vec now = laid_out(kSpiral, kStage, camera).columns[2].tile_at(3).centre();
    EXPECT_NEAR(now.x, pointer.x, 0.01);
    EXPECT_NEAR(now.y, pointer.y, 0.01);
  }
  EXPECT_EQ(zoomed_at(camera, 100, pointer, kStage).zoom, kMostZoom);
  EXPECT_EQ(zoomed_at(camera, 0.01f, pointer, kStage).zoom, kLeastZoom);
}

TEST(NetworkLayout, BlendGoesFromOneToTheOther) {
  const CanvasLayout a = laid_out(kSpiral);
  std::vector<ColumnContent> open = kSpiral;
  open.insert(open.begin() + 2, ColumnContent{});
  CanvasLayout b = laid_out(open), half;
  b.columns.erase(b.columns.begin() + 2);
  blend(a, b, 0.5f, half);
  EXPECT_FLOAT_EQ(half.columns[3].box.x, (a.columns[3].box.x + b.columns[3].box.x) / 2);
  EXPECT_EQ(half.columns[3].tiles, b.columns[3].tiles);
  // The gap in which the slot stands is wide enough for it.
  EXPECT_GE(b.columns[2].box.x - b.columns[1].box.right(), kColumnWidth + 2 * kLeastGap - 0.01f);
  EXPECT_FLOAT_EQ(a.gap_middle(0, 1), (a.columns[0].box.right() + a.columns[1].box.x) / 2);
}

}  // namespace
}  // namespace app::ui
