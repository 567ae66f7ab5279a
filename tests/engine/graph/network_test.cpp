// Networks that are more than a chain, edits of the spec, and errors on the node that causes them.
#include "engine/graph/network.h"

#include <gtest/gtest.h>

#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;

TEST(NetworkSpec, EditsKeepTheChain) {
  NetworkSpec net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  const std::string id = insert_between(net, {"", "dropout", "", {}, false}, "a", "b");
  EXPECT_EQ(id, "dropout1");
  EXPECT_EQ(net.nodes[2].id, "dropout1") << "nodes stay in reading order";
  ASSERT_EQ(topological_order(net).size(), 4u);
  move_between(net, "dropout1", "input1", "a");
  EXPECT_EQ(net.nodes[1].id, "dropout1");
  remove_node(net, "dropout1");
  EXPECT_EQ(net, chain({dense("a", 3, "tanh"), dense("b", 1, "linear")}));
  move_between(net, "a", "input1", "a");
  EXPECT_EQ(net, chain({dense("a", 3, "tanh"), dense("b", 1, "linear")})) << "dropped on its own place";
}

TEST(NetworkSpec, TitlesNumberAlikeLayers) {
  const NetworkSpec net = chain({dense("x", 3, "tanh"), dense("y", 3, "tanh"), dense("z", 1, "linear")});
  EXPECT_EQ(node_title(net, "x").number, 1);
  EXPECT_EQ(node_title(net, "y").number, 2);
  EXPECT_EQ(node_title(net, "z").title, "Output");
  EXPECT_EQ(node_title(net, "input1").number, 0);
}

TEST(Infer, EveryNodeSaysWhatIsWrongWithIt) {
  NetworkSpec net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  net.nodes[1].type = "hologram";
  NetworkInfo info = infer(net, {2});
  ASSERT_TRUE(info.nodes[1].error);
  EXPECT_EQ(info.nodes[1].error->where, "a");
  EXPECT_FALSE(info.nodes[2].error);
  EXPECT_TRUE(info.nodes[2].blocked);
  net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  net.nodes[1].params["units"] = int64_t{0};
  EXPECT_TRUE(infer(net, {2}).nodes[1].error);
  net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  net.nodes[1].params["colour"] = std::string("red");
  EXPECT_TRUE(infer(net, {2}).nodes[1].error) << "an unknown parameter is named";
  net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  net.edges.push_back({"b", "a", 0});
  EXPECT_FALSE(infer(net, {2}).ok()) << "a circle";
  net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  net.edges.erase(net.edges.begin());
  EXPECT_TRUE(infer(net, {2}).nodes[1].error) << "nothing is wired to a";
  net = chain({dense("a", 3, "tanh"), dense("b", 1, "linear")});
  net.nodes.push_back(dense("c", 2, "relu"));
  net.edges.push_back({"a", "c", 0});
  const NetworkInfo loose = infer(net, {2});
  EXPECT_TRUE(loose.nodes[2].error || loose.nodes[3].error) << "two ends: one of them is read by nobody";
  EXPECT_FALSE(infer(NetworkSpec{}, {2}).ok());
}

TEST(Infer, CountsParametersAndRefusesAbsurdSizes) {
  const NetworkInfo info = infer(chain({dense("a", 8, "tanh"), dense("b", 1, "linear")}), {2});
  ASSERT_TRUE(info.ok());
  EXPECT_EQ(info.total.parameters, 8 * 3 + 9);
  EXPECT_EQ(info.total.multiply_adds, 16 + 8);
  Network::Options options;
  const auto net = Network::compile(chain({dense("a", 1000000000, "tanh"), dense("b", 1, "linear")}), {2}, options);
  ASSERT_FALSE(net.ok());
  EXPECT_NE(net.error().describe().find("MB"), std::string::npos);
}

// Against central differences, for parameters and input.
TEST(Network, BackwardWritesGradientsOfEveryParameter) {
  Network::Options options;
  options.seed = 3;
  auto built =
      Network::compile(chain({dense("a", 4, "tanh"), dense("b", 3, "sigmoid"), dense("c", 2, "linear")}), {3}, options);
  ASSERT_TRUE(built.ok());
  Network& net = **built;
  Tensor x(5, {3});
  Rng rng(1);
  for (Scalar& v : x.span()) v = static_cast<Scalar>(rng.normal());
  const auto loss = [&] {
    const ConstView y = net.forward(x.view(), Mode::training);
    double sum = 0;
    for (Scalar v : y.span()) sum += 0.5 * static_cast<double>(v) * static_cast<double>(v);
    return sum;
  };
  (void)loss();
  const ConstView y = net.activation(net.output_index());
  std::vector<Scalar> d(y.span().begin(), y.span().end());
  std::vector<Scalar> d_input(15);
  net.backward({d.data(), y.rows, y.shape}, d_input.data());
  const std::vector<Scalar> gradients(net.gradients().begin(), net.gradients().end());
  for (size_t i = 0; i < gradients.size(); i += 3) {
    Scalar& w = net.parameters()[i];
    const Scalar kept = w;
    w = kept + Scalar(1e-2);
    const double up = loss();
    w = kept - Scalar(1e-2);
    const double down = loss();
    w = kept;
    EXPECT_NEAR((up - down) / 2e-2, static_cast<double>(gradients[i]), 2e-3) << i;
  }
  for (int64_t i = 0; i < 15; ++i) {
    Scalar& v = x.data()[i];
    const Scalar kept = v;
    v = kept + Scalar(1e-2);
    const double up = loss();
    v = kept - Scalar(1e-2);
    const double down = loss();
    v = kept;
    EXPECT_NEAR((up - down) / 2e-2, static_cast<double>(d_input[static_cast<size_t>(i)]), 2e-3) << i;
  }
}

// Every gate of an LSTM keeps its own weights when units are added: row u of gate g stays row u of gate g.
TEST(Network, WiderGatesKeepTheirWeights) {
  const auto with_units = [](int64_t units) { return chain({{"lstm1", "lstm", "", {{"units", units}}, false}}); };
  const auto small = Network::compile(with_units(3), {4, 2}, {.seed = 1});
  const auto wide = Network::compile(with_units(5), {4, 2}, {.seed = 2});
  ASSERT_TRUE(small.ok() && wide.ok());
  (*wide)->keep_weights(**small);
  const NodeParameter &from = (*small)->node_parameters(1)[0], &to = (*wide)->node_parameters(1)[0];
  ASSERT_EQ(from.spec.shape, (Shape{12, 2}));
  ASSERT_EQ(to.spec.shape, (Shape{20, 2}));
  for (int64_t gate = 0; gate < 4; ++gate) {
    for (int64_t unit = 0; unit < 3; ++unit) {
      for (int64_t i = 0; i < 2; ++i) {
        EXPECT_EQ((*wide)->parameters()[static_cast<size_t>(to.offset + (gate * 5 + unit) * 2 + i)],
                  (*small)->parameters()[static_cast<size_t>(from.offset + (gate * 3 + unit) * 2 + i)]);
      }
    }
  }
}

}  // namespace
}  // namespace engine
