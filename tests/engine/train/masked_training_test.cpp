// Training with units switched off, frozen units and held weights: what does not move does not move to the bit, and
// nothing starts again.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::circle;

std::unique_ptr<Trainer> trainer_of(const Experiment& e) {
  auto t = Trainer::create(e);
  EXPECT_TRUE(t.ok()) << (t.ok() ? "" : t.error().describe());
  return std::move(*t);
}

std::vector<Scalar> weights(const Trainer& t) {
  return {t.network().parameters().begin(), t.network().parameters().end()};
}

Experiment with(Experiment e, Masks masks) {
  e.network.nodes[1].masks = std::move(masks);
  return e;
}

std::vector<bool> held_in(const Trainer& t) {
  std::vector<bool> held(t.network().parameters().size());
  for (const Network::Piece& p : t.network().held()) {
    for (int64_t i = 0; i < p.count; ++i) held[static_cast<size_t>(p.begin + i)] = true;
  }
  return held;
}

TEST(MaskedTraining, FrozenUnitsKeepTheirBitsWithEveryOptimizer) {
  for (const OptimizerType* optimizer : optimizers().entries()) {
    Experiment e = circle();
    e.optimizer = {optimizer->id, {}};
    e.regularization = {1e-4, 1e-3, 0, 0};
    const auto free = trainer_of(e), frozen = trainer_of(with(e, {.frozen_units = {0, 4}}));
    const std::vector<bool> held = held_in(*frozen);
    const std::vector<Scalar> start = weights(*frozen);
    ASSERT_EQ(start, weights(*free));
    ASSERT_TRUE(free->step() && frozen->step());
    const std::vector<Scalar> one_free = weights(*free), one = weights(*frozen);
    for (size_t i = 0; i < start.size(); ++i) {
      ASSERT_EQ(one[i], held[i] ? start[i] : one_free[i]) << optimizer->id << ": the others move as if none was frozen";
    }
    for (int i = 0; i < 60; ++i) ASSERT_TRUE(frozen->step());
    const std::vector<Scalar> later = weights(*frozen);
    int64_t moved = 0;
    for (size_t i = 0; i < start.size(); ++i) {
      ASSERT_TRUE(!held[i] || later[i] == start[i]) << optimizer->id;
      moved += later[i] != start[i];
    }
    EXPECT_GT(moved, 20);
  }
}

TEST(MaskedTraining, WhatDoesNotMoveDoesNotCountWhenGradientsAreClipped) {
  Experiment e = circle();
  e.regularization = {0, 0, 0.01, 0};
  const auto t = trainer_of(with(e, {.frozen_units = {1}}));
  ASSERT_TRUE(t->step());
  const std::vector<bool> held = held_in(*t);
  double sum = 0;
  for (size_t i = 0; i < held.size(); ++i) {
    const auto g = static_cast<double>(t->network().gradients()[i]);
    EXPECT_TRUE(!held[i] || g == 0);
    sum += g * g;
  }
  EXPECT_NEAR(std::sqrt(sum), 0.01, 1e-4);
}

TEST(MaskedTraining, MasksAreTakenOverLiveAndGoWithoutATrace) {
  const Experiment e = circle();
  const auto t = trainer_of(e);
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(t->step());
  const double before = t->evaluate(Split::validation).loss;
  const std::vector<Scalar> kept = weights(*t);
  ASSERT_TRUE(t->adopt(with(e, {.off_units = {0, 1}, .weights = {{3, 1, 0}}})));
  EXPECT_EQ(t->steps(), 40);
  EXPECT_NE(t->evaluate(Split::validation).loss, before) << "the score reacts without a step";
  ASSERT_TRUE(t->adopt(e));
  EXPECT_EQ(weights(*t), kept);
  EXPECT_EQ(t->evaluate(Split::validation).loss, before);
}

TEST(MaskedTraining, FromTheStartOrTakenOverIsTheSame) {
  const Masks masks{.off_units = {2}, .frozen_units = {1}, .weights = {{3, 1, 0.25}}};
  const auto a = trainer_of(with(circle(), masks)), b = trainer_of(circle());
  ASSERT_TRUE(b->adopt(with(circle(), masks)));
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(a->step() && b->step());
  EXPECT_EQ(weights(*a), weights(*b));
}

TEST(MaskedTraining, HeldWeightsAreHeldInEveryStepAndAfterAReset) {
  const auto t = trainer_of(with(circle(), {.weights = {{3, 1, 0.25}}}));
  const auto value = [&] {
    return t->network().parameters()[static_cast<size_t>(t->network().node_parameters(1)[0].offset + 7)];
  };
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(t->step());
    ASSERT_EQ(value(), Scalar(0.25));
  }
  t->new_weights(77);
  EXPECT_EQ(value(), Scalar(0.25));
}

TEST(MaskedTraining, ARestoredBestEpochHoldsThemToo) {
  Experiment e = circle();
  e.max_epochs = 30;
  e.stop = {.patience = 2, .min_delta = 10, .restore_best = true};  // nothing is ever better by that much
  const auto t = trainer_of(e);
  for (int64_t i = 0; i < t->steps_per_epoch(); ++i) ASSERT_TRUE(t->step());
  ASSERT_TRUE(t->adopt(with(e, {.weights = {{3, 1, 0.25}}})));
  while (!t->stop()) ASSERT_TRUE(t->step());
  ASSERT_TRUE(t->stop()->restored);
  EXPECT_EQ(t->network().parameters()[static_cast<size_t>(t->network().node_parameters(1)[0].offset + 7)],
            Scalar(0.25));
}

TEST(MaskedTraining, ACheckpointKnowsTheWeightsFromBefore) {
  const Experiment e = with(circle(), {.off_units = {2}, .frozen_units = {0}, .weights = {{3, 1, 0.25}}});
  const auto a = trainer_of(circle()), b = trainer_of(e);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(a->step());
  ASSERT_TRUE(a->adopt(e));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(a->step());
  const std::vector<Scalar> now = weights(*a);
  ASSERT_TRUE(b->restore(a->checkpoint()));
  EXPECT_EQ(weights(*a), now) << "looking changes nothing";
  EXPECT_EQ(weights(*b), now);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(a->step() && b->step());
  EXPECT_EQ(weights(*a), weights(*b));
  ASSERT_TRUE(a->adopt(circle()) && b->adopt(circle()));
  EXPECT_EQ(weights(*a), weights(*b));
}

TEST(MaskedTraining, OneWeightCanBeWritten) {
  const auto t = trainer_of(with(circle(), {.weights = {{3, 1, 0.25}}}));
  const double before = t->evaluate(Split::train).loss;
  EXPECT_TRUE(t->set_weight("dense1", "weight", 2, 3));
  EXPECT_EQ(t->network().parameters()[static_cast<size_t>(t->network().node_parameters(1)[0].offset + 2)], Scalar(3));
  EXPECT_NE(t->evaluate(Split::train).loss, before);
  EXPECT_FALSE(t->set_weight("dense1", "weight", 7, 3)) << "it is held";
  EXPECT_FALSE(t->set_weight("dense1", "weight", 12, 3));
  EXPECT_FALSE(t->set_weight("dense1", "weight", -1, 3));
  EXPECT_FALSE(t->set_weight("dense1", "weight", 0, std::nan("")));
  EXPECT_FALSE(t->set_weight("dense1", "weight", 0, 1e300)) << "no number of the engine";
  EXPECT_FALSE(t->set_weight("dense1", "colour", 0, 3));
  EXPECT_FALSE(t->set_weight("nobody", "weight", 0, 3));
}

}  // namespace
}  // namespace engine
