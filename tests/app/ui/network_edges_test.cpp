// Which weights the canvas draws, how strong, and which of them the pointer is at.
#include "app/ui/network_canvas_edges.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace app::ui {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

ColumnPlace place(float x, int tiles, int64_t hidden = 0) {
  ColumnPlace c;
  c.box = {x, 0, 80, 500};
  c.tile = 44;
  c.pitch = 52;
  c.first = {x + 18, 60};
  c.tiles = tiles;
  c.hidden = hidden;
  return c;
}

TEST(StrengthScale, IsThe98thPercentileOfAllTensors) {
  StrengthScale scale;
  std::vector<float> a(60), b(40);
  for (int i = 0; i < 60; ++i) a[static_cast<size_t>(i)] = static_cast<float>(i % 2 ? -i : i);
  for (int i = 0; i < 40; ++i) b[static_cast<size_t>(i)] = static_cast<float>(60 + i);
  scale.add(a);
  scale.add(b);
  EXPECT_EQ(scale.percentile(), 98);  // of 0 .. 99
  scale.clear();
  EXPECT_EQ(scale.percentile(), 0);
}

TEST(StrengthScale, LeavesOutWhatIsNotFinite) {
  StrengthScale scale;
  const float values[] = {1, kNaN, 2, std::numeric_limits<float>::infinity(), -3};
  scale.add(values);
  EXPECT_EQ(scale.percentile(), 3);
}

TEST(StrengthScale, SamplesLargeTensors) {
  std::vector<float> values(200'000);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  StrengthScale scale;
  scale.add(values);
  EXPECT_NEAR(scale.percentile(), 0.98 * 200'000, 200);
}

TEST(PickEdges, DrawsThinToThickWithStrengthsOfTheWholeNet) {
  const ColumnPlace from = place(0, 3), to = place(160, 2);
  const float weights[] = {0.5f, -4, 1, /* unit 2: */ 2, -0.25f, 8};  // [2, 3]
  EdgeBundle b;
  pick_edges(weights, 2, 3, from, to, 4, b);
  ASSERT_EQ(b.edges.size(), 6U);
  for (size_t i = 1; i < b.edges.size(); ++i) EXPECT_LE(b.edges[i - 1].strength, b.edges[i].strength);
  EXPECT_FLOAT_EQ(b.edges[0].value, -0.25f);
  EXPECT_FLOAT_EQ(b.edges[0].strength, 0.0625f);
  EXPECT_EQ(b.edges[0].from_tile, 1);
  EXPECT_EQ(b.edges[0].to_tile, 1);
  EXPECT_EQ(b.edges.back().strength, 1);  // 8 is beyond the percentile
  EXPECT_GT(b.balance, 0);
}

TEST(PickEdges, OneEdgeStandsForTheHiddenUnits) {
  const ColumnPlace from = place(0, 2), to = place(160, 3, 4);  // units 2 .. 5 share the last tile
  std::vector<float> weights(6 * 2, 0.1f);
  weights[4 * 2 + 1] = -3;
  EdgeBundle b;
  pick_edges(weights, 6, 2, from, to, 3, b);
  ASSERT_EQ(b.edges.size(), 6U);
  const CanvasEdge& strongest = b.edges.back();
  EXPECT_EQ(strongest.of, 4);
  EXPECT_EQ(strongest.to_tile, 2);
  EXPECT_EQ(strongest.to_unit, 4);
  EXPECT_EQ(strongest.from_unit, 1);
  EXPECT_FLOAT_EQ(strongest.value, -3);
}

TEST(PickEdges, LeavesOutWhatCannotBeDrawn) {
  const ColumnPlace from = place(0, 2), to = place(160, 1);
  EdgeBundle b;
  const float weights[] = {kNaN, 1};
  pick_edges(weights, 1, 2, from, to, 1, b);
  ASSERT_EQ(b.edges.size(), 1U);
  EXPECT_EQ(b.edges[0].from_tile, 1);
  pick_edges(weights, 5, 5, from, to, 1, b);  // fewer numbers than were announced
  EXPECT_TRUE(b.edges.empty());
  pick_edges(weights, 1, 2, from, to, 0, b);  // all weights are 0
  EXPECT_EQ(b.edges.size(), 1U);
}

TEST(EdgeCurve, EndsAtTheTilesAndIsSymmetric) {
  const ColumnPlace from = place(0, 4), to = place(160, 4);
  const EdgeCurve c = edge_curve({0, 3, 0, 3, 1, 1, 1}, from, to);
  EXPECT_EQ(c.a.x, 63);
  EXPECT_EQ(c.b.x, 177);
  EXPECT_FLOAT_EQ(c.at(0).y, c.a.y);
  EXPECT_FLOAT_EQ(c.at(1).y, c.b.y);
  EXPECT_NEAR(c.y_at(120), (c.a.y + c.b.y) / 2, 0.1);
  EXPECT_FLOAT_EQ(c.y_at(-1000), c.a.y);
  for (float t : {0.1f, 0.4f, 0.8f}) EXPECT_NEAR(c.distance(c.at(t)), 0, 0.05);
  EXPECT_GT(c.distance({0, c.a.y}), 1000);
}

TEST(EdgeAt, TakesTheEdgeUnderThePointer) {
  const ColumnPlace from = place(0, 4), to = place(160, 4);
  std::vector<float> weights(16);
  for (size_t i = 0; i < 16; ++i) weights[i] = 0.1f * static_cast<float>(i + 1);
  EdgeBundle b;
  pick_edges(weights, 4, 4, from, to, 1.6f, b);
  const EdgeLook look;
  for (size_t i = 0; i < b.edges.size(); ++i) {
    const EdgeCurve c = edge_curve(b.edges[i], from, to);
    const int found = edge_at(b, from, to, c.at(0.15f), look);
    ASSERT_GE(found, 0);
    const CanvasEdge& e = b.edges[static_cast<size_t>(found)];
    // Near its start it is this one, or a stronger one that lies on top of it.
    EXPECT_TRUE(found == static_cast<int>(i) || e.strength > b.edges[i].strength);
    EXPECT_LE(edge_curve(e, from, to).distance(c.at(0.15f)), 4.1f);
  }
  EXPECT_EQ(edge_at(b, from, to, {120, 480}, look), -1);
  EXPECT_EQ(edge_at(b, from, to, {20, 82}, look), -1);  // on the tile
}

TEST(EdgeAt, IdentityHasNoWeightToShow) {
  const ColumnPlace from = place(0, 4), to = place(160, 4);
  EdgeBundle b;
  identity_edges(from, to, b);
  EXPECT_EQ(b.edges.size(), 4U);
  EXPECT_EQ(edge_at(b, from, to, {120, 82}, {}), -1);
}

}  // namespace
}  // namespace app::ui
