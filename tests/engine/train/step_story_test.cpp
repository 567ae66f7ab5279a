// Slow motion: a step in parts, looked at in between, gives the same bits as a whole one; its story is told in order;
// and the training thread stops at each line and leaves it at once.
#include "engine/train/step_story.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "engine/io/project_file.h"
#include "engine/train/observer.h"
#include "tests/engine/sample_projects.h"
#include "tests/engine/train/task_experiments.h"
#include "tests/engine/train/thread_reader.h"

namespace engine {
namespace {

using testing::adversarial;
using testing::circle;
using testing::trainer_of;
using Tells = StoryLine::Tells;

// Everything of every node, as a window may ask for it.
std::vector<Watch> all_of(const NetworkSpec& network) {
  std::vector<Watch> watches;
  for (const NodeSpec& node : network.nodes) {
    watches.push_back({node.id, Watched::surface, 5});
    for (const Watched what : {Watched::weight, Watched::gradient, Watched::sample, Watched::answer_gradient,
                               Watched::batch, Watched::answers}) {
      watches.push_back({node.id, what});
    }
  }
  return watches;
}

class SlowProjects : public ::testing::TestWithParam<std::string> {};

TEST_P(SlowProjects, GiveTheBitsOfFullSpeed) {
  const auto project = load_project(testing::sample_path(GetParam()));
  ASSERT_TRUE(project.ok());
  Experiment e = project->experiment;
  e.data.size = std::min<int64_t>(e.data.size, 200);
  const auto fast = trainer_of(e);
  ASSERT_TRUE(fast);
  auto made = Trainer::create(e, nullptr, fast->shared_data());
  ASSERT_TRUE(made.ok());
  Trainer& slow = **made;
  Observer observer;
  observer.attach(slow);
  observer.watch(all_of(e.network));
  StepStory story;
  Snapshot picture;
  const int steps = fast->task_type().acts ? 2 : 3;
  for (int i = 0; i < steps; ++i) {
    ASSERT_TRUE(fast->step());
    int number = 0;
    for (StepStory::Went went; (went = story.next(slow)) != StepStory::Went::step_over;) {
      ASSERT_EQ(went, StepStory::Went::told);
      EXPECT_EQ(story.told().number, ++number);
      EXPECT_EQ(slow.steps(), i) << "still in this step";
      observer.fill(picture, slow);
    }
    EXPECT_GE(number, 4);
    EXPECT_EQ(story.told().count, number);
    EXPECT_EQ(slow.batch_loss(), fast->batch_loss());
  }
  EXPECT_TRUE(slow.checkpoint() == fast->checkpoint());
}

INSTANTIATE_TEST_SUITE_P(Slow, SlowProjects, ::testing::ValuesIn(testing::sample_projects()),
                         [](const auto& test) { return test.param; });

TEST(StepStory, WhatIsToldIsSo) {
  const auto t = trainer_of(circle());
  StepStory story;
  const auto weights = [&] {
    return std::vector<Scalar>(t->network().parameters().begin(), t->network().parameters().end());
  };
  const auto gradients = [&] {
    return std::vector<Scalar>(t->network().gradients().begin(), t->network().gradients().end());
  };
  const auto none = gradients();
  const auto before = weights();
  std::vector<Tells> order;
  while (story.next(*t) == StepStory::Went::told) {
    const Tells tells = story.told().line->tells;
    order.push_back(tells);
    EXPECT_EQ(gradients() != none, tells == Tells::loss || tells == Tells::backward || tells == Tells::update);
    EXPECT_EQ(weights() != before, tells == Tells::update);
    if (tells == Tells::loss) {
      EXPECT_EQ(story.told().loss, t->update_loss());
    }
  }
  EXPECT_EQ(order, (std::vector{Tells::samples, Tells::forward, Tells::loss, Tells::backward, Tells::update}));
  EXPECT_EQ(t->steps(), 1);
}

TEST(StepStory, EveryTaskTellsItsUpdatesInTheirOrder) {
  for (const TaskType* task : tasks().entries()) {
    ASSERT_FALSE(task->story.empty()) << task->id;
    const int kinds = task->parts.empty() ? 1 : 2;
    for (int kind = 0; kind < kinds; ++kind) {
      std::vector<Tells> told;
      for (const StoryLine& line : task->story) {
        EXPECT_LT(line.part, static_cast<int>(task->parts.size())) << task->id;
        if (kinds == 1 || line.update == kind) told.push_back(line.tells);
      }
      ASSERT_FALSE(told.empty()) << task->id;
      EXPECT_EQ(told.back(), Tells::update) << task->id;
      EXPECT_EQ(std::ranges::count(told, Tells::loss), 1) << task->id;
      EXPECT_LT(std::ranges::find(told, Tells::loss), std::ranges::find(told, Tells::backward)) << task->id;
    }
  }
}

// The parts of the network that a step has moved.
std::pair<bool, bool> moved(Trainer& t, NetworkPart only) {
  const std::vector<Scalar> before(t.network().parameters().begin(), t.network().parameters().end());
  t.only(only);
  EXPECT_TRUE(t.step());
  std::pair<bool, bool> out;
  for (size_t i = 0; i < t.network().spec().nodes.size(); ++i) {
    const int node = static_cast<int>(i);
    for (const NodeParameter& p : t.network().node_parameters(node)) {
      const auto begin = static_cast<size_t>(p.offset), count = static_cast<size_t>(p.spec.shape.count());
      const bool same = std::equal(before.begin() + static_cast<std::ptrdiff_t>(begin),
                                   before.begin() + static_cast<std::ptrdiff_t>(begin + count),
                                   t.network().parameters().begin() + static_cast<std::ptrdiff_t>(begin));
      (t.network().part_of(node) == NetworkPart::behind ? out.second : out.first) |= !same;
    }
  }
  return out;
}

TEST(StepStory, OneNetworkOfTwoMovesAlone) {
  for (const char* who : {"both", "discriminator", "generator"}) {
    Experiment e = adversarial();
    e.task.params["moves"] = std::string(who);
    const auto t = trainer_of(e);
    EXPECT_EQ(moved(*t, NetworkPart::front), std::pair(true, false)) << who;
    EXPECT_EQ(moved(*t, NetworkPart::behind), std::pair(false, true)) << who;
    const bool both = std::string_view(who) == "both";
    EXPECT_EQ(moved(*t, NetworkPart::whole), std::pair(both || std::string_view(who) == "generator",
                                                       both || std::string_view(who) == "discriminator"));
    EXPECT_EQ(t->steps(), 3);
  }
}

class SlowThread : public ::testing::Test, protected testing::ThreadReader {
 protected:
  int told() const { return thread.snapshot().told.number; }
  int64_t step() const { return thread.snapshot().step; }
  Checkpoint captured() {
    thread.post(command::Capture{++serial});
    const event::Captured* found = nullptr;
    EXPECT_TRUE(until([&] {
      for (const Event& e : events) {
        const auto* c = std::get_if<event::Captured>(&e);
        if (c && c->serial == serial) found = c;
      }
      return found != nullptr;
    }));
    return found && found->state ? *found->state : Checkpoint{};
  }
  uint64_t serial = 0;
};

TEST_F(SlowThread, StepsLineByLineAndPauses) {
  thread.post(command::Load{circle(), 1, true});
  thread.post(command::SetPace{0, true});
  for (int i = 1; i <= 5; ++i) {
    thread.post(command::Step{1, 0});
    ASSERT_TRUE(until([&] { return told() == i; })) << i;
    EXPECT_EQ(step(), 0);
    EXPECT_EQ(thread.snapshot().told.count, 5);
    EXPECT_FALSE(thread.snapshot().running);
  }
  thread.post(command::Step{1, 0});
  ASSERT_TRUE(until([&] { return told() == 1 && step() == 1; })) << "the next step";
  thread.post(command::Step{0, 1});
  ASSERT_TRUE(until([&] { return thread.snapshot().epoch == 1; }));
  EXPECT_EQ(told(), 0);
}

TEST_F(SlowThread, LeavesALineAtOnceAndEndsAtTheSameBits) {
  const Experiment e = adversarial();
  thread.post(command::Load{e, 1, true});
  thread.post(command::SetPace{0, true});
  thread.post(command::Run{});
  ASSERT_TRUE(until([&] { return told() == 1; }));
  const auto begin = std::chrono::steady_clock::now();
  thread.post(command::Pause{});
  ASSERT_TRUE(until([&] { return !thread.snapshot().running; }));
  EXPECT_EQ(told(), 1) << "paused within the step";
  for (int i = 2; i <= 7; ++i) {
    thread.post(command::Step{1, 0});
    ASSERT_TRUE(until([&] { return told() == i; }));
  }
  thread.post(command::SetPace{0});  // the step is finished
  ASSERT_TRUE(until([&] { return step() == 1; }));
  EXPECT_EQ(told(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(15)) << "no line was waited for";
  const auto same = trainer_of(e);
  ASSERT_TRUE(same->step());
  EXPECT_TRUE(captured() == same->checkpoint());
}

TEST_F(SlowThread, ForgetsTheStoryWhereTrainingStartsAnew) {
  thread.post(command::Load{circle(), 1, true});
  thread.post(command::SetPace{0, true});
  for (int i = 1; i <= 4; ++i) {
    thread.post(command::Step{1, 0});
    ASSERT_TRUE(until([&] { return told() == i; }));
  }
  thread.post(command::Reset{});
  ASSERT_TRUE(until([&] { return told() == 0; }));
  EXPECT_EQ(step(), 0);
  EXPECT_TRUE(captured() == trainer_of(circle())->checkpoint());
}

TEST_F(SlowThread, ShowsOneNetworkOfTwo) {
  thread.post(command::Load{adversarial(), 1, true});
  thread.post(command::SetPace{0, true});
  thread.post(command::Step{1, 0, NetworkPart::front});
  ASSERT_TRUE(until([&] { return told() == 1; }));
  EXPECT_EQ(thread.snapshot().told.count, 5);
  EXPECT_EQ(thread.snapshot().told.line->update, 0);
  thread.post(command::Step{1, 0, NetworkPart::behind});  // the step of the other is over then
  ASSERT_TRUE(until([&] { return step() == 1 && told() == 1; }));
  EXPECT_EQ(thread.snapshot().told.line->update, 1);
}

}  // namespace
}  // namespace engine
