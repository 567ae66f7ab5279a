// The data page without its window: filters, virtual grids, series put together again, points of a scatter plot.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/panels/explorer/filter.h"
#include "app/panels/explorer/grid.h"
#include "app/panels/explorer/points.h"
#include "app/panels/explorer/sources.h"
#include "app/panels/explorer/timeline.h"

namespace app {
namespace {

using engine::PreparedData;
using Rows = std::vector<int64_t>;

std::shared_ptr<const PreparedData> prepared(const engine::DataSpec& spec) {
  auto data = engine::prepare(spec);
  EXPECT_TRUE(data) << (data ? "" : data.error().describe());
  return data ? *data : nullptr;
}

// Six rows: classes 0 1 2 0 1 2, the first three trained on, then validation and test; row 5 belongs to no part.
std::shared_ptr<PreparedData> six() {
  const auto raw = std::make_shared<engine::Dataset>();
  const auto data = std::make_shared<PreparedData>(raw);
  raw->inputs = engine::Tensor(6, engine::Shape{3});
  raw->classes = 3;
  raw->targets = {0, 1, 2, 0, 1, 2};
  raw->vocabulary = {"", "good", "Bad", "film"};
  const engine::Scalar ids[] = {1, 3, 0, 2, 3, 0, 3, 3, 3, 1, 2, 0, 1, 0, 0, 2, 2, 2};
  std::copy(std::begin(ids), std::end(ids), raw->inputs.data());
  data->rows[0] = {0, 1, 2};
  data->rows[1] = {3};
  data->rows[2] = {4};
  return data;
}

TEST(SampleFilterTest, ByClassPartAndWords) {
  const SampleIndex index(six());
  EXPECT_EQ(index.rows_of({}), (Rows{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(index.rows_of({.of_class = 1}), (Rows{1, 4}));
  EXPECT_EQ(index.rows_of({.part = 0}), (Rows{0, 1, 2}));
  EXPECT_EQ(index.rows_of({.of_class = 1, .part = 2}), (Rows{4}));
  EXPECT_EQ(index.rows_of({.words = "film"}), (Rows{0, 1, 2}));
  EXPECT_EQ(index.rows_of({.words = "BAD film"}), (Rows{1}));
  EXPECT_EQ(index.rows_of({.words = "goo"}), (Rows{0, 3, 4}));
  EXPECT_EQ(index.rows_of({.words = "goodfilm"}), (Rows{0}));  // across tokens, as with characters
  EXPECT_TRUE(index.rows_of({.words = "nothing"}).empty());
  EXPECT_EQ(index.rows_of({.by_class = true}), (Rows{0, 3, 1, 4, 2, 5}));
}

TEST(SampleFilterTest, CountsOfTheClassesForgetTheClassOfTheFilter) {
  const SampleIndex index(six());
  EXPECT_EQ(index.counts_of({.of_class = 2}), (Rows{2, 2, 2}));
  EXPECT_EQ(index.counts_of({.part = 1}), (Rows{1, 0, 0}));
  EXPECT_EQ(index.part(5), -1);
}

TEST(SampleFilterTest, ManyClassesAndOneRow) {
  const auto raw = std::make_shared<engine::Dataset>();
  const auto data = std::make_shared<PreparedData>(raw);
  raw->inputs = engine::Tensor(1, engine::Shape{10'000});
  raw->classes = 1000;
  raw->targets = {999};
  data->rows[0] = {0};
  const SampleIndex index(data);
  EXPECT_EQ(index.counts_of({}).size(), 1000U);
  EXPECT_EQ(index.rows_of({.of_class = 999}), Rows{0});
  EXPECT_TRUE(index.rows_of({.of_class = 0}).empty());
}

TEST(SampleFilterTest, MissingValuesAreNoNumbers) {
  engine::Dataset set;
  set.inputs = engine::Tensor(2, engine::Shape{2});
  set.missing = {1, 2};
  EXPECT_EQ(raw_value(set, 0, 0), 0);
  EXPECT_TRUE(std::isnan(raw_value(set, 0, 1)));
  EXPECT_TRUE(std::isnan(raw_value(set, 1, 0)));
}

TEST(SampleGridTest, FitsAsManyColumnsAsThereIsRoom) {
  const SampleGrid g = SampleGrid::fit(320, 100, 100, 80, 10);
  EXPECT_EQ(g.columns, 3);
  EXPECT_FLOAT_EQ(g.wide, 100);
  EXPECT_EQ(g.lines(), 34);
  EXPECT_DOUBLE_EQ(g.height(), 34 * 90 - 10);
  EXPECT_EQ(SampleGrid::fit(50, 3, 100, 80, 10).columns, 1);
}

TEST(SampleGridTest, SeesOnlyWhatIsInView) {
  const SampleGrid g = SampleGrid::fit(100, 100'000, 100, 24, 0);
  const auto seen = g.visible(24.0 * 50'000 + 5, 240);
  EXPECT_EQ(seen.first, 50'000);
  EXPECT_EQ(seen.last, 50'011);
  EXPECT_EQ(g.visible(0, 240).first, 0);
  EXPECT_EQ(g.visible(1e12, 240).last, 100'000);
  EXPECT_EQ(g.visible(1e12, 240).first, g.visible(1e12, 240).last);
  EXPECT_EQ(g.visible(-500, 240).first, 0);
  const SampleGrid none = SampleGrid::fit(100, 0, 100, 24, 0);
  EXPECT_EQ(none.visible(0, 240).last, 0);
  EXPECT_EQ(none.height(), 0);
}

TEST(SampleGridTest, EveryCellInViewIsSeenAndNoOther) {
  const SampleGrid g = SampleGrid::fit(330, 1000, 100, 80, 10);
  for (double offset = 0; offset < g.height(); offset += 37.3) {
    const auto seen = g.visible(offset, 400);
    for (int64_t i = 0; i < g.count; ++i) {
      const ui::Rect cell = g.cell(i, 0, 0, offset);
      const bool in_view = cell.bottom() > 0 && cell.y < 400;
      const bool drawn = i >= seen.first && i < seen.last;
      EXPECT_TRUE(drawn || !in_view) << i << " at " << offset;
      EXPECT_TRUE(!drawn || (cell.bottom() > -11 && cell.y < 411)) << i << " at " << offset;
    }
  }
}

TEST(TimelineTest, WindowsGiveTheSeriesBack) {
  engine::DataSpec spec;
  spec.source = {"series", {{"window", int64_t{16}}, {"stride", int64_t{3}}}};
  spec.size = 200;
  const auto data = prepared(spec);
  ASSERT_TRUE(data);
  const Timeline t = timeline_of(*data, 0);
  EXPECT_EQ(t.stride, 3);
  EXPECT_EQ(t.window, 16);
  ASSERT_EQ(t.values.size(), 199U * 3 + 16 + 1);  // and the last target
  for (int64_t row = 0; row < 200; ++row) {
    for (int64_t i = 0; i < 16; ++i) {
      EXPECT_EQ(t.values[static_cast<size_t>(row * 3 + i)], static_cast<float>(data->raw.inputs.row(row)[i]));
    }
  }
  ASSERT_GE(t.parts.size(), 2U);
  EXPECT_EQ(t.parts[0].from, 0);
  EXPECT_LE(t.parts[0].to, t.parts[1].from);
  EXPECT_EQ(t.sample_at(16, 200), 0);
  EXPECT_EQ(t.sample_at(16 + 3 * 50, 200), 50);
  EXPECT_EQ(t.sample_at(3, 200), -1);
}

TEST(ScatterTest, FrameAndNearestPointPassOverWhatIsNoNumber) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> x = {0, 10, nan, 5}, y = {0, 10, 3, nan};
  const ScatterFrame f = frame_of(x, y);
  EXPECT_DOUBLE_EQ(f.low[0], -0.5);
  EXPECT_DOUBLE_EQ(f.high[1], 10.5);
  EXPECT_EQ(nearest_point(x, y, f, 110, 110, 5, 105, 3), 0);
  EXPECT_EQ(nearest_point(x, y, f, 110, 110, 104, 6, 3), 1);
  EXPECT_EQ(nearest_point(x, y, f, 110, 110, 55, 55, 3), -1);
  const ScatterFrame one = frame_of({2}, {0});
  EXPECT_LT(one.low[0], 2);
  EXPECT_GT(one.high[1], 0);
  EXPECT_LT(frame_of({}, {}).low[0], frame_of({}, {}).high[0]);
}

TEST(ScatterTest, EveryShapeIsPaintedAroundItsPoint) {
  for (int shape = 0; shape < kShapes; ++shape) {
    ScatterLook look{.width = 40, .height = 40, .radius = 5, .edge = 1};
    look.rim = IM_COL32_BLACK;
    look.colours = {IM_COL32_WHITE};
    look.shapes = {shape};
    const auto pixels = paint_points({0}, {0}, ScatterFrame{{-1, -1}, {1, 1}}, look, [] { return false; });
    ASSERT_EQ(pixels.size(), 1600U);
    EXPECT_EQ(pixels[0], 0U);
    const int64_t painted = std::count_if(pixels.begin(), pixels.end(), [](ui::Colour c) { return c != 0; });
    EXPECT_GT(painted, 30) << shape;
    EXPECT_LT(painted, 300) << shape;
    EXPECT_NE(pixels[20 * 40 + 24], 0U) << shape;
  }
}

TEST(ColumnSourcesTest, ColumnsOfATableAndItsTarget) {
  const auto raw = std::make_shared<engine::Dataset>();
  const auto data = std::make_shared<PreparedData>(raw);
  raw->inputs = engine::Tensor(2, engine::Shape{2});
  const engine::Scalar values[] = {1, 2, 3, 4};
  std::copy(std::begin(values), std::end(values), raw->inputs.data());
  raw->targets = {5, 6};
  raw->input_names = {"a", "b"};
  raw->missing = {3};
  data->rows[0] = {0};
  data->rows[1] = {1};
  const ColumnSources sources(data, views::SampleLook::numbers, false);
  ASSERT_EQ(sources.count(), 3);
  EXPECT_TRUE(sources.is_target(0));
  EXPECT_EQ(sources.name(2), "b");
  EXPECT_EQ(sources.gather(0).values, (std::vector<double>{5, 6}));
  EXPECT_EQ(sources.gather(1).values, (std::vector<double>{1, 3}));
  EXPECT_EQ(sources.gather(1).parts, (std::vector<int>{0, 1}));
  EXPECT_TRUE(std::isnan(sources.gather(2).values[1]));
}

TEST(ColumnSourcesTest, TokensAndMeans) {
  const auto counts = token_counts(*six(), 2);
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].count, 5);  // film and Bad: equal, in the order of their ids
  EXPECT_EQ(counts[0].id, 2);
  EXPECT_EQ(counts[1].id, 3);
  const auto means = mean_samples(*six(), 10);
  ASSERT_EQ(means.size(), 3U);
  EXPECT_EQ(means[0], (std::vector<engine::Scalar>{1, 2.5, 0}));
}

}  // namespace
}  // namespace app
