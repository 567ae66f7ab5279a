// Groups of layers: which can be one, what folding needs, what edits make of them.
#include "app/workbench/groups.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/workbench/layer_clipboard.h"
#include "engine/io/project_file.h"

namespace app {
namespace {

using Ids = std::vector<std::string>;

// input - a - b - c - output, and from a past b to c.
engine::Experiment diamond() {
  engine::Experiment e;
  const auto dense = [](const char* id) { return engine::NodeSpec{id, "dense", "", {{"units", int64_t{4}}}, false}; };
  e.network.nodes = {{"input", "input", "", {}, false}, dense("a"), dense("b"),
                     {"c", "add", "", {}, false},       dense("d"), dense("output")};
  e.network.edges = {{"input", "a"}, {"a", "b"}, {"b", "c"}, {"a", "c", 1}, {"c", "d"}, {"d", "output"}};
  return e;
}

bool fits(const engine::Experiment& e) { return engine::infer(e.network, {2}).ok(); }

Ids order(const engine::Experiment& e) {
  Ids ids;
  for (const size_t i : engine::topological_order(e.network)) ids.push_back(e.network.nodes[i].id);
  return ids;
}

TEST(Groups, TakeLayersThatLieTogether) {
  engine::Experiment e = diamond();
  ASSERT_TRUE(fits(e));
  EXPECT_FALSE(refuse_group(e.network, {"a", "b", "c"}));
  EXPECT_FALSE(refuse_group(e.network, {"b", "c"}));
  EXPECT_TRUE(refuse_group(e.network, {"a"}));
  EXPECT_TRUE(refuse_group(e.network, {"a", "no such layer"}));
  EXPECT_TRUE(refuse_group(e.network, {"input", "a"}));
  EXPECT_EQ(layer_between(e.network, {"a", "c"}), "b") << "a and c alone would be drawn in a circle with b";
  ASSERT_TRUE(refuse_group(e.network, {"a", "c"}));
  EXPECT_EQ(refuse_group(e.network, {"a", "c"})->format(), "Dense 2 lies between these layers; select it as well.");
  std::string group;
  e = group_layers(e, {"c", "b"}, group);
  EXPECT_EQ(group_members(e.network, group), (Ids{"b", "c"}));
  EXPECT_EQ(face_of(e.network, group), "c");
  EXPECT_EQ(groups_of(e.network, {"a", "c"}), Ids{group});
}

TEST(Groups, ALayerIsInOneOfThem) {
  std::string first, second;
  engine::Experiment e = group_layers(diamond(), {"a", "b", "c"}, first);
  e = group_layers(e, {"c", "d"}, second);
  EXPECT_EQ(group_members(e.network, first), (Ids{"a", "b"}));
  EXPECT_EQ(group_members(e.network, second), (Ids{"c", "d"}));
  EXPECT_EQ(group_title(e.network, second).number, 2);
  e = rename_group(e, first, "Encoder");
  EXPECT_EQ(group_title(e.network, first).title, "Encoder");
  EXPECT_EQ(group_title(e.network, second).number, 1);
  e = group_layers(e, {"a", "b"}, first);
  EXPECT_EQ(e.network.groups.size(), 2U) << "the one that lost its layers is gone";
  e = ungroup(e, second);
  EXPECT_EQ(e.network.groups.size(), 1U);
  EXPECT_TRUE(e.network.find("c")->group.empty());
}

// A wire that leads around the group through another layer: it cannot be folded, but stays.
TEST(Groups, AWireOutAndBackInUnfolds) {
  std::string group;
  engine::Experiment e = group_layers(diamond(), {"a", "b", "c"}, group);
  e = set_folded(std::move(e), group, true);
  EXPECT_FALSE(face_of(e.network, group).empty());
  e.network.find("b")->group.clear();
  EXPECT_TRUE(face_of(e.network, group).empty());
}

TEST(Groups, GrowWithTheirWiresAndGoWithTheirLayers) {
  std::string group, id;
  engine::Experiment e = group_layers(diamond(), {"b", "c"}, group);
  EXPECT_EQ(insert_layer(e, "dense", {"b", "c", 0}, id).network.find(id)->group, group);
  EXPECT_EQ(insert_layer(e, "dense", {"c", "d", 0}, id).network.find(id)->group, "");
  EXPECT_EQ(duplicate_node(e, "b", id).network.find(id)->group, group);
  EXPECT_EQ(replace_layer(e, "b", "activation", id).network.find(id)->group, group);
  EXPECT_EQ(move_node(e, "b", {"c", "d", 0}).network.find("b")->group, "");
  e = delete_nodes(e, {"b"});
  EXPECT_EQ(e.network.groups.size(), 1U);
  e = delete_nodes(e, {"c"});
  EXPECT_TRUE(e.network.groups.empty());
}

TEST(Groups, MoveAsAWhole) {
  std::string group;
  const engine::Experiment e = group_layers(diamond(), {"a", "b", "c"}, group);
  const Gap gap{"d", "output", 0};
  ASSERT_FALSE(refuse_move_all(e, {2}, {"a", "b", "c"}, gap));
  const engine::Experiment moved = move_all(e, {"a", "b", "c"}, gap);
  EXPECT_EQ(order(moved), (Ids{"input", "d", "a", "b", "c", "output"}));
  EXPECT_EQ(moved.network.edges.size(), e.network.edges.size());
  EXPECT_TRUE(fits(moved));
  EXPECT_EQ(group_members(moved.network, group), (Ids{"a", "b", "c"}));
  EXPECT_TRUE(refuse_move_all(e, {2}, {"c", "d"}, {"a", "b", 0})) << "two layers are read";
  EXPECT_TRUE(refuse_move_all(e, {2}, {"a", "b", "c"}, {"a", "b", 0})) << "into itself";
  EXPECT_TRUE(refuse_move_all(e, {2}, {"d", "output"}, {"input", "a", 0}));
}

// What comes into a group belongs to it, and to no other.
TEST(Groups, ComeIntoAnotherAsItsLayers) {
  std::string outer, inner;
  engine::Experiment e = group_layers(diamond(), {"a", "b", "c"}, outer);
  Ids ids;
  e = insert_block_at(e, {2}, "residual_dense", {"d", "output", 0}, ids);
  ASSERT_EQ(e.network.groups.size(), 2U);
  e = move_all(e, ids, {"a", "b", 0});
  EXPECT_TRUE(fits(e));
  EXPECT_EQ(e.network.groups.size(), 1U);
  EXPECT_EQ(group_members(e.network, outer).size(), 3 + ids.size());
  EXPECT_FALSE(face_of(e.network, outer).empty());
  e = group_layers(diamond(), {"a", "b", "c"}, outer);
  const auto pasted = paste_layers(e, copy_layers(e, {"a", "b", "c"}), "a", ids);
  ASSERT_TRUE(pasted);
  EXPECT_EQ(pasted->network.groups.size(), 1U);
  EXPECT_EQ(group_members(pasted->network, outer).size(), 6U);
}

TEST(Groups, AKeySelectsAFoldedOneAsAWhole) {
  std::string group;
  engine::Experiment e = group_layers(diamond(), {"a", "b", "c"}, group);
  EXPECT_EQ(selected_with(e.network, "b"), Ids{"b"});
  e = set_all_folded(std::move(e), true);
  EXPECT_EQ(selected_with(e.network, "b"), (Ids{"a", "b", "c"}));
  EXPECT_EQ(selected_with(e.network, "d"), Ids{"d"});
  e.network.find("b")->group.clear();  // a and c alone do not lie together
  EXPECT_EQ(selected_with(e.network, "a"), Ids{"a"});
  EXPECT_FALSE(set_all_folded(e, true).network.groups[0].folded);
}

TEST(Groups, NamesAreCutBetweenCharacters) {
  const auto times = [](const std::string& text, int n) {
    std::string all;
    for (int i = 0; i < n; ++i) all += text;
    return all;
  };
  EXPECT_EQ(kept_label("  Encoder \n"), "Encoder");
  EXPECT_EQ(kept_label(times("残", 60)), times("残", 60));
  EXPECT_EQ(kept_label("a" + times("残", 70)), "a" + times("残", 59));
  EXPECT_EQ(kept_label(times("é", 61)), times("é", 60));
  EXPECT_EQ(kept_label(times("x", 200)).size(), 60U);
  EXPECT_EQ(kept_label("   "), "");
}

TEST(Groups, AreCopiedWhole) {
  std::string group;
  engine::Experiment e = group_layers(diamond(), {"b", "c"}, group);
  e = set_folded(rename_group(std::move(e), group, "残差"), group, true);
  Ids ids;
  auto pasted = paste_layers(e, copy_layers(e, {"b", "c"}), "d", ids);
  ASSERT_TRUE(pasted) << pasted.error().describe();
  ASSERT_EQ(pasted->network.groups.size(), 2U);
  const engine::GroupSpec& copy = pasted->network.groups.back();
  EXPECT_NE(copy.id, group);
  EXPECT_EQ(copy.name, "残差");
  EXPECT_TRUE(copy.folded);
  EXPECT_EQ(group_members(pasted->network, copy.id), ids);
  pasted = paste_layers(e, copy_layers(e, {"c"}), "d", ids);
  ASSERT_TRUE(pasted);
  EXPECT_EQ(pasted->network.groups.size(), 1U) << "a part of a group is layers";
  EXPECT_EQ(pasted->network.find(ids[0])->group, "");
}

TEST(Groups, ABlockFromThePaletteIsOne) {
  const auto project = engine::load_project(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/two_spirals.json");
  ASSERT_TRUE(project);
  Ids ids;
  const engine::Experiment e =
      insert_block_at(project->experiment, {2}, "residual_dense", {"dense1", "dense2", 0}, ids);
  ASSERT_EQ(e.network.groups.size(), 1U);
  EXPECT_EQ(group_members(e.network, e.network.groups[0].id).size(), ids.size());
  EXPECT_FALSE(e.network.groups[0].name.empty());
}

}  // namespace
}  // namespace app
