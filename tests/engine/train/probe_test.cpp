// Asking the training thread about a sample that is not in the data.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <limits>

#include "engine/io/project_file.h"
#include "engine/train/trainer_thread.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::circle;

class Asker {
 public:
  explicit Asker(Experiment e) {
    thread.post(
        command::SetWatches{{{"dense1", Watched::sample, 0, kProbeRow}, {"dense3", Watched::sample, 0, kProbeRow}}});
    thread.post(command::Load{std::move(e), 1, true});
  }
  bool until(const std::function<bool(const Snapshot&)>& done) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < limit) {
      if (thread.take_snapshot() && done(thread.snapshot())) return true;
      std::this_thread::yield();
    }
    return false;
  }
  bool ask(std::vector<Scalar> values, Shape shape) {
    thread.post(command::SetProbe{std::move(values), shape, ++serial});
    return until([&](const Snapshot& s) { return s.valid && s.probe == serial; });
  }
  std::vector<float> answer(const char* node = "dense3") const {
    const WatchedTensor* t = thread.snapshot().find(node, Watched::sample);
    return t ? t->values : std::vector<float>();
  }

  TrainerThread thread;
  uint64_t serial = 0;
};

// A fresh trainer of the same experiment has the same weights.
std::vector<float> expected(const Experiment& e, const std::vector<Scalar>& raw, const char* node) {
  auto t = Trainer::create(e);
  Tensor sample;
  sample.resize(1, (*t)->data().input_shape);
  (*t)->data().transform(raw.data(), sample.row(0));
  (*t)->probe(sample.view());
  const ConstView a = (*t)->network().activation((*t)->network().find(node));
  return {a.data, a.data + a.count()};
}

TEST(Probe, EveryNodeAnswersToASampleInRawUnits) {
  Experiment e = circle();
  engine::set_standardise(e.data, true);
  Asker a(e);
  const std::vector<Scalar> raw{Scalar(1.5), Scalar(-2.25)};
  ASSERT_TRUE(a.ask(raw, {2}));
  EXPECT_FALSE(a.thread.snapshot().probe_error);
  EXPECT_EQ(a.answer("dense1"), expected(e, raw, "dense1"));
  EXPECT_EQ(a.answer("dense3"), expected(e, raw, "dense3"));
}

TEST(Probe, AskedForARowItAnswersAsForThatRow) {
  Asker a(circle());
  ASSERT_TRUE(a.ask({0, 0}, {2}));
  const Scalar* row = a.thread.snapshot().data->raw.inputs.row(17);
  ASSERT_TRUE(a.ask({row[0], row[1]}, {2}));
  const std::vector<float> probed = a.answer();
  a.thread.post(command::SetWatches{{{"dense3", Watched::sample, 0, 17}}});
  ASSERT_TRUE(a.until([](const Snapshot& s) {
    const WatchedTensor* t = s.find("dense3", Watched::sample);
    return t && t->watch.row == 17;
  }));
  EXPECT_EQ(a.answer(), probed);
}

TEST(Probe, TheNewestWins) {
  Asker a(circle());
  ASSERT_TRUE(a.ask({1, 1}, {2}));
  const std::vector<float> first = a.answer();
  for (int i = 0; i < 200; ++i) {
    a.thread.post(command::SetProbe{{Scalar(i) / 100, Scalar(0.5)}, {2}, ++a.serial});
  }
  ASSERT_TRUE(a.ask({1, 1}, {2}));
  EXPECT_EQ(a.answer(), first);
}

TEST(Probe, FollowsTheWeightsWhileTraining) {
  Asker a(circle());
  ASSERT_TRUE(a.ask({1, 1}, {2}));
  const std::vector<float> untrained = a.answer();
  a.thread.post(command::Run{});
  ASSERT_TRUE(a.until([](const Snapshot& s) { return s.epoch > 5; }));
  EXPECT_NE(a.answer(), untrained);
  ASSERT_TRUE(a.ask({-1, 2}, {2}));
  EXPECT_TRUE(a.thread.snapshot().running);
  EXPECT_FALSE(a.answer().empty());
}

// Whoever asks does not change what is learned.
TEST(Probe, TrainingGivesTheSameBitsWithAndWithoutIt) {
  std::vector<std::vector<float>> weights;
  for (const bool asks : {false, true}) {
    Asker a(circle());
    a.thread.post(command::SetWatches{{{"dense2", Watched::weight}, {"dense3", Watched::sample, 0, kProbeRow}}});
    for (int epoch = 1; epoch <= 5; ++epoch) {
      if (asks) a.thread.post(command::SetProbe{{Scalar(epoch), 0}, {2}, ++a.serial});
      a.thread.post(command::Step{0, 1});
      ASSERT_TRUE(a.until([&](const Snapshot& s) { return s.epoch == epoch; }));
    }
    weights.push_back(a.thread.snapshot().find("dense2", Watched::weight)->values);
  }
  EXPECT_EQ(weights[0], weights[1]);
}

TEST(Probe, WhatDoesNotFitIsRefusedInASentence) {
  Asker a(circle());
  ASSERT_TRUE(a.ask({1, 1, 1}, {3}));
  ASSERT_TRUE(a.thread.snapshot().probe_error);
  EXPECT_EQ(a.thread.snapshot().probe_error->what.format(),
            "A sample of this data has the shape 2, but the one to try has 3 with 3 numbers. Make it anew.");
  EXPECT_TRUE(a.answer().empty());
  ASSERT_TRUE(a.ask({1, 1, 1}, {2}));
  EXPECT_TRUE(a.thread.snapshot().probe_error);
  ASSERT_TRUE(a.ask({1, std::numeric_limits<Scalar>::quiet_NaN()}, {2}));
  ASSERT_TRUE(a.thread.snapshot().probe_error);
  EXPECT_NE(a.thread.snapshot().probe_error->what.format().find("number 2"), std::string::npos);
  ASSERT_TRUE(a.ask({1, 1}, {2}));
  EXPECT_FALSE(a.thread.snapshot().probe_error);
  EXPECT_FALSE(a.answer().empty());
}

// Another network on the same data goes on answering; other data refuses, and nothing is shown any more when the probe
// is taken away.
TEST(Probe, OutlivesEditsUntilItIsTakenAway) {
  Asker a(circle());
  ASSERT_TRUE(a.ask({1, 1}, {2}));
  Experiment wider = circle();
  wider.network.nodes[1].params["units"] = int64_t{9};
  a.thread.post(command::Load{wider, 2, false});
  ASSERT_TRUE(a.until([](const Snapshot& s) { return s.revision == 2; }));
  EXPECT_EQ(a.answer("dense1").size(), 9u);
  Experiment other = circle();
  other.data.source = {"sine", {}};
  other.loss = {"mse", {}};
  a.thread.post(command::Load{other, 3, true});
  ASSERT_TRUE(a.until([](const Snapshot& s) { return s.revision == 3; }));
  EXPECT_TRUE(a.thread.snapshot().probe_error);
  EXPECT_TRUE(a.answer().empty());
  a.thread.post(command::SetProbe{});
  ASSERT_TRUE(a.until([](const Snapshot& s) { return s.probe == 0; }));
  EXPECT_FALSE(a.thread.snapshot().probe_error);
  EXPECT_TRUE(a.answer().empty());
}

// Prints how long an answer takes on LeNet; asserts that there is one, not how soon.
TEST(Probe, LeNetAnswersWhilePausedAndWhileTraining) {
  const Result<Project> project = load_project(GLASSNET_SOURCE_DIR "/assets/projects/lenet_digits.json");
  ASSERT_TRUE(project.ok());
  std::vector<Watch> watches;
  for (const NodeSpec& node : project->experiment.network.nodes)
    watches.push_back({node.id, Watched::sample, 0, kProbeRow});
  Asker a(project->experiment);
  a.thread.post(command::SetWatches{watches});
  ASSERT_TRUE(a.until([](const Snapshot& s) { return s.valid; }));
  const Shape shape = a.thread.snapshot().data->raw.inputs.shape();
  for (const bool trains : {false, true}) {
    if (trains) a.thread.post(command::Run{});
    std::vector<double> ms;
    for (int i = 0; i < 40; ++i) {
      const auto began = std::chrono::steady_clock::now();
      ASSERT_TRUE(a.ask(std::vector<Scalar>(static_cast<size_t>(shape.count()), Scalar(i) / 40), shape));
      ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
    std::sort(ms.begin(), ms.end());
    std::printf("LeNet, %s: median %.2f ms, worst of 40 %.2f ms\n", trains ? "training" : "paused", ms[20], ms.back());
  }
}

}  // namespace
}  // namespace engine
