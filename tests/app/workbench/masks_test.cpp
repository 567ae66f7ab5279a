// Edits of what is off, frozen or held, and that undo, saving and training keep up with them.
#include "app/workbench/masks.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "app/workbench/workbench.h"
#include "tests/app/workbench/until.h"
#include "tests/engine/train/experiments.h"

namespace app {
namespace {

using engine::Experiment;
using engine::testing::circle;

engine::NetworkInfo info_of(const Experiment& e) { return engine::infer(e.network, {2}); }

TEST(MaskEdits, ListsStaySorted) {
  Experiment e = circle();
  for (const int64_t unit : {4, 1, 4, 2}) e = set_masked(e, "dense1", MaskKind::off_unit, unit, true);
  const engine::Masks& masks = e.network.nodes[1].masks;
  EXPECT_EQ(masks.off_units, (std::vector<int64_t>{1, 2, 4}));
  EXPECT_TRUE(is_masked(masks, MaskKind::off_unit, 2));
  EXPECT_FALSE(is_masked(masks, MaskKind::frozen_unit, 2));
  e = set_masked(e, "dense1", MaskKind::off_unit, 2, false);
  EXPECT_EQ(e.network.nodes[1].masks.off_units, (std::vector<int64_t>{1, 4}));
  EXPECT_EQ(set_masked(e, "nobody", MaskKind::off_unit, 2, true), e);
  e = hold_weight(e, "dense1", 3, 1, 0.5);
  e = hold_weight(e, "dense1", 0, 1, 0.0);
  e = hold_weight(e, "dense1", 3, 1, 0.25);
  EXPECT_EQ(e.network.nodes[1].masks.weights, (std::vector<engine::HeldWeight>{{0, 1, 0}, {3, 1, 0.25}}));
  EXPECT_EQ(held_value(e.network.nodes[1].masks, 3, 1), 0.25);
  EXPECT_FALSE(held_value(e.network.nodes[1].masks, 3, 0));
  e = hold_weight(e, "dense1", 3, 1, std::nullopt);
  EXPECT_EQ(e.network.nodes[1].masks.weights.size(), 1u);
  EXPECT_EQ(clear_masks(e), circle());
}

TEST(MaskEdits, NamesWhatThereReallyIs) {
  Experiment e = circle();
  e.network.nodes[1].masks = {.off_units = {1, 70}, .frozen_units = {2}, .weights = {{0, 1, 0}, {0, 9, 1}}};
  e.network.nodes[2].masks = {.off_heads = {0}};
  const std::vector<Masked> parts = masked_parts(e.network, info_of(e));
  ASSERT_EQ(parts.size(), 3u) << "no unit 70, no input 9, no heads";
  EXPECT_EQ(parts[0], (Masked{"dense1", MaskKind::off_unit, 1, 0, 0}));
  EXPECT_EQ(parts[1], (Masked{"dense1", MaskKind::frozen_unit, 2, 0, 0}));
  EXPECT_EQ(parts[2], (Masked{"dense1", MaskKind::weight, 0, 1, 0}));
  for (const Masked& part : parts) e = let_go(std::move(e), part);
  EXPECT_TRUE(masked_parts(e.network, info_of(e)).empty());
}

TEST(MaskEdits, OffersWhatALayerHas) {
  engine::NetworkSpec net;
  net.nodes = {{"in", "input", "", {}, false}, {"a", "self_attention", "", {{"heads", int64_t{3}}}, false}};
  net.edges = {{"in", "a", 0}};
  const engine::NetworkInfo info = engine::infer(net, {5, 6});
  EXPECT_EQ(choices_of(info.nodes[0], MaskKind::off_unit), 0) << "the input is read as it is";
  EXPECT_EQ(choices_of(info.nodes[1], MaskKind::off_unit), 6);
  EXPECT_EQ(choices_of(info.nodes[1], MaskKind::off_head), 3);
  EXPECT_EQ(choices_of(info.nodes[1], MaskKind::frozen_unit), 0) << "its units share weights";
  EXPECT_EQ(choices_of(info.nodes[1], MaskKind::weight), 0);
  const engine::NetworkInfo dense = info_of(circle());
  EXPECT_EQ(choices_of(dense.nodes[1], MaskKind::frozen_unit), 6);
  EXPECT_EQ(choices_of(dense.nodes[1], MaskKind::weight), 12);
  EXPECT_EQ(choices_of(dense.nodes[1], MaskKind::off_head), 0);
}

// Nothing trains again from the start, the score follows at once, undo brings it back, and the file keeps it.
TEST(MaskEdits, TheScoreFollowsAndUndoBringsItBack) {
  Workbench bench;
  ASSERT_TRUE(bench.open(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json"));
  bench.train(40);
  ASSERT_TRUE(until(bench, [](const View& v) { return v.fresh && v.snapshot.step == 40; }));
  const double before = bench.view().snapshot.validation.loss;
  const Experiment now = bench.view().experiment;
  bench.apply(action::Edit{engine::message("Restore all"), set_masked(now, "dense1", MaskKind::off_unit, 0, true), ""});
  ASSERT_TRUE(until(bench, [](const View& v) { return v.fresh; }));
  EXPECT_EQ(bench.view().snapshot.step, 40);
  EXPECT_NE(bench.view().snapshot.validation.loss, before);
  const std::string path = (std::filesystem::temp_directory_path() / "glassnet_masks.json").string();
  ASSERT_TRUE(bench.save(path));
  bench.apply(action::Undo{});
  ASSERT_TRUE(until(bench, [](const View& v) { return v.fresh; }));
  EXPECT_EQ(bench.view().snapshot.validation.loss, before);
  bench.apply(action::Redo{});
  ASSERT_TRUE(bench.open(path));
  EXPECT_EQ(bench.view().experiment.network.nodes[1].masks.off_units, std::vector<int64_t>{0});
  std::filesystem::remove(path);
}

TEST(MaskEdits, AWrittenWeightChangesTheScoreAndNotTheProject) {
  Workbench bench;
  ASSERT_TRUE(bench.open(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json"));
  ASSERT_TRUE(until(bench, [](const View& v) { return v.fresh; }));
  const double before = bench.view().snapshot.validation.loss;
  bench.apply(action::SetWeight{{"dense1", "weight", 0, 25}});
  ASSERT_TRUE(until(bench, [&](const View& v) { return v.snapshot.validation.loss != before; }));
  EXPECT_FALSE(bench.view().modified);
  EXPECT_EQ(bench.view().snapshot.step, 0);
}

}  // namespace
}  // namespace app
