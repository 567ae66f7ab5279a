// Dense layers by hand: Rosenblatt's rule in exact numbers, starting biases, and dropout's statistics.
#include <gtest/gtest.h>

#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "tests/engine/contracts/layer_rig.h"

namespace {

using namespace engine;

struct Unit {
  std::unique_ptr<Network> net;
  explicit Unit(const char* activation) {
    NetworkSpec spec;
    spec.nodes = {{"in", "input", "", {}, false},
                  {"unit", "dense", "", {{"units", int64_t{1}}, {"activation", std::string(activation)}}, false}};
    spec.edges = {{"in", "unit", 0}};
    net = std::move(*Network::compile(spec, {2}, {}));
  }
  std::span<Scalar> weight() { return net->parameters().subspan(static_cast<size_t>(offset(0)), 2); }
  Scalar& bias() { return net->parameters()[static_cast<size_t>(offset(1))]; }
  int64_t offset(size_t i) { return net->node_parameters(1)[i].offset; }
  // One training step with learning rate eta on one example.
  void learn(Scalar x1, Scalar x2, Scalar t, double eta) {
    const LossType& loss = *losses().find("perceptron");
    const OptimizerType& sgd = *optimizers().find("sgd");
    const Scalar x[] = {x1, x2};
    Scalar dy = 0;
    const ConstView y = net->forward({x, 1, {2}}, Mode::training);
    loss.compute({}, y, {&t, 1, {1}}, &dy);
    net->backward({&dy, 1, {1}});
    const Params params = *resolve(sgd.params, {{"learning_rate", eta}});
    sgd.update(
        params,
        {net->parameters().data(), net->gradients().data(), {}, static_cast<int64_t>(net->parameters().size()), 1});
  }
};

// w <- w + eta t x on a mistake, nothing otherwise; all numbers are exact in binary.
TEST(Perceptron, FollowsRosenblattsRuleExactly) {
  for (const char* activation : {"step", "linear"}) {
    Unit unit(activation);
    unit.weight()[0] = 0.5;
    unit.weight()[1] = -0.25;
    unit.bias() = 0.125;
    unit.learn(1, 1, 1, 0.5);  // 0.375: right side
    EXPECT_EQ(unit.weight()[0], Scalar(0.5));
    EXPECT_EQ(unit.weight()[1], Scalar(-0.25));
    EXPECT_EQ(unit.bias(), Scalar(0.125));
    unit.learn(2, 3, -1, 0.5);  // 0.375 against -1: a mistake
    EXPECT_EQ(unit.weight()[0], Scalar(0.5 - 0.5 * 2));
    EXPECT_EQ(unit.weight()[1], Scalar(-0.25 - 0.5 * 3));
    EXPECT_EQ(unit.bias(), Scalar(0.125 - 0.5));
  }
}

// A score of exactly 0 is undecided: with a raw score both classes learn from it; the step calls it +1.
TEST(Perceptron, ScoreZero) {
  for (const Scalar t : {Scalar{1}, Scalar{-1}}) {
    Unit raw("linear"), step("step");
    for (Unit* unit : {&raw, &step}) {
      unit->weight()[0] = unit->weight()[1] = unit->bias() = 0;
      unit->learn(3, 5, t, 1);
    }
    EXPECT_EQ(raw.weight()[0], 3 * t);
    EXPECT_EQ(step.weight()[0], t > 0 ? 0 : -3);
  }
}

TEST(Dense, BiasesStartAsPyTorchsOrAsZero) {
  const LayerType& dense = *layers().find("dense");
  const auto bias_of = [&](const char* initializer) {
    const Params params = *resolve(dense.params, {{"units", int64_t{500}}, {"initializer", std::string(initializer)}});
    rig::LayerRig rig(dense, params, {Shape{16}}, 1, 3);
    return std::vector<Scalar>(rig.weights()[1].span().begin(), rig.weights()[1].span().end());
  };
  const std::vector<Scalar> torch = bias_of("pytorch");
  EXPECT_LT(*std::ranges::min_element(torch), -0.24);  // +- 1 / sqrt(16)
  EXPECT_GE(*std::ranges::min_element(torch), -0.25);
  EXPECT_GT(*std::ranges::max_element(torch), 0.24);
  EXPECT_LE(*std::ranges::max_element(torch), 0.25);
  for (const Scalar b : bias_of("he_normal")) EXPECT_EQ(b, 0);
}

TEST(Dense, WeightsDecayAndBiasesDoNot) {
  const auto rig = rig::random_rig(*layers().find("dense"), 1, {.fixed = {{"bias", true}}});
  const std::vector<ParameterSpec> specs = rig->layer().parameters();
  EXPECT_EQ(specs[0].name, "weight");
  EXPECT_TRUE(specs[0].decays);
  EXPECT_EQ(specs[1].name, "bias");
  EXPECT_FALSE(specs[1].decays);
}

// p far from a half, so that p and 1 - p cannot be swapped unseen.
TEST(Dropout, DropsAShareOfPAndKeepsTheMean) {
  const LayerType& dropout = *layers().find("dropout");
  for (const double p : {0.1, 0.2, 0.83}) {
    rig::LayerRig rig(dropout, *resolve(dropout.params, {{"p", p}}), {Shape{1001}}, 100, 1);
    std::ranges::fill(rig.inputs()[0].span(), Scalar{1});
    rig.forward();
    double dropped = 0, sum = 0;
    const auto n = static_cast<double>(rig.output().span().size());
    for (const Scalar y : rig.output().span()) {
      EXPECT_TRUE(y == 0 || std::fabs(static_cast<double>(y) - 1 / (1 - p)) < 1e-5);
      dropped += y == 0 ? 1 : 0;
      sum += static_cast<double>(y);
    }
    const double deviation = std::sqrt(p * (1 - p) / n);
    EXPECT_NEAR(dropped / n, p, 5 * deviation);
    EXPECT_NEAR(sum / n, 1, 5 * deviation / (1 - p));
    rig.backward();
    for (size_t i = 0; i < rig.output().span().size(); ++i) {
      EXPECT_EQ(rig.d_inputs()[0].span()[i], rig.d_output().span()[i] * rig.output().span()[i]);
    }
    rig.forward(Mode::evaluation);
    for (const Scalar y : rig.output().span()) EXPECT_EQ(y, 1);
  }
}

TEST(Dropout, EndsOfTheRange) {
  const LayerType& dropout = *layers().find("dropout");
  for (const double p : {0.0, 1.0}) {
    rig::LayerRig rig(dropout, *resolve(dropout.params, {{"p", p}}), {Shape{7}}, 3, 1);
    rig.forward();
    for (size_t i = 0; i < rig.output().span().size(); ++i) {
      EXPECT_EQ(rig.output().span()[i], p == 0 ? rig.inputs()[0].span()[i] : 0);
    }
  }
}

}  // namespace
