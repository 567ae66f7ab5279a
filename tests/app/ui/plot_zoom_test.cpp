// The stretch of a chart that is looked at.
#include "app/ui/plot_zoom.h"

#include <gtest/gtest.h>

namespace app::ui {
namespace {

TEST(PlotZoom, ShowsAllUntilItIsAskedForLess) {
  PlotZoom zoom;
  EXPECT_TRUE(zoom.whole());
  EXPECT_EQ(zoom.range(0, 10).high, 10);
  EXPECT_EQ(zoom.range(0, 50).high, 50);
  zoom.zoom(0.5, 5, 0, 10);
  EXPECT_DOUBLE_EQ(zoom.range(0, 10).low, 2.5);
  EXPECT_DOUBLE_EQ(zoom.range(0, 10).high, 7.5);
  EXPECT_FALSE(zoom.follows());
  EXPECT_DOUBLE_EQ(zoom.range(0, 20).low, 2.5) << "it holds where it is while data comes in";
  zoom.zoom(100, 5, 0, 10);
  EXPECT_TRUE(zoom.whole());
}

TEST(PlotZoom, FollowsTheNewestPoint) {
  PlotZoom zoom;
  zoom.zoom(0.2, 10, 0, 10);
  EXPECT_TRUE(zoom.follows());
  EXPECT_DOUBLE_EQ(zoom.range(0, 30).low, 28);
  EXPECT_DOUBLE_EQ(zoom.range(0, 30).high, 30);
  zoom.set_follows(false, 0, 30);
  EXPECT_DOUBLE_EQ(zoom.range(0, 90).low, 28);
  zoom.set_follows(true, 0, 90);
  EXPECT_DOUBLE_EQ(zoom.range(0, 90).high, 90);
}

TEST(PlotZoom, HoldsAllOfIt) {
  PlotZoom zoom;
  zoom.set_follows(false, 0, 40);
  EXPECT_DOUBLE_EQ(zoom.range(0, 100).low, 0);
  EXPECT_DOUBLE_EQ(zoom.range(0, 100).high, 40);
}

TEST(PlotZoom, StaysInsideTheData) {
  PlotZoom zoom;
  zoom.zoom(0.5, 0, 0, 10);
  zoom.move(-100, 0, 10);
  EXPECT_DOUBLE_EQ(zoom.range(0, 10).low, 0);
  zoom.move(100, 0, 10);
  EXPECT_DOUBLE_EQ(zoom.range(0, 10).high, 10);
  EXPECT_TRUE(zoom.follows());
  zoom.zoom(1e-12, 10, 0, 10);
  EXPECT_GT(zoom.range(0, 10).high, zoom.range(0, 10).low);
  EXPECT_LE(zoom.range(5, 6).high, 6) << "another curve, shorter than what was shown";
  EXPECT_GE(zoom.range(5, 6).low, 5);
}

TEST(PlotZoom, OfNothing) {
  PlotZoom zoom;
  zoom.zoom(0.5, 0, 3, 3);
  EXPECT_TRUE(zoom.whole());
  zoom.move(1, 3, 3);
  EXPECT_EQ(zoom.range(3, 3).low, 3);
}

}  // namespace
}  // namespace app::ui
