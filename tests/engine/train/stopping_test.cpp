// When training ends by itself, with which weights; and that the learning rate follows its schedule.
#include "engine/train/stopping.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::circle;

Metrics with_loss(double loss) {
  Metrics m;
  m.loss = loss;
  m.samples = 10;
  m.offered = 1;
  return m;
}

// Epochs until the end, at most as many as there are losses; the parameters are {epoch}.
std::optional<Stop> run(Stopping& stopping, const std::vector<double>& losses, std::vector<Scalar>& w) {
  for (size_t i = 0; i < losses.size(); ++i) {
    w[0] = static_cast<Scalar>(i + 1);
    if (auto stop = stopping.end_of_epoch(static_cast<int64_t>(i + 1), with_loss(losses[i]), w)) return stop;
  }
  return std::nullopt;
}

TEST(Stopping, PatienceBringsTheBestWeightsBack) {
  Experiment e;
  e.stop.patience = 3;
  Stopping stopping;
  stopping.start(e, 1);
  std::vector<Scalar> w(1);
  const auto stop = run(stopping, {5, 4, 3, 3.5, 3.0, 3.2, 1}, w);
  ASSERT_TRUE(stop);
  EXPECT_EQ(stop->reason, Stop::Reason::patience);
  EXPECT_EQ(stop->epoch, 6);
  EXPECT_EQ(stop->best_epoch, 3);
  EXPECT_EQ(stop->best_loss, 3);
  EXPECT_TRUE(stop->restored);
  EXPECT_EQ(w[0], 3);
  EXPECT_NE(stop->what.format().find("epoch 6"), std::string::npos) << stop->what.format();
}

TEST(Stopping, MinDeltaAsksForMore) {
  Experiment e;
  e.stop = {.patience = 2, .min_delta = 0.5, .restore_best = false};
  Stopping stopping;
  stopping.start(e, 1);
  std::vector<Scalar> w(1);
  const auto stop = run(stopping, {5, 4.6, 4.4, 4.2, 4.0, 3.95, 1}, w);
  ASSERT_TRUE(stop);
  EXPECT_EQ(stop->epoch, 5) << "4.4 is the best; 4.2 and 4.0 fall by less than a half";
  EXPECT_FALSE(stop->restored);
  EXPECT_EQ(w[0], 5);
}

TEST(Stopping, EpochsEndWithTheBestWeightsToo) {
  Experiment e;
  e.max_epochs = 4;
  e.stop.patience = 100;
  Stopping stopping;
  stopping.start(e, 1);
  std::vector<Scalar> w(1);
  const auto stop = run(stopping, {5, 2, 3, 4, 1}, w);
  ASSERT_TRUE(stop);
  EXPECT_EQ(stop->reason, Stop::Reason::epochs);
  EXPECT_TRUE(stop->restored);
  EXPECT_EQ(w[0], 2);
}

TEST(Stopping, TargetAndTime) {
  Experiment e;
  e.target = {"loss", 2.5, 0};
  e.stop.at_target = true;
  Stopping stopping;
  stopping.start(e, 1);
  std::vector<Scalar> w(1);
  auto stop = run(stopping, {5, 3, 2.5, 1}, w);
  ASSERT_TRUE(stop);
  EXPECT_EQ(stop->reason, Stop::Reason::target);
  EXPECT_EQ(stop->epoch, 3);
  e = {};
  e.stop.seconds = 2;
  stopping.start(e, 1);
  stopping.add_time(1.5);
  EXPECT_FALSE(stopping.end_of_epoch(1, {}, w));
  stopping.add_time(0.6);
  stop = stopping.end_of_epoch(2, {}, w);
  ASSERT_TRUE(stop);
  EXPECT_EQ(stop->reason, Stop::Reason::seconds);
}

std::unique_ptr<Trainer> make(const Experiment& e) {
  auto t = Trainer::create(e);
  EXPECT_TRUE(t.ok()) << t.error().describe();
  return std::move(*t);
}

bool train(Trainer& t, int64_t epochs) {
  const int64_t last = (t.epoch() + epochs) * t.steps_per_epoch();
  while (t.steps() < last && !t.stop()) {
    if (!t.step()) return false;
  }
  return true;
}

TEST(Stopping, ATrainerEndsWithTheLossThatItSays) {
  Experiment e = circle();
  e.data.size = 60;
  e.data.noise = 0.5;
  e.network.nodes[1].params["units"] = int64_t{40};
  e.optimizer.params["learning_rate"] = 0.05;
  e.stop.patience = 5;
  auto t = make(e);
  ASSERT_TRUE(train(*t, 400));
  ASSERT_TRUE(t->stop());
  EXPECT_EQ(t->stop()->reason, Stop::Reason::patience);
  EXPECT_EQ(t->stop()->epoch, t->stop()->best_epoch + 5);
  EXPECT_TRUE(t->stop()->restored);
  EXPECT_DOUBLE_EQ(t->evaluate(Split::validation).loss, t->stop()->best_loss);
  ASSERT_TRUE(t->step()) << "whoever goes on may";
  EXPECT_FALSE(t->stop());
}

TEST(Schedule, TheTrainersRateFollowsIt) {
  Experiment e = circle();
  e.optimizer = {"sgd", {{"learning_rate", 0.2}}};
  e.schedule = {"step", {{"step_size", int64_t{2}}, {"gamma", 0.5}}};
  auto t = make(e);
  EXPECT_DOUBLE_EQ(t->learning_rate(), 0.2);
  ASSERT_TRUE(train(*t, 2));
  EXPECT_DOUBLE_EQ(t->learning_rate(), 0.2) << "of the last step";
  ASSERT_TRUE(t->step());
  EXPECT_DOUBLE_EQ(t->learning_rate(), 0.1);
  e.optimizer.params["learning_rate"] = 0.4;
  ASSERT_TRUE(t->adopt(e)) << "the rate it starts from is live";
  ASSERT_TRUE(t->step());
  EXPECT_DOUBLE_EQ(t->learning_rate(), 0.2);
  e.schedule = {"exponential", {{"gamma", 0.9}, {"count", std::string("step")}}};
  ASSERT_TRUE(t->adopt(e)) << "and so is the schedule";
  const auto steps = static_cast<double>(t->steps());
  ASSERT_TRUE(t->step());
  EXPECT_NEAR(t->learning_rate(), 0.4 * std::pow(0.9, steps), 1e-12);
  t->reset();
  EXPECT_DOUBLE_EQ(t->learning_rate(), 0.4);
  e.schedule = {"magic", {}};
  EXPECT_FALSE(t->adopt(e));
  EXPECT_EQ(Trainer::create(e).error().describe(), "There is no schedule \"magic\"; choose another.");
}

TEST(Schedule, TheWeightsMoveByIt) {
  Experiment e = circle();
  e.optimizer = {"sgd", {{"learning_rate", 0.1}}};
  Experiment half = e;
  half.optimizer.params["learning_rate"] = 0.2;
  half.schedule = {"warmup", {{"total_iters", int64_t{1000}}, {"start_factor", 0.5}}};
  auto a = make(e), b = make(half);
  ASSERT_TRUE(a->step() && b->step());
  for (size_t i = 0; i < a->network().parameters().size(); ++i) {
    ASSERT_EQ(a->network().parameters()[i], b->network().parameters()[i]);
  }
}

TEST(Schedule, ReduceOnPlateauReadsTheValidationLoss) {
  Experiment e = circle();
  e.schedule = {"reduce_on_plateau", {{"patience", int64_t{0}}, {"threshold", 0.9}}};  // hardly any epoch is better
  auto t = make(e);
  ASSERT_TRUE(train(*t, 1));
  ASSERT_TRUE(train(*t, 1));
  ASSERT_TRUE(t->step());
  EXPECT_NEAR(t->learning_rate(), 0.002, 1e-12);
}

}  // namespace
}  // namespace engine
