// Units, heads and single weights that are switched off or do not move: against networks in which the same is done by
// writing zeros, to the bit.
#include "engine/graph/masks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "engine/graph/network.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;

std::unique_ptr<Network> built(const NetworkSpec& spec, const Shape& input) {
  Network::Options options;
  options.seed = 5;
  options.max_rows = 16;
  auto net = Network::compile(spec, input, options);
  EXPECT_TRUE(net.ok()) << (net.ok() ? "" : net.error().describe());
  return std::move(*net);
}

Tensor noise(int64_t rows, const Shape& shape) {
  Tensor x(rows, shape);
  Rng rng(3);
  for (Scalar& v : x.span()) v = static_cast<Scalar>(rng.normal());
  return x;
}

std::vector<Scalar> output(Network& net, const Tensor& x) {
  const auto y = net.forward(x.view(), Mode::evaluation).span();
  return {y.begin(), y.end()};
}

std::vector<Scalar> gradients(Network& net) {
  const ConstView y = net.activation(net.output_index());
  std::vector<Scalar> d(static_cast<size_t>(y.count()));
  for (size_t i = 0; i < d.size(); ++i) d[i] = Scalar(0.1) * static_cast<Scalar>(i % 7) - Scalar(0.2);
  net.backward({d.data(), y.rows, y.shape});
  return {net.gradients().begin(), net.gradients().end()};
}

Scalar* parameter(Network& net, const char* node, const char* name) {
  for (const NodeParameter& p : net.node_parameters(net.find(node))) {
    if (p.spec.name == name) return net.parameters().data() + p.offset;
  }
  return nullptr;
}

TEST(Masks, AnOffUnitIsAnUnitThatNobodyReads) {
  for (const char* f : {"tanh", "sigmoid", "softmax", "relu"}) {
    const NetworkSpec spec = chain({dense("a", 5, f), dense("b", 3, "linear")});
    const auto off = built(spec, {4}), zeroed = built(spec, {4});
    const Tensor x = noise(7, {4});
    off->set_masks(1, {.off_units = {1, 3}});
    for (int row = 0; row < 3; ++row) {
      for (const int unit : {1, 3}) parameter(*zeroed, "b", "weight")[row * 5 + unit] = 0;
    }
    EXPECT_EQ(output(*off, x), output(*zeroed, x)) << f;
    const ConstView a = off->activation(1);
    for (int64_t r = 0; r < a.rows; ++r) EXPECT_TRUE(a.row(r)[1] == 0 && a.row(r)[3] == 0);
    // What reads a unit that is off learns nothing of it; all else has the same gradient.
    std::vector<Scalar> got = gradients(*off), wanted = gradients(*zeroed);
    const auto b = off->node_parameters(2)[0].offset;
    for (int64_t row = 0; row < 3; ++row) {
      for (const int64_t unit : {1, 3}) {
        EXPECT_EQ(got[static_cast<size_t>(b + row * 5 + unit)], 0);
        wanted[static_cast<size_t>(b + row * 5 + unit)] = 0;
      }
    }
    EXPECT_EQ(got, wanted) << f;
  }
}

TEST(Masks, AnOffUnitOfReluIsARowOfZeros) {
  const NetworkSpec spec = chain({dense("a", 5, "relu"), dense("b", 3, "linear")});
  const auto off = built(spec, {4}), zeroed = built(spec, {4});
  const Tensor x = noise(7, {4});
  off->set_masks(1, {.off_units = {2}});
  std::fill_n(parameter(*zeroed, "a", "weight") + 2 * 4, 4, Scalar(0));
  parameter(*zeroed, "a", "bias")[2] = 0;
  EXPECT_EQ(output(*off, x), output(*zeroed, x));
}

// Channels of images, features of sequences: only what belongs to them is 0, and all else is as it was.
TEST(Masks, ReachTheUnitsOfEveryShape) {
  struct Case {
    NodeSpec layer;
    Shape input;
  };
  const Case cases[] = {
      {{"a", "conv2d", "", {{"out_channels", int64_t{3}}, {"kernel_size", int64_t{3}}}, false}, {2, 6, 5}},
      {{"a", "max_pool2d", "", {}, false}, {3, 6, 4}},
      {{"a", "lstm", "", {{"units", int64_t{4}}}, false}, {5, 3}},
      {{"a", "batch_norm", "", {}, false}, {4}},
      {{"a", "self_attention", "", {{"heads", int64_t{2}}}, false}, {5, 4}}};
  for (const Case& c : cases) {
    const auto plain = built(chain({c.layer}), c.input), off = built(chain({c.layer}), c.input);
    const Tensor x = noise(6, c.input);
    off->set_masks(1, {.off_units = {0, 2, 77}});
    const std::vector<Scalar> all = output(*plain, x), left = output(*off, x);
    const Shape& shape = plain->output_shape();
    const int64_t units = unit_count(shape), inner = shape.rank() == 3 ? shape[1] * shape[2] : 1;
    for (size_t i = 0; i < all.size(); ++i) {
      const int64_t unit = static_cast<int64_t>(i) % shape.count() / inner % units;
      const Scalar wanted = unit == 0 || unit == 2 ? Scalar(0) : all[i];
      ASSERT_EQ(left[i], wanted) << c.layer.type << " " << i;
    }
    (void)gradients(*off);
    EXPECT_EQ(output(*off, x), left) << "backward leaves no trace";
    off->set_masks(1, {});
    EXPECT_EQ(output(*off, x), all) << c.layer.type << ": all is back";
  }
}

TEST(Masks, AnOffHeadIsNotRead) {
  const NetworkSpec spec = chain({{"a", "self_attention", "", {{"heads", int64_t{2}}}, false}});
  const auto off = built(spec, {5, 6}), zeroed = built(spec, {5, 6});
  const Tensor x = noise(3, {5, 6});
  const std::vector<Scalar> before = output(*off, x);
  off->set_masks(1, {.off_heads = {1}});
  for (int row = 0; row < 6; ++row) std::fill_n(parameter(*zeroed, "a", "out_proj.weight") + row * 6 + 3, 3, Scalar(0));
  EXPECT_EQ(output(*off, x), output(*zeroed, x));
  EXPECT_NE(output(*off, x), before);
  off->set_masks(1, {});
  EXPECT_EQ(output(*off, x), before);
}

TEST(Masks, HeldWeightsKeepTheirValueAndComeBack) {
  const NetworkSpec spec = chain({dense("a", 3, "tanh"), dense("b", 2, "linear")});
  const auto net = built(spec, {2});
  Scalar* w = parameter(*net, "a", "weight");
  const Scalar first = w[1 * 2 + 0], other = w[2 * 2 + 1];
  net->set_masks(1, {.weights = {{1, 0, 0}, {2, 1, 0.5}, {9, 9, 1}}});
  EXPECT_EQ(w[2], 0);
  EXPECT_EQ(w[5], Scalar(0.5));
  net->set_masks(1, {.weights = {{2, 1, 0.25}}});
  EXPECT_EQ(w[2], first) << "let go while another one is held";
  EXPECT_EQ(w[5], Scalar(0.25));
  w[5] = 9;
  net->hold_weights();
  EXPECT_EQ(w[5], Scalar(0.25));
  net->set_masks(1, {});
  EXPECT_EQ(w[5], other);
}

// A network that is built anew (a layer was made larger) holds the same, and knows the values from before.
TEST(Masks, OutliveARebuild) {
  NetworkSpec spec = chain({dense("a", 3, "tanh"), dense("b", 2, "linear")});
  const auto old = built(spec, {2});
  const Scalar before = parameter(*old, "a", "weight")[2 * 2 + 1];
  const Masks masks{.off_units = {0}, .weights = {{2, 1, 0}}};
  old->set_masks(1, masks);
  spec.nodes[1] = dense("a", 5, "tanh");
  spec.nodes[1].masks = masks;
  Network::Options options;
  options.seed = 99;
  auto made = Network::compile(spec, {2}, options);
  ASSERT_TRUE(made.ok());
  Network& net = **made;
  net.keep_weights(*old);
  EXPECT_EQ(parameter(net, "a", "weight")[2 * 2 + 1], 0);
  (void)output(net, noise(2, {2}));
  EXPECT_EQ(net.activation(1).row(0)[0], 0);
  net.set_masks(1, {});
  EXPECT_EQ(parameter(net, "a", "weight")[2 * 2 + 1], before);
}

TEST(Masks, WhatDoesNotMoveIsNamedForEveryKindOfUnit) {
  const auto count = [](const Network& net) {
    const auto pieces = net.held();
    return std::accumulate(pieces.begin(), pieces.end(), int64_t{0},
                           [](int64_t n, const auto& p) { return n + p.count; });
  };
  const auto dense_net = built(chain({dense("a", 5, "tanh")}), {4});
  dense_net->set_masks(1, {.frozen_units = {1, 8}});
  EXPECT_EQ(count(*dense_net), 4 + 1) << "its weights and its bias; unit 8 is none";
  const auto lstm = built(chain({{"a", "lstm", "", {{"units", int64_t{4}}}, false}}), {5, 3});
  lstm->set_masks(1, {.frozen_units = {2}});
  EXPECT_EQ(count(*lstm), 4 * (3 + 4 + 2)) << "four gates: to the input, to the state, two biases";
  const auto both = built(chain({{"a", "gru", "", {{"units", int64_t{4}}, {"bidirectional", true}}, false}}), {5, 3});
  both->set_masks(1, {.frozen_units = {6}});
  EXPECT_EQ(count(*both), 3 * (3 + 4 + 2)) << "of the way back alone";
  const auto up =
      built(chain({{"a", "conv_transpose2d", "", {{"out_channels", int64_t{3}}, {"kernel_size", int64_t{2}}}, false}}),
            {2, 4, 4});
  up->set_masks(1, {.frozen_units = {1}});
  EXPECT_EQ(count(*up), 2 * 2 * 2 + 1);
}

TEST(Masks, ALayerWithUnitsToChooseHasWeightsOfItsUnits) {
  for (const LayerType* type : layers().entries()) {
    if (type->units_key.empty() || !type->has_weights) continue;
    for (const Shape& input : {Shape{4}, Shape{6, 4}, Shape{3, 8, 8}}) {
      NetworkSpec spec = chain({{"a", type->id, "", {}, false}});
      const NetworkInfo info = infer(spec, input);
      if (!info.ok()) continue;
      EXPECT_TRUE(units_own_weights(info.nodes[1])) << type->id;
    }
  }
}

}  // namespace
}  // namespace engine
