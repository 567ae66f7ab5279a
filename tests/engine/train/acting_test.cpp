// Learning by acting: targets against their formulas, that it replays bit for bit, allocates nothing (in
// allocation_test), stays within its rules, and learns.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engine/core/parallel.h"
#include "engine/environments/episode.h"
#include "engine/io/project_file.h"
#include "engine/tasks/exploration.h"
#include "engine/tasks/replay.h"
#include "engine/train/trainer.h"
#include "tests/engine/train/task_experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;
using testing::trainer_of;

Experiment acting(const char* task, const char* world) {
  Experiment e;
  e.task = {task, {{"measured", int64_t{10}}}};
  e.data.source = {world, {}};
  e.data.size = 200;
  e.data.noise = 0;
  e.data.steps.clear();
  const DatasetType& type = *datasets().find(world);
  const bool critic = e.task.type == "actor_critic" || e.task.type == "reinforce";
  const auto outputs = static_cast<int64_t>(type.environment->actions.size()) + (critic ? 1 : 0);
  std::vector<NodeSpec> nodes;
  if (type.kind == SampleKind::image) nodes.push_back({"flat", "flatten", "", {}, false});
  nodes.push_back(dense("hidden", 16, "tanh"));
  nodes.push_back(dense("out", outputs, "linear"));
  e.network = chain(std::move(nodes));
  e.batch_size = 32;
  e.optimizer = {"adam", {{"learning_rate", 0.003}}};
  return e;
}

std::vector<Experiment> all() {
  std::vector<Experiment> list;
  for (const char* task : {"dqn", "q_learning", "actor_critic", "reinforce"}) {
    for (const char* world : {"cart_pole", "mountain_car", "grid_world", "catch_ball"}) {
      list.push_back(acting(task, world));
    }
  }
  return list;
}

std::vector<Scalar> weights_of(const Trainer& t) {
  const auto w = t.network().parameters();
  return {w.begin(), w.end()};
}

TEST(Acting, EveryTaskRunsInEveryWorldAndReplays) {
  for (const Experiment& e : all()) {
    SCOPED_TRACE(e.task.type + " in " + e.data.source.type);
    const auto t = trainer_of(e);
    ASSERT_TRUE(t);
    const std::vector<Scalar> before = weights_of(*t);
    for (int i = 0; i < 12; ++i) ASSERT_TRUE(t->step());
    const std::vector<Scalar> once = weights_of(*t);
    EXPECT_NE(before, once);
    ASSERT_TRUE(t->acting());
    EXPECT_GT(t->acting()->steps, 0);
    const Metrics m = t->evaluate(Split::validation);
    EXPECT_EQ(m.samples, 10);
    EXPECT_TRUE(std::isfinite(m.episode_return));
    EXPECT_TRUE(metric_value(m, "episode_return").has_value());
    EXPECT_FALSE(metric_value(m, "loss").has_value());
    EXPECT_EQ(t->evaluate(Split::validation).episode_return, m.episode_return);
    t->reset();
    EXPECT_EQ(t->acting()->steps, 0);
    for (int i = 0; i < 12; ++i) {
      t->step();
      (void)t->evaluate(Split::validation);  // looking changes nothing
    }
    EXPECT_EQ(weights_of(*t), once);
    set_thread_count(3);
    const auto other = trainer_of(e);
    for (int i = 0; i < 12; ++i) other->step();
    set_thread_count(1);
    EXPECT_EQ(weights_of(*other), once);
  }
}

TEST(Acting, SaysWhatDoesNotFit) {
  const auto refusal = [](const Experiment& e) {
    const auto made = Trainer::create(e);
    return made.ok() ? "" : made.error().what.format();
  };
  Experiment e = acting("dqn", "cart_pole");
  e.data.source = {"spiral", {}};
  EXPECT_NE(refusal(e).find("choose one of the worlds"), std::string::npos);
  e = acting("dqn", "cart_pole");
  e.network.find("out")->params["units"] = int64_t{3};
  EXPECT_EQ(refusal(e), "The network ends in 3 numbers, but needs 2: what each action is worth.");
  e = acting("actor_critic", "cart_pole");
  e.network.find("out")->params["units"] = int64_t{2};
  EXPECT_NE(refusal(e).find("needs 3: a score for each action"), std::string::npos);
}

TEST(Acting, WhatWasGatheredSurvivesALiveChange) {
  Experiment e = acting("dqn", "cart_pole");
  const auto t = trainer_of(e);
  for (int i = 0; i < 20; ++i) t->step();
  const ActingReport before = *t->acting();
  EXPECT_GT(before.replay_size, 500);
  e.optimizer.params["learning_rate"] = 0.001;
  e.task.params["gamma"] = 0.9;
  e.task.params["measured"] = int64_t{3};
  ASSERT_TRUE(t->adopt(e));
  EXPECT_EQ(t->acting()->replay_size, before.replay_size);
  EXPECT_EQ(t->acting()->episodes, before.episodes);
  EXPECT_EQ(t->evaluate(Split::validation).samples, 3);
  ASSERT_TRUE(t->step());
  EXPECT_EQ(t->acting()->replay_size, before.replay_size + 1);
  // Of REINFORCE a pass has room for a batch and the rest of an episode; what is larger needs another network.
  Experiment r = acting("reinforce", "cart_pole");
  const auto episodes = trainer_of(r);
  r.batch_size = 1;
  ASSERT_TRUE(episodes->adopt(r));
  EXPECT_TRUE(episodes->step());
  r.batch_size = 150;
  EXPECT_FALSE(episodes->adopt(r));
}

// With one weight for each state and action, and SGD, the weights are the table of the textbook.
TEST(QLearning, IsTheTable) {
  Experiment e = acting("q_learning", "grid_world");
  e.network = chain(
      {{"table", "dense", "", {{"units", int64_t{4}}, {"activation", std::string("linear")}, {"bias", false}}, false}});
  e.optimizer = {"sgd", {{"learning_rate", 0.5}}};
  e.batch_size = 1;
  e.task.params["epsilon_start"] = 0.3;
  e.task.params["epsilon_end"] = 0.3;
  const auto t = trainer_of(e);
  const auto w = t->network().parameters();
  const int64_t cells = t->data().input_shape.count();
  ASSERT_EQ(t->network().node_parameters(1).size(), 1u);
  std::vector<double> table(w.begin(), w.begin() + 4 * cells);  // [action][cell]
  const auto q = [&](int64_t action, int64_t cell) -> double& {
    return table[static_cast<size_t>(action * cells + cell)];
  };
  const auto best = [&](int64_t cell) {
    int64_t k = 0;
    for (int64_t a = 1; a < 4; ++a) k = q(a, cell) > q(k, cell) ? a : k;
    return k;
  };
  // The same random numbers, in the order in which the task draws them.
  Rng rng(e.batch_seed, 3);
  Episode episode(*t->data().raw.world);
  bool running = false;
  for (int step = 0; step < 400; ++step) {
    ASSERT_TRUE(t->step());
    if (!running) episode.start(rng);
    const auto cell = static_cast<int64_t>(episode.environment().state()[0]);
    const int64_t action = rng.uniform() < 0.3 ? static_cast<int64_t>(rng.below(4)) : best(cell);
    const Episode::Outcome now = episode.step(static_cast<int>(action), rng);
    const auto next = static_cast<int64_t>(episode.environment().state()[0]);
    const double target = now.reward + (now.terminated ? 0 : 0.99 * q(best(next), next));
    q(action, cell) += 0.5 * (target - q(action, cell));
    running = !now.over();
    for (size_t i = 0; i < table.size(); ++i) ASSERT_NEAR(static_cast<double>(w[i]), table[i], 1e-5) << step;
  }
}

// One update with SGD against targets that are worked out here, from a replay buffer with a single transition: every
// draw is the same.
TEST(Dqn, TargetsAreThoseOfThePapers) {
  for (const bool twice : {false, true}) {
    Experiment e = acting("dqn", "grid_world");
    e.network = chain({{"q", "dense", "", {{"units", int64_t{4}}, {"activation", std::string("linear")}}, false}});
    e.optimizer = {"sgd", {{"learning_rate", 0.1}}};
    e.task.params.insert({{"double", twice},
                          {"warm_up", int64_t{1}},
                          {"target_every", int64_t{2}},
                          {"epsilon_start", 0.0},
                          {"epsilon_end", 0.0},
                          {"loss", std::string("squared")}});
    e.batch_size = 1;
    const auto t = trainer_of(e);
    Network& net = t->network();
    const int64_t cells = t->data().input_shape.count();
    const int64_t bias = net.node_parameters(1)[1].offset;
    std::vector<double> q(net.parameters().begin(), net.parameters().end());
    std::vector<double> target = q;
    const auto value = [&](const std::vector<double>& of, int64_t a, int64_t cell) {
      return of[static_cast<size_t>(a * cells + cell)] + of[static_cast<size_t>(bias + a)];
    };
    const auto best = [&](const std::vector<double>& of, int64_t cell) {
      int64_t k = 0;
      for (int64_t a = 1; a < 4; ++a) k = value(of, a, cell) > value(of, k, cell) ? a : k;
      return k;
    };
    struct Seen {
      int64_t from, action, to;
      double reward;
      bool terminated;
    };
    std::vector<Seen> memory;
    Rng rng(e.batch_seed, 3);
    Episode episode(*t->data().raw.world);
    bool running = false;
    const auto meet = [&](bool any) {
      if (!running) episode.start(rng);
      const auto from = static_cast<int64_t>(episode.environment().state()[0]);
      int64_t action = best(q, from);
      if (any) {
        (void)rng.uniform();
        action = static_cast<int64_t>(rng.below(4));
      }
      const Episode::Outcome now = episode.step(static_cast<int>(action), rng);
      memory.push_back(
          {from, action, static_cast<int64_t>(episode.environment().state()[0]), now.reward, now.terminated});
      running = !now.over();
    };
    for (int step = 0; step < 150; ++step) {
      ASSERT_TRUE(t->step());
      if (step == 0) meet(true);
      meet(false);
      const Seen& s = memory[rng.below(memory.size())];
      const int64_t next = twice ? best(q, s.to) : best(target, s.to);
      const double y = s.reward + (s.terminated ? 0 : 0.99 * value(target, next, s.to));
      const double off = value(q, s.action, s.from) - y;
      q[static_cast<size_t>(s.action * cells + s.from)] -= 0.1 * off;
      q[static_cast<size_t>(bias + s.action)] -= 0.1 * off;
      if (step % 2 == 1) target = q;
      ASSERT_NEAR(t->acting()->td_error, std::fabs(off), 1e-4) << step;
    }
  }
}

TEST(Replay, IsARing) {
  Replay replay;
  replay.prepare(3, Shape{1});
  Rng rng(1);
  for (int i = 0; i < 5; ++i) {
    replay.before()[0] = static_cast<Scalar>(i);
    replay.after()[0] = static_cast<Scalar>(i + 10);
    replay.add(i, i * 0.5, i == 4);
  }
  EXPECT_EQ(replay.size(), 3);
  Replay::Batch batch;
  replay.draw(300, rng, batch);
  std::map<int, int> seen;
  for (int64_t i = 0; i < 300; ++i) {
    const auto at = static_cast<size_t>(i);
    const int which = batch.action[at];
    ++seen[which];
    EXPECT_EQ(batch.before.row(i)[0], static_cast<Scalar>(which));
    EXPECT_EQ(batch.after.row(i)[0], static_cast<Scalar>(which + 10));
    EXPECT_EQ(batch.reward[at], which * 0.5);
    EXPECT_EQ(batch.terminated[at] != 0, which == 4);
  }
  EXPECT_EQ(seen.size(), 3u);
  for (const int which : {2, 3, 4}) EXPECT_NEAR(seen[which], 100, 40);
}

// However long random actions last, their share is epsilon, and their mean duration is what was asked for.
TEST(Exploration, RandomActionsLast) {
  for (const int64_t wanted : {1, 4, 16}) {
    Exploration exploration;
    exploration.set_params(*resolve(Exploration::params(100), {{"random_steps", wanted}}));
    Rng rng(5);
    constexpr int kSteps = 200000;
    constexpr double kEpsilon = 0.25;
    int stray = 0, changes = 0, before = -1;
    std::map<int, int> drawn;
    for (int i = 0; i < kSteps; ++i) {
      const int action = exploration.stray(kEpsilon, 1000000, rng);
      stray += action >= 0;
      changes += action >= 0 && action != before;
      before = action;
    }
    EXPECT_NEAR(stray, kEpsilon * kSteps, 0.04 * kSteps * kEpsilon) << wanted;
    EXPECT_NEAR(static_cast<double>(stray) / changes, static_cast<double>(wanted), 0.04 * static_cast<double>(wanted));
    for (int i = 0; i < 3000; ++i) ++drawn[exploration.stray(1, 3, rng)];
    EXPECT_EQ(drawn.size(), 3u) << "none is the network's";
    exploration.begin_episode();
    EXPECT_EQ(exploration.stray(0, 3, rng), -1);
  }
}

// The flag of the mountain car lies where single random actions do not lead.
TEST(Exploration, LongActionsReachTheFlag) {
  const auto flags = [](int64_t random_steps) {
    Experiment e = acting("dqn", "mountain_car");
    e.task.params["random_steps"] = random_steps;
    const auto t = trainer_of(e);
    Exploration exploration;
    exploration.set_params(*resolve(Exploration::params(100), {{"random_steps", random_steps}}));
    Episode episode(*t->data().raw.world);
    Rng rng(3);
    int reached = 0;
    for (int i = 0; i < 300; ++i) {
      exploration.begin_episode();
      episode.start(rng);
      Episode::Outcome now;
      while (!now.over()) now = episode.step(exploration.stray(1, 3, rng), rng);
      reached += now.terminated;
    }
    return reached;
  };
  EXPECT_EQ(flags(1), 0);
  EXPECT_GE(flags(16), 15) << "about one in ten";
}

TEST(Acting, SavedAndReadAgain) {
  Experiment e = acting("dqn", "grid_world");
  e.data.source.params["map"] = std::string("S.G/#.T");
  e.task.params["target_every"] = int64_t{50};
  const Result<std::string> text = project_text(e);
  ASSERT_TRUE(text.ok());
  const Result<Project> back = parse_project(*text, "x.json");
  ASSERT_TRUE(back.ok());
  EXPECT_TRUE(back->experiment == e);
}

// A rate at which nothing can be learned stops with a sentence, and the weights stay numbers.
TEST(Acting, DivergenceIsSaid) {
  Experiment e = acting("dqn", "mountain_car");
  e.optimizer = {"sgd", {{"learning_rate", 10.0}}};
  e.task.params["loss"] = std::string("squared");
  const auto t = trainer_of(e);
  int steps = 0;
  while (steps < 2000 && t->step()) ++steps;
  ASSERT_TRUE(t->divergence().has_value());
  EXPECT_FALSE(t->divergence()->what.empty());
  for (const Scalar w : t->network().parameters()) EXPECT_TRUE(std::isfinite(static_cast<double>(w)));
}

double trained_return(const char* project, int epochs) {
  auto loaded = load_project(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + project + ".json");
  EXPECT_TRUE(loaded.ok());
  const auto t = trainer_of(loaded->experiment);
  double best = -1e9;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (int64_t i = 0; i < t->steps_per_epoch(); ++i) EXPECT_TRUE(t->step());
    best = std::max(best, t->evaluate(Split::validation).episode_return);
    if (loaded->experiment.target.metric.empty() || best >= loaded->experiment.target.value) break;
  }
  return best;
}

TEST(ActingLearns, SampleProjectsReachTheirReturn) {
  EXPECT_GE(trained_return("cartpole_dqn", 150), 475);
  EXPECT_GE(trained_return("cartpole_actor_critic", 60), 475);
  EXPECT_GE(trained_return("gridworld", 40), 0.7);
}

}  // namespace
}  // namespace engine
