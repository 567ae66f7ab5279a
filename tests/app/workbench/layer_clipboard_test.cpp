// Layers copied, pasted and replaced: what comes out is a network that fits, in this project or another.
#include "app/workbench/layer_clipboard.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/io/project_file.h"
#include "engine/schema/layer_type.h"

namespace app {
namespace {

engine::Experiment open(const std::string& name) {
  auto project = engine::load_project(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + name + ".json");
  EXPECT_TRUE(project) << name;
  return project ? project->experiment : engine::Experiment{};
}

bool fits(const engine::Experiment& e, const engine::Shape& input = {2}) {
  return engine::infer(e.network, input).ok();
}

TEST(LayerClipboard, CopiedLayersArePastedBehindTheSelectedOne) {
  const engine::Experiment e = open("two_spirals");
  const std::string text = copy_layers(e, {"dense1", "dense2"});
  ASSERT_FALSE(text.empty());
  std::vector<std::string> ids;
  const auto next = paste_layers(e, text, "dense2", ids);
  ASSERT_TRUE(next) << next.error().describe();
  ASSERT_EQ(ids.size(), 2U);
  EXPECT_EQ(next->network.nodes.size(), e.network.nodes.size() + 2);
  EXPECT_TRUE(fits(*next));
  std::vector<std::string> order;
  for (const size_t i : engine::topological_order(next->network)) order.push_back(next->network.nodes[i].id);
  EXPECT_EQ(order, (std::vector<std::string>{"input", "dense1", "dense2", ids[0], ids[1], "dense3", "output"}));
  EXPECT_EQ(next->network.find(ids[0])->params, e.network.find("dense1")->params);
}

TEST(LayerClipboard, PastesIntoAnotherProject) {
  const std::string text = copy_layers(open("overfitting_dropout"), {"dense1", "dropout1"});
  std::vector<std::string> ids;
  const auto next = paste_layers(open("xor"), text, "", ids);
  ASSERT_TRUE(next) << next.error().describe();
  EXPECT_TRUE(fits(*next));
}

TEST(LayerClipboard, BranchesKeepTheirWires) {
  const engine::Experiment e = open("residual_digits");
  std::vector<std::string> all;
  for (const engine::NodeSpec& node : e.network.nodes) all.push_back(node.id);
  const std::string text = copy_layers(e, all);
  const auto project = engine::parse_project(text, "clipboard");
  ASSERT_TRUE(project);
  EXPECT_EQ(project->experiment.network.nodes.size(), e.network.nodes.size() - 1) << "all but the input";
  std::vector<std::string> ids;
  const auto next = paste_layers(open("residual_digits"), text, "", ids);
  ASSERT_TRUE(next);
  const auto joins = [](const engine::NetworkSpec& net, const std::string& id) {
    return std::count_if(net.edges.begin(), net.edges.end(), [&](const auto& w) { return w.to == id; });
  };
  for (const std::string& id : ids) {
    const auto wanted = next->network.find(id)->type == "add" ? 2 : 1;
    EXPECT_EQ(joins(next->network, id), wanted) << id;
  }
}

TEST(LayerClipboard, NothingToCopyAndNothingToPaste) {
  const engine::Experiment e = open("two_spirals");
  EXPECT_TRUE(copy_layers(e, {}).empty());
  EXPECT_TRUE(copy_layers(e, {"input"}).empty()) << "every network has its own";
  std::vector<std::string> ids;
  for (const std::string text : {"", "hello", "{}", "{\"format\": \"glassnet project\"", "\xff\xfe"}) {
    EXPECT_FALSE(paste_layers(e, text, "", ids)) << text;
    EXPECT_TRUE(ids.empty());
  }
}

TEST(LayerClipboard, AReplacedLayerKeepsWiresAndCommonParameters) {
  engine::Experiment e = open("names_gru");
  const auto gru = std::find_if(e.network.nodes.begin(), e.network.nodes.end(),
                                [](const engine::NodeSpec& n) { return n.type == "gru"; });
  ASSERT_NE(gru, e.network.nodes.end());
  const engine::Params before = gru->params;
  const std::string id = gru->id;
  std::string fresh;
  const engine::Experiment next = replace_layer(e, id, "lstm", fresh);
  const engine::NodeSpec* lstm = next.network.find(fresh);
  ASSERT_TRUE(lstm);
  EXPECT_EQ(next.network.find(id), nullptr);
  EXPECT_EQ(next.network.nodes.size(), e.network.nodes.size());
  EXPECT_EQ(next.network.edges.size(), e.network.edges.size());
  const engine::LayerType* type = engine::layers().find("lstm");
  for (const auto& [key, value] : before) {
    if (!engine::find_param(type->params, key)) continue;
    EXPECT_EQ(lstm->params.at(key), value) << key;
  }
}

TEST(LayerClipboard, WhatDoesNotFitIsNotReplaced) {
  const engine::Experiment e = open("two_spirals");
  EXPECT_TRUE(refuse_replace(e, {2}, "input", "dense"));
  EXPECT_TRUE(refuse_replace(e, {2}, "output", "dropout"));
  EXPECT_TRUE(refuse_replace(e, {2}, "dense1", "dense")) << "it is one already";
  EXPECT_TRUE(refuse_replace(e, {2}, "dense1", "conv2d")) << "two numbers are no picture";
  EXPECT_FALSE(refuse_replace(e, {2}, "dense2", "dropout"));
}

}  // namespace
}  // namespace app
