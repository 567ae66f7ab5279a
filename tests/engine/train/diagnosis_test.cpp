// What the Doctor says of curves made by hand.
#include "engine/train/diagnosis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using Losses = std::function<std::pair<double, double>(int64_t)>;  // epoch -> train, validation

std::vector<event::MetricPoint> curve(const Losses& losses, std::vector<float> norms = {0.1f, 0.2f, 0.3f}) {
  std::vector<event::MetricPoint> points;
  for (int64_t epoch = 1; epoch <= 400; ++epoch) {
    event::MetricPoint p;
    p.epoch = epoch;
    std::tie(p.train.loss, p.validation.loss) = losses(epoch);
    p.train.samples = p.validation.samples = 100;
    const char* ids[] = {"dense1", "dense2", "dense3"};
    for (size_t i = 0; i < norms.size(); ++i) p.gradient_norms.emplace_back(ids[i], norms[i]);
    points.push_back(p);
  }
  return points;
}

std::pair<double, double> falling(int64_t epoch) {
  const double loss = std::exp(-0.01 * static_cast<double>(epoch));
  return {loss, loss};
}

TEST(Diagnosis, SaysNothingTooEarly) { EXPECT_EQ(diagnose(testing::circle(), {}, {}).kind, Diagnosis::Kind::none); }

TEST(Diagnosis, HealthyWhenBothFall) {
  EXPECT_EQ(diagnose(testing::circle(), curve(falling), {}).kind, Diagnosis::Kind::healthy);
}

TEST(Diagnosis, OverfittingOffersL2) {
  const Diagnosis d = diagnose(testing::circle(), curve([](int64_t e) {
                                 const double x = static_cast<double>(e);
                                 return std::pair(std::exp(-0.01 * x), 0.4 + std::abs(x - 100) / 400);
                               }),
                               {});
  EXPECT_EQ(d.title.text, "Overfitting");
  EXPECT_GT(d.cured.regularization.l2, 0);
}

TEST(Diagnosis, ARiseOfNextToNothingIsNoOverfitting) {
  const Diagnosis d = diagnose(testing::circle(), curve([](int64_t e) {
                                 const double x = static_cast<double>(e);
                                 return std::pair(std::exp(-0.05 * x), e == 1 ? 1.0 : 1e-6 + std::abs(x - 100) * 1e-7);
                               }),
                               {});
  EXPECT_NE(d.title.text, "Overfitting");
}

TEST(Diagnosis, VanishingGradientNamesTheLayerAndTriesRelu) {
  const Diagnosis d = diagnose(testing::circle(), curve(falling, {1e-5f, 1e-3f, 0.1f}), {});
  EXPECT_EQ(d.title.text, "Vanishing gradient");
  ASSERT_EQ(d.nodes.size(), 1u);
  EXPECT_EQ(d.nodes[0], "dense1");
  EXPECT_EQ(std::get<std::string>(d.cured.network.nodes[1].params.at("activation")), "relu");
  EXPECT_EQ(std::get<std::string>(d.cured.network.nodes[3].params.at("activation")), "linear") << "the last one stays";
}

TEST(Diagnosis, PlateauRaisesTheRate) {
  const Diagnosis d = diagnose(testing::circle(), curve([](int64_t) { return std::pair(0.69, 0.69); }), {});
  EXPECT_EQ(d.title.text, "Plateau");
  EXPECT_GT(std::get<double>(d.cured.optimizer.params.at("learning_rate")), 0.02);
}

// The loss of an energy stays near 0 and may rise: nothing of that is a plateau or overfitting. The chains are looked
// at.
TEST(Diagnosis, ChainsOfAnEnergyThatDoNotComeToTheSamples) {
  Experiment e = testing::circle();
  e.task = {"energy_based", {{"sampler", std::string("metropolis")}}};
  const auto say = [&](double acceptance, double near) {
    auto points = curve([](int64_t epoch) { return std::pair(0.01, 0.01 + static_cast<double>(epoch) / 400); });
    Metrics& m = points.back().train;
    m.offered = offer(MetricIndex::acceptance) | offer(MetricIndex::near_samples);
    m.acceptance = acceptance;
    m.near_samples = near;
    return diagnose(e, points, {});
  };
  EXPECT_EQ(say(0.6, 0.9).kind, Diagnosis::Kind::healthy);
  Diagnosis d = say(0.05, 0.9);
  EXPECT_EQ(d.title.text, "Long steps");
  EXPECT_EQ(d.cured.task.params.at("step_size"), ParamValue(0.05));
  EXPECT_EQ(say(0.998, 0.9).cured.task.params.at("step_size"), ParamValue(0.2));
  d = say(0.6, 0.1);
  EXPECT_EQ(d.title.text, "Lost chains");
  EXPECT_EQ(d.cured.task.params.at("steps"), ParamValue(int64_t{40}));
  e.task = {"contrastive_divergence", {}};
  EXPECT_EQ(say(0, 0).kind, Diagnosis::Kind::healthy);
}

TEST(Diagnosis, DivergenceLowersTheRateAndNamesTheNode) {
  Divergence divergence;
  divergence.node = "dense2";
  divergence.suggested_learning_rate = 0.002;
  const Diagnosis d = diagnose(testing::circle(), curve(falling), divergence);
  EXPECT_EQ(d.kind, Diagnosis::Kind::diverged);
  EXPECT_EQ(d.cured.optimizer.params.at("learning_rate"), ParamValue(0.002));
  EXPECT_EQ(d.nodes, std::vector<std::string>{"dense2"});
}

}  // namespace
}  // namespace engine
