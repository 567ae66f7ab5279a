// The contract of every block: with random parameters it becomes ordinary nodes with fresh names on the wire where it
// is put, and the network still runs. Texts and parameters: catalog_test.cpp.
#include <gtest/gtest.h>

#include <set>

#include "engine/graph/insert_block.h"
#include "engine/graph/network.h"
#include "engine/schema/block_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

const Shape kShapes[] = {Shape{12}, Shape{5, 12}, Shape{3, 8, 7}, Shape{16, 6, 6}};

// input -> activation, and the block between them.
NetworkSpec two_nodes() {
  NetworkSpec net;
  net.nodes = {{"in", "input", "", {}, false}, {"out", "activation", "", {}, false}};
  net.edges = {{"in", "out", 0}};
  return net;
}

class BlockContract : public testing::TestWithParam<const BlockType*> {};

TEST_P(BlockContract, TurnsIntoNodesThatRun) {
  const BlockType& block = *GetParam();
  int ran = 0;
  for (const Shape& shape : kShapes) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      Rng rng(seed, 17);
      NetworkSpec net = two_nodes();
      const Params params = seed == 0 ? Params{} : samples::params(block.params, rng);
      const auto ids = insert_block(net, block, params, "in", "out", shape);
      ASSERT_TRUE(ids.ok()) << ids.error().describe();
      const auto built = Network::compile(net, shape, {.max_rows = 3, .seed = seed});
      if (!built) {
        EXPECT_FALSE(built.error().where.empty()) << "the reason stands at a node";
        continue;
      }
      ++ran;
      const Tensor x = samples::tensor(3, shape, rng);
      const ConstView y = (*built)->forward(x.view(), Mode::training, &rng);
      const Tensor dy = samples::tensor(3, y.shape, rng);
      (*built)->backward(dy.view());
      EXPECT_EQ((*built)->first_non_finite(), -1);
    }
  }
  EXPECT_GT(ran, 5) << "no shape fits";
}

TEST_P(BlockContract, HasFreshNamesInReadingOrder) {
  NetworkSpec net = two_nodes();
  const auto first = insert_block(net, *GetParam(), {}, "in", "out");
  const auto second = insert_block(net, *GetParam(), {}, "in", first->front());
  ASSERT_TRUE(first.ok() && second.ok());
  std::set<std::string> ids;
  for (const NodeSpec& node : net.nodes) EXPECT_TRUE(ids.insert(node.id).second) << node.id;
  EXPECT_EQ(net.nodes.size(), 2 + first->size() + second->size());
  EXPECT_EQ(net.nodes.back().id, "out");
  const std::vector<size_t> order = topological_order(net);
  for (size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i) << "nodes stand in reading order";
}

TEST_P(BlockContract, StandsAloneAndRefusesWrongParameters) {
  NetworkSpec net;
  const auto ids = insert_block(net, *GetParam(), {}, "", "");
  ASSERT_TRUE(ids.ok());
  for (const EdgeSpec& e : net.edges) EXPECT_TRUE(net.find(e.from) && net.find(e.to));
  EXPECT_EQ(output_node(net)->id, ids->back());
  const NetworkSpec before = net;
  EXPECT_FALSE(insert_block(net, *GetParam(), {{"no such parameter", true}}, "", "").ok());
  EXPECT_EQ(net, before);
}

INSTANTIATE_TEST_SUITE_P(Catalog, BlockContract, testing::ValuesIn(blocks().entries()),
                         [](const auto& test) { return test.param->id; });

}  // namespace
