// The training thread under fire: commands from one side, snapshots and events on the other. Run under TSan as well.
#include "engine/train/trainer_thread.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/engine/train/experiments.h"
#include "tests/engine/train/thread_reader.h"

namespace engine {
namespace {

using testing::circle;
using Reader = testing::ThreadReader;

// A slider that is drawn sends an experiment for each of its places. Those that others followed while one was being
// built are left out; the last one counts.
TEST(TrainerThread, LeavesOutExperimentsThatOthersFollowAtOnce) {
  Reader r;
  constexpr uint64_t count = 200;
  for (uint64_t i = 1; i <= count; ++i) {
    Experiment e = circle();
    e.network.find("dense1")->params["units"] = static_cast<int64_t>(200 + i);
    r.thread.post(command::Load{e, i, i == 1});
  }
  ASSERT_TRUE(r.until([&] { return r.last<event::Loaded>() && r.last<event::Loaded>()->revision == count; }));
  int64_t loaded = 0;
  for (const Event& e : r.events) loaded += std::holds_alternative<event::Loaded>(e);
  EXPECT_LT(loaded, 150);
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().revision == count; }));
}

TEST(TrainerThread, TrainsPausesAndShowsTheLastState) {
  Reader r;
  r.thread.post(command::Load{circle(), 7, true});
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch > 20; }));
  EXPECT_EQ(r.thread.snapshot().revision, 7u);
  EXPECT_GT(r.thread.snapshot().train.samples, 0);
  r.thread.post(command::Pause{});
  ASSERT_TRUE(r.until([&] { return r.last<event::Paused>() && !r.thread.snapshot().running; }));
  const int64_t step = r.thread.snapshot().step;
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  r.thread.take_snapshot();
  EXPECT_EQ(r.thread.snapshot().step, step) << "nothing trains while paused";
  EXPECT_GT(r.wakes.load(), 0);
}

// A state taken in full run is one between two steps, and another thread goes on from it.
TEST(TrainerThread, HandsOutItsStateWhileItTrains) {
  Reader r;
  r.thread.post(command::Capture{1});
  ASSERT_TRUE(r.until([&] { return r.last<event::Captured>(); }));
  EXPECT_FALSE(r.last<event::Captured>()->state) << "nothing trains yet";
  r.thread.post(command::Load{circle(), 1, true});
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch > 5; }));
  r.thread.post(command::Capture{2});
  ASSERT_TRUE(r.until([&] { return r.last<event::Captured>()->serial == 2; }));
  const std::shared_ptr<const Checkpoint> state = r.last<event::Captured>()->state;
  ASSERT_TRUE(state);
  const int64_t steps = state->counts.at("steps");
  EXPECT_GT(steps, 5);
  Reader other;
  other.thread.post(command::Load{circle(), 1, true, state});
  ASSERT_TRUE(other.until([&] { return other.thread.snapshot().step == steps; }));
  EXPECT_FALSE(other.last<event::Loaded>()->unfit);
  Experiment larger = circle();
  larger.network.nodes[1].params["units"] = int64_t{11};
  other.thread.post(command::Load{larger, 2, true, state});
  ASSERT_TRUE(other.until([&] { return other.last<event::Loaded>()->revision == 2; }));
  EXPECT_TRUE(other.last<event::Loaded>()->unfit);
  ASSERT_TRUE(other.until([&] { return other.thread.snapshot().revision == 2; }));
  EXPECT_EQ(other.thread.snapshot().step, 0);
}

TEST(TrainerThread, StepsExactlyOneBatchAndOneEpoch) {
  Reader r;
  r.thread.post(command::Load{circle(), 1, true});
  r.thread.post(command::Step{1, 0});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().step == 1; }));
  r.thread.post(command::Step{0, 1});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch == 1; }));
  EXPECT_EQ(r.thread.snapshot().step, r.thread.snapshot().steps_per_epoch);
}

TEST(TrainerThread, EventsOfEveryEarlyEpochArrive) {
  Reader r;
  r.thread.post(command::Load{circle(), 1, true});
  for (int i = 0; i < 30; ++i) r.thread.post(command::Step{0, 1});
  ASSERT_TRUE(r.until([&] { return r.last<event::MetricPoint>() && r.last<event::MetricPoint>()->epoch >= 1; }));
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.last<event::MetricPoint>()->epoch >= 200; }));
  int64_t expected = 1;
  for (const Event& e : r.events) {
    const auto* p = std::get_if<event::MetricPoint>(&e);
    if (!p || p->epoch > 200) continue;
    EXPECT_EQ(p->epoch, expected++);
  }
}

TEST(TrainerThread, WatchedTensorsHaveTheirShapes) {
  Reader r;
  r.thread.post(command::SetWatches{{{"dense1", Watched::surface, 20},
                                     {"dense1", Watched::weight, 0},
                                     {"dense1", Watched::gradient, 0},
                                     {"dense1", Watched::bias, 0},
                                     {"dense2", Watched::pre_activation, 0},
                                     {"nobody", Watched::weight, 0}}});
  r.thread.post(command::Load{circle(), 1, true});
  r.thread.post(command::Step{1, 0});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().step == 1; }));
  const Snapshot& s = r.thread.snapshot();
  const WatchedTensor* surface = s.find("dense1", Watched::surface);
  ASSERT_TRUE(surface);
  EXPECT_EQ(surface->shape, (Shape{6, 20, 20}));
  EXPECT_EQ(surface->values.size(), 6u * 400);
  EXPECT_GE(surface->low, -1);
  EXPECT_LE(surface->high, 1);
  EXPECT_EQ(s.find("dense1", Watched::weight)->shape, (Shape{6, 2}));
  EXPECT_EQ(s.find("dense1", Watched::gradient)->shape, (Shape{6, 2}));
  EXPECT_EQ(s.find("dense1", Watched::bias)->shape, (Shape{6}));
  EXPECT_GT(s.find("dense2", Watched::pre_activation)->values.size(), 0u);
  EXPECT_TRUE(s.find("nobody", Watched::weight)->values.empty());
}

TEST(TrainerThread, ABrokenExperimentIsAFailureAndTheThreadAnswersOn) {
  Reader r;
  Experiment broken = circle();
  broken.network.nodes[1].type = "nonsense";
  r.thread.post(command::Load{broken, 1, true});
  ASSERT_TRUE(r.until([&] { return r.last<event::Failed>() != nullptr; }));
  EXPECT_EQ(r.last<event::Failed>()->error.where, "dense1");
  EXPECT_FALSE(r.thread.snapshot().valid);
  r.thread.post(command::Load{circle(), 2, false});
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch > 2; }));
}

TEST(TrainerThread, UndoneDeletionBringsTheWeightsBack) {
  Reader r;
  r.thread.post(command::SetWatches{{{"dense2", Watched::weight, 0}}});
  r.thread.post(command::Load{circle(), 1, true});
  r.thread.post(command::Step{0, 3});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch == 3 && !r.thread.snapshot().tensors.empty(); }));
  const std::vector<float> before = r.thread.snapshot().find("dense2", Watched::weight)->values;
  Experiment without = circle();
  remove_node(without.network, "dense2");
  r.thread.post(command::Load{without, 2, false});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().revision == 2; }));
  r.thread.post(command::Load{circle(), 3, false});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().revision == 3; }));
  EXPECT_EQ(r.thread.snapshot().find("dense2", Watched::weight)->values, before);
}

TEST(TrainerThread, DivergencePausesWithAnEvent) {
  Reader r;
  Experiment e = circle();
  e.data.source = {"plane", {}};
  e.loss = {"mse", {}};
  e.network = testing::chain({testing::dense("dense1", 6, "relu"), testing::dense("dense3", 1, "linear")});
  e.optimizer = {"sgd", {{"learning_rate", 10.0}}};
  r.thread.post(command::Load{e, 1, true});
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.last<event::Diverged>() != nullptr; }));
  ASSERT_TRUE(r.until([&] { return !r.thread.snapshot().running; }));
}

TEST(TrainerThread, SaysWhyItStoppedAndShowsTheBestWeights) {
  Reader r;
  Experiment e = circle();
  e.data.size = 60;
  e.data.noise = 0.5;
  e.network.nodes[1].params["units"] = int64_t{40};
  e.optimizer.params["learning_rate"] = 0.05;
  e.stop.patience = 5;
  r.thread.post(command::Load{e, 1, true});
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.last<event::Paused>() && !r.thread.snapshot().running; }));
  const event::Paused& paused = *r.last<event::Paused>();
  EXPECT_TRUE(paused.finished);
  ASSERT_TRUE(paused.stop);
  EXPECT_EQ(paused.stop->reason, Stop::Reason::patience);
  EXPECT_TRUE(paused.stop->restored);
  EXPECT_DOUBLE_EQ(r.thread.snapshot().validation.loss, paused.stop->best_loss);
  EXPECT_EQ(r.last<event::MetricPoint>()->epoch, paused.stop->epoch);
}

// A unit is switched off, and a weight is written, while nothing trains: the measures follow at once, of a set so large
// that they are else left as they are until the end of an epoch.
TEST(TrainerThread, MeasuresAgainWhenAUnitIsSwitchedOffAtRest) {
  Reader r;
  Experiment e = circle();
  e.data.size = 20000;
  e.network.nodes[1].params["units"] = int64_t{200};
  e.batch_size = 1000;
  r.thread.post(command::Load{e, 1, true});
  r.thread.post(command::Step{3, 0});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().step == 3; }));
  const double before = r.thread.snapshot().validation.loss;
  e.network.nodes[2].masks.off_units = {0, 1};
  r.thread.post(command::Load{e, 2, false});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().revision == 2; }));
  const double off = r.thread.snapshot().validation.loss;
  EXPECT_NE(off, before);
  EXPECT_EQ(r.thread.snapshot().step, 3) << "nothing started again";
  r.thread.post(command::SetWeight{"dense3", "weight", 2, 4});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().validation.loss != off; }));
  const double written = r.thread.snapshot().validation.loss;
  e.network.nodes[2].masks.off_units = {};
  r.thread.post(command::Load{e, 3, false});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().revision == 3; }));
  EXPECT_NE(r.thread.snapshot().validation.loss, written);
  r.thread.post(command::SetWeight{"nobody", "weight", 2, 4});
  r.thread.post(command::SetWeight{"dense3", "weight", 1 << 20, 4});
  r.thread.post(command::Step{1, 0});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().step == 4; }));
}

TEST(TrainerThread, TellsTheLearningRateOfTheSchedule) {
  Reader r;
  Experiment e = circle();
  e.schedule = {"exponential", {{"gamma", 0.5}}};
  r.thread.post(command::Load{e, 1, true});
  r.thread.post(command::Step{0, 1});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch == 1; }));
  r.thread.post(command::Step{0, 1});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().epoch == 2; }));
  EXPECT_DOUBLE_EQ(r.thread.snapshot().learning_rate, 0.01);
  EXPECT_DOUBLE_EQ(r.last<event::MetricPoint>()->learning_rate, 0.01);
}

TEST(TrainerThread, ChangesTheNumberOfThreadsWhileItTrains) {
  Reader r;
  r.thread.post(command::Load{circle(), 1, true});
  r.thread.post(command::Run{});
  for (const int threads : {2, 3, 1, 2, 1}) {
    r.thread.post(command::SetThreads{threads});
    ASSERT_TRUE(r.until([&] { return r.thread.snapshot().threads == threads; }));
  }
}

TEST(TrainerThread, PaceLimitsTheSteps) {
  Reader r;
  r.thread.post(command::Load{circle(), 1, true});
  r.thread.post(command::SetPace{100});
  r.thread.post(command::Run{});
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().step > 5; }));
  const auto start = std::chrono::steady_clock::now();
  const int64_t first = r.thread.snapshot().step;
  ASSERT_TRUE(r.until([&] { return r.thread.snapshot().step > first + 50; }));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_GT(seconds, 0.25) << "50 steps at 100 a second, with room for the machine's own pace";
}

TEST(TrainerThread, SurvivesAStormOfCommands) {
  Reader r;
  for (uint64_t i = 0; i < 200; ++i) {
    Experiment e = circle();
    e.network.nodes[1].params["units"] = static_cast<int64_t>(1 + i % 9);
    e.batch_size = static_cast<int64_t>(1 + i % 50);
    if (i % 2 == 0) e.network.nodes[1].masks = {.off_units = {static_cast<int64_t>(i % 9)}, .weights = {{0, 1, 0}}};
    r.thread.post(command::Load{e, i, i % 17 == 0});
    r.thread.post(command::SetWatches{{{"dense1", Watched::surface, static_cast<int>(8 + i % 30)}}});
    if (i % 3 == 0) r.thread.post(command::Run{});
    if (i % 5 == 0) r.thread.post(command::Reset{});
    if (i % 7 == 0) r.thread.post(command::NewWeights{i});
    if (i % 4 == 0) r.thread.post(command::SetWeight{"dense1", "weight", static_cast<int64_t>(i % 7), 0.5});
    r.thread.take_snapshot();
  }
  r.thread.post(command::Run{});
  EXPECT_TRUE(r.until([&] { return r.thread.snapshot().revision == 199 && r.thread.snapshot().epoch > 1; }));
}

}  // namespace
}  // namespace engine
