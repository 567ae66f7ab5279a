// What attention layers promise beyond their numbers: padding is invisible, a causal layer does not see the future, the
// weights can be looked at, and wrong sizes are refused with a sentence that says what would fit.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/graph/network.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;
using rig::LayerRig;

const LayerType& layer(const char* id) { return *layers().find(id); }

// A self-attention layer on sequences [5 steps, 6 features].
std::unique_ptr<LayerRig> self_attention(const Params& params, int64_t rows) {
  const LayerType& type = layer("self_attention");
  return std::make_unique<LayerRig>(type, *resolve(type.params, params), std::vector{Shape{5, 6}}, rows, 7);
}

TEST(Attention, PaddingIsInvisible) {
  const auto a = self_attention({{"heads", int64_t{2}}}, 2), b = self_attention({{"heads", int64_t{2}}}, 2);
  for (const auto& rig : {a.get(), b.get()}) rig->set_lengths(0, {3, 5});
  std::fill_n(b->inputs()[0].row(0) + 3 * 6, 2 * 6, Scalar{1e6});
  for (const auto& rig : {a.get(), b.get()}) rig->forward(Mode::evaluation);
  EXPECT_TRUE(std::equal(a->output().row(0), a->output().row(0) + 3 * 6, b->output().row(0)));
  EXPECT_TRUE(std::equal(a->output().row(1), a->output().row(1) + 5 * 6, b->output().row(1)));
}

TEST(Attention, NothingToSeeGivesTheBiasAndNoGradient) {
  const auto rig = self_attention({{"heads", int64_t{3}}}, 1);
  rig->set_lengths(0, {0});
  std::ranges::fill(rig->weights()[3].span(), Scalar{0.5});
  rig->forward();
  for (const Scalar y : rig->output().span()) EXPECT_EQ(y, Scalar{0.5});
  rig->backward();
  for (const Scalar d : rig->d_inputs()[0].span()) EXPECT_EQ(d, 0);
}

TEST(Attention, CausalDoesNotSeeTheFuture) {
  const auto a = self_attention({{"heads", int64_t{2}}, {"causal", true}}, 1);
  const auto b = self_attention({{"heads", int64_t{2}}, {"causal", true}}, 1);
  b->inputs()[0].row(0)[4 * 6 + 1] += 3;  // the last step
  for (const auto& rig : {a.get(), b.get()}) rig->forward(Mode::evaluation);
  EXPECT_TRUE(std::equal(a->output().row(0), a->output().row(0) + 4 * 6, b->output().row(0)));
  EXPECT_FALSE(std::equal(a->output().row(0), a->output().row(0) + 5 * 6, b->output().row(0)));
}

TEST(Attention, WeightsOfEachQuerySumToOne) {
  NetworkSpec spec;
  spec.nodes = {{"in", "input", "", {}, false}, {"look", "self_attention", "", {{"heads", int64_t{2}}}, false}};
  spec.edges = {{"in", "look", 0}};
  const auto built = Network::compile(spec, Shape{5, 6}, {.max_rows = 3});
  ASSERT_TRUE(built.ok()) << built.error().describe();
  Rng rng(1);
  const Tensor x = samples::tensor(3, {5, 6}, rng);
  (*built)->forward(x.view(), Mode::evaluation);
  const Inside weights = (*built)->inside((*built)->find("look"), "attention", 2);
  ASSERT_TRUE(weights);
  EXPECT_EQ(weights.shape, (Shape{2, 5, 5}));
  for (int64_t head = 0; head < 2; ++head) {
    for (int64_t query = 0; query < 5; ++query) {
      Scalar sum = 0;
      for (int64_t key = 0; key < 5; ++key) sum += weights.at(head, query, key);
      EXPECT_NEAR(sum, 1, 1e-5);
    }
  }
  EXPECT_FALSE((*built)->inside((*built)->find("look"), "no such thing"));
  EXPECT_FALSE((*built)->inside((*built)->find("in"), "attention"));
}

// The sentence with its values.
std::string refusal(const char* id, const Params& params, const std::vector<Shape>& inputs) {
  const auto shape = layer(id).infer_shape(*resolve(layer(id).params, params), inputs);
  return shape ? "" : shape.error().describe();
}

TEST(Attention, WrongSizesAreRefusedWithWhatWouldFit) {
  EXPECT_NE(refusal("self_attention", {{"heads", int64_t{4}}}, {Shape{5, 6}}).find("1, 2, 3, 6"), std::string::npos);
  EXPECT_NE(refusal("self_attention", {}, {Shape{3, 8, 8}}).find("3×8×8"), std::string::npos);
  EXPECT_NE(refusal("cross_attention", {}, {Shape{5, 8}, Shape{8}}), "");
  EXPECT_NE(refusal("scaled_dot_product", {}, {Shape{5, 8}, Shape{4, 6}, Shape{4, 6}}).find("5×8"), std::string::npos);
  EXPECT_NE(refusal("scaled_dot_product", {}, {Shape{5, 8}, Shape{4, 8}, Shape{3, 8}}).find("3×8"), std::string::npos);
  EXPECT_NE(refusal("add", {}, {Shape{5, 8}, Shape{5, 9}}).find("wire 2 brings 5×9"), std::string::npos);
  EXPECT_NE(refusal("concatenate", {}, {Shape{5, 8}, Shape{4, 8}}), "");
  EXPECT_NE(refusal("group_norm", {{"num_groups", int64_t{4}}}, {Shape{6, 2, 2}}).find("1, 2, 3, 6"),
            std::string::npos);
  EXPECT_NE(refusal("slice", {{"start", int64_t{7}}}, {Shape{7}}), "");
  EXPECT_NE(refusal("split", {{"parts", int64_t{3}}, {"part", int64_t{3}}}, {Shape{7}}), "");
  EXPECT_NE(refusal("mean_over_time", {}, {Shape{7}}), "");
}

// The weights of every head count in the estimate, and are refused before they are allocated.
TEST(Attention, LongSequencesAreRefusedWithAFigure) {
  for (const char* id : {"self_attention", "cross_attention", "scaled_dot_product"}) {
    NetworkSpec spec;
    spec.nodes = {{"in", "input", "", {}, false}, {"look", id, "", {}, false}};
    for (int port = 0; port < layer(id).inputs; ++port) spec.edges.push_back({"in", "look", port});
    const auto built = Network::compile(spec, Shape{8000, 16}, {.max_rows = 256});
    ASSERT_FALSE(built.ok()) << id;
    EXPECT_FALSE(built.error().what.args.empty()) << built.error().describe();
  }
}

TEST(BatchNorm, OneValueIsTreatedAsInEvaluation) {
  const LayerType& type = layer("batch_norm");
  LayerRig rig(type, *resolve(type.params, {}), {Shape{4}}, 1, 3);
  const std::vector<Tensor> before = rig.weights();
  rig.forward(Mode::training);
  const Tensor trained = rig.output();
  rig.forward(Mode::evaluation);
  EXPECT_TRUE(std::ranges::equal(trained.span(), rig.output().span()));
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_TRUE(std::ranges::equal(before[i].span(), rig.weights()[i].span())) << "the averages stay";
  }
}

TEST(BatchNorm, EvaluationReadsTheRunningAverages) {
  const LayerType& type = layer("batch_norm");
  LayerRig rig(type, *resolve(type.params, {{"momentum", 1.0}}), {Shape{3}}, 50, 3);
  rig.forward(Mode::training);  // takes over all of this batch's mean and variance
  const Tensor trained = rig.output();
  rig.forward(Mode::evaluation);
  for (size_t i = 0; i < trained.span().size(); ++i) {  // but for the unbiased variance
    EXPECT_NEAR(rig.output().span()[i], trained.span()[i] * std::sqrt(49.0 / 50), 1e-4);
  }
}

// Steps that a slice cuts off no longer count.
TEST(Slice, CutsTheLengths) {
  const LayerType& type = layer("slice");
  const Params params{{"axis", std::string("steps")}, {"start", int64_t{2}}, {"length", int64_t{3}}};
  LayerRig rig(type, *resolve(type.params, params), {Shape{6, 2}}, 4, 1);
  const std::vector<int32_t> given{1, 3, 6, 2};
  const int32_t* lengths = given.data();
  LayerPass pass;
  pass.lengths = {&lengths, 1};
  std::vector<int32_t> out(4);
  ASSERT_TRUE(rig.layer().makes_lengths());
  rig.layer().lengths(pass, out);
  EXPECT_EQ(out, (std::vector<int32_t>{0, 1, 3, 0}));
}

}  // namespace
