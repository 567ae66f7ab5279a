// Training that goes on from what was kept of it: the same bits as without the stop, through a project file; and what
// does not fit is refused.
#include "engine/graph/checkpoint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

#include "engine/formats/limits.h"
#include "engine/io/checkpoint_json.h"
#include "engine/io/project_file.h"
#include "engine/schema/environment_type.h"
#include "tests/engine/sample_projects.h"
#include "tests/engine/train/task_experiments.h"

namespace {

using namespace engine;
using engine::testing::trainer_of;

bool same_bits(std::span<const Scalar> a, std::span<const Scalar> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

// Stops after `steps`, goes through the text of a project, and goes on beside the trainer that never stopped.
void goes_on(const Experiment& e, int steps, const std::string& name) {
  const auto whole = trainer_of(e);
  ASSERT_TRUE(whole) << name;
  for (int i = 0; i < steps; ++i) ASSERT_TRUE(whole->step()) << name;
  const Checkpoint state = whole->checkpoint();
  const Result<std::string> text = project_text(e, "{}", &state);
  ASSERT_TRUE(text.ok()) << text.error().describe();
  const Result<Project> read = parse_project(*text, "kept.json");
  ASSERT_TRUE(read.ok()) << read.error().describe();
  EXPECT_TRUE(read->warnings.empty());
  ASSERT_TRUE(read->training);
  EXPECT_TRUE(*read->training == state) << name;
  auto resumed = Trainer::create(read->experiment, nullptr, whole->shared_data());
  ASSERT_TRUE(resumed.ok()) << name;
  Trainer& other = **resumed;
  const Status taken = other.restore(*read->training);
  ASSERT_TRUE(taken.ok()) << name << ": " << taken.error().describe();
  EXPECT_EQ(other.steps(), steps) << name;
  EXPECT_TRUE(same_bits(whole->network().parameters(), other.network().parameters())) << name;
  for (int i = 0; i < steps + 3; ++i) {
    ASSERT_TRUE(whole->step() && other.step()) << name;
    ASSERT_EQ(whole->batch_loss(), other.batch_loss()) << name << " step " << i;
    ASSERT_EQ(whole->learning_rate(), other.learning_rate()) << name << " step " << i;
  }
  EXPECT_TRUE(same_bits(whole->network().parameters(), other.network().parameters())) << name;
  EXPECT_TRUE(whole->checkpoint() == other.checkpoint()) << name;
}

class KeptProjects : public ::testing::TestWithParam<std::string> {};

TEST_P(KeptProjects, GoOnWithTheSameBits) {
  const auto project = load_project(engine::testing::sample_path(GetParam()));
  ASSERT_TRUE(project.ok());
  Experiment e = project->experiment;
  e.data.size = std::min<int64_t>(e.data.size, 200);
  goes_on(e, 5, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Kept, KeptProjects, ::testing::ValuesIn(engine::testing::sample_projects()),
                         [](const auto& test) { return test.param; });

// With everything that remembers: every optimizer, a schedule that watches, patience, dropout, and in mid-epoch.
TEST(Checkpoint, HoldsWhatTheNextStepDependsOn) {
  for (const OptimizerType* optimizer : optimizers().entries()) {
    Experiment e = engine::testing::circle();
    e.optimizer = {optimizer->id, {}};
    e.schedule = {"reduce_on_plateau", {}};
    e.stop = {.patience = 50, .min_delta = 0, .restore_best = true, .seconds = 0, .at_target = false};
    e.network = engine::testing::chain({engine::testing::dense("a", 8, "tanh"),
                                        {"norm", "batch_norm", "", {}, false},
                                        {"drop", "dropout", "", {}, false},
                                        engine::testing::dense("b", 1, "sigmoid")});
    goes_on(e, 37, optimizer->id);
  }
  goes_on(engine::testing::adversarial(), 21, "adversarial");
  goes_on(engine::testing::variational(), 21, "variational");
  Experiment chains = engine::testing::boltzmann();
  goes_on(chains, 21, "chains from the samples");
  chains.task.params["start"] = std::string("chains");
  goes_on(chains, 21, "persistent chains");
  goes_on(engine::testing::energy_based(), 21, "chains on an energy");
  goes_on(engine::testing::augmented_digits(), 3, "augmented digits");
}

class Refused : public ::testing::Test {
 protected:
  // What restoring says after a change, with training back at its start.
  std::string refusal(const std::function<void(Checkpoint&)>& change) {
    Checkpoint state = kept_;
    change(state);
    const auto t = trainer_of(engine::testing::circle());
    const std::vector<Scalar> start(t->network().parameters().begin(), t->network().parameters().end());
    const Status taken = t->restore(state);
    if (taken.ok()) return "(accepted)";
    EXPECT_EQ(t->steps(), 0);
    EXPECT_TRUE(same_bits(t->network().parameters(), start)) << "half a state";
    return taken.error().describe();
  }
  void SetUp() override {
    const auto t = trainer_of(engine::testing::circle());
    for (int i = 0; i < 9; ++i) ASSERT_TRUE(t->step());
    kept_ = t->checkpoint();
    for (const auto& [name, array] : kept_.arrays) weight_ = weight_.empty() ? name : weight_;
  }
  Checkpoint kept_;
  std::string weight_;
};

TEST_F(Refused, WhatDoesNotFit) {
  EXPECT_EQ(refusal([](Checkpoint&) {}), "(accepted)");
  EXPECT_EQ(refusal([&](Checkpoint& c) { c.arrays.erase(weight_); }),
            "The state of training does not hold \"" + weight_ + "\".");
  const auto other_shape = [&](Checkpoint& c) { c.arrays[weight_] = {Shape{7}, std::vector<Scalar>(7)}; };
  EXPECT_NE(refusal(other_shape).find("in the shape 7, but the network has"), std::string::npos);
  EXPECT_NE(refusal([](Checkpoint& c) { c.counts["steps"] = -1; }).find("\"steps\""), std::string::npos);
  EXPECT_NE(refusal([](Checkpoint& c) { c.counts["steps"] = std::numeric_limits<int64_t>::max(); }).find("\"steps\""),
            std::string::npos);
  EXPECT_NE(refusal([](Checkpoint& c) { c.words["order"].pop_back(); }).find("\"order\""), std::string::npos);
  EXPECT_NE(refusal([](Checkpoint& c) { c.words["task"].assign(8, 0); }).find("\"task\""), std::string::npos);
  EXPECT_NE(refusal([](Checkpoint& c) { c.words["samples"][0] = c.words["samples"][1]; }).find("\"samples\""),
            std::string::npos);
  EXPECT_NE(refusal([](Checkpoint& c) { c.words["samples"][0] = 4000000000U; }).find("\"samples\""), std::string::npos);
}

TEST_F(Refused, WhatIsNoStateAtAll) {
  const auto said = [&](const std::function<void(Json&)>& change) {
    Json json = checkpoint_to_json(kept_);
    change(json);
    ReadLog log{"p.json", std::nullopt, {}};
    (void)checkpoint_from_json(json, log);
    return log.error ? log.error->describe() : "(accepted)";
  };
  EXPECT_EQ(said([](Json&) {}), "(accepted)");
  const std::string at = "p.json: training.arrays." + weight_;
  EXPECT_EQ(said([&](Json& j) {
              j["arrays"][weight_]["shape"] = {2, 0};
            }),
            at + ".shape: A shape is a list of whole numbers from 1.");
  EXPECT_EQ(said([&](Json& j) {
              j["arrays"][weight_]["shape"] = {1 << 20, 1 << 20, 1 << 20};
            }),
            at + ".shape: A shape is a list of whole numbers from 1.");
  EXPECT_EQ(said([&](Json& j) { j["arrays"][weight_]["data"] = "AAA"; }),
            at + ".data: These numbers must be written as base64.");
  EXPECT_NE(said([&](Json& j) { j["arrays"][weight_]["data"] = "AACAPwAAgD8="; }).find("takes"), std::string::npos);
  EXPECT_NE(said([&](Json& j) { j["words"]["order"] = 5; }).find("This must be text"), std::string::npos);
  EXPECT_NE(said([&](Json& j) { j["counts"]["steps"] = 0.5; }).find("a whole number"), std::string::npos);
  EXPECT_NE(said([&](Json& j) { j["precision"] = "float16"; }).find("float16"), std::string::npos);
  kept_.arrays[weight_].values[0] = std::numeric_limits<Scalar>::infinity();
  EXPECT_NE(said([](Json&) {}).find("A number here is not finite."), std::string::npos);
}

// A small agent in the middle of its episodes, with more transitions than the replay buffer has room for.
Experiment agent(const std::string& task, const std::string& world) {
  Experiment e = engine::testing::circle();
  e.data.source = {world, {}};
  e.data.steps.clear();
  e.task = {task, {{"measured", int64_t{3}}}};
  if (task == "dqn") {
    e.task.params["replay"] = int64_t{100};
    e.task.params["warm_up"] = int64_t{20};
    e.task.params["target_every"] = int64_t{7};
  }
  const DatasetType& type = *datasets().find(world);
  const int64_t outputs = std::ssize(type.environment->actions) + (tasks().find(task)->critic ? 1 : 0);
  e.network = engine::testing::chain({{"flat", "flatten", "", {}, false},
                                      engine::testing::dense("a", 8, "tanh"),
                                      engine::testing::dense("b", outputs, "linear")});
  return e;
}

TEST(Checkpoint, HoldsWhatAnAgentHasMet) {
  for (const char* task : {"dqn", "q_learning", "actor_critic", "reinforce"}) {
    for (const char* world : {"cart_pole", "mountain_car", "grid_world", "catch_ball"}) {
      for (const int steps : {3, 150}) goes_on(agent(task, world), steps, std::string(task) + " in " + world);
    }
  }
}

TEST(Checkpoint, OfAnAgentIsRefusedWhereItCannotBe) {
  const Experiment e = agent("dqn", "grid_world");
  const auto source = trainer_of(e);
  for (int i = 0; i < 150; ++i) ASSERT_TRUE(source->step());
  Checkpoint kept = source->checkpoint();
  while (kept.counts.at("task.world1.running") == 0) {
    ASSERT_TRUE(source->step());
    kept = source->checkpoint();
  }
  const auto refused = [&](const std::function<void(Checkpoint&)>& change) {
    Checkpoint state = kept;
    change(state);
    const auto t = trainer_of(e);
    const std::vector<Scalar> start(t->network().parameters().begin(), t->network().parameters().end());
    const Status taken = t->restore(state);
    if (taken.ok()) return std::string("(accepted)");
    EXPECT_TRUE(same_bits(t->network().parameters(), start)) << "half a state";
    EXPECT_EQ(t->acting()->steps, 0);
    for (int i = 0; i < 30; ++i) EXPECT_TRUE(t->step()) << "trains from its start";
    return taken.error().describe();
  };
  const auto sentence = [](const char* name) {
    return fmt::format("The state of training has no sound \"{}\".", name);
  };
  const auto write = [](Checkpoint& c, const char* name, double value) {
    const auto bits = std::bit_cast<uint64_t>(value);
    c.words[name] = {static_cast<uint32_t>(bits), static_cast<uint32_t>(bits >> 32)};
  };
  EXPECT_EQ(refused([](Checkpoint&) {}), "(accepted)");
  EXPECT_EQ(refused([&](Checkpoint& c) { write(c, "task.td_error", std::nan("")); }), "(accepted)")
      << "the step that diverged says so";
  for (const double cell : {-1.0, 0.5, 1e9, std::nan(""), 8.0}) {  // 8: a wall
    EXPECT_EQ(refused([&](Checkpoint& c) { write(c, "task.world1.state", cell); }), sentence("task.world1.state"))
        << cell;
  }
  EXPECT_EQ(refused([](Checkpoint& c) { c.counts["task.world1.steps"] = 100; }), sentence("task.world1.steps"));
  EXPECT_EQ(refused([](Checkpoint& c) { c.counts["task.world1.running"] = 2; }), sentence("task.world1.running"));
  EXPECT_EQ(refused([](Checkpoint& c) { c.counts["task.replay.size"] = 101; }), sentence("task.replay.size"));
  EXPECT_EQ(refused([](Checkpoint& c) { c.counts["task.replay.next"] = 100; }), sentence("task.replay.next"));
  EXPECT_NE(refused([](Checkpoint& c) { c.counts["task.replay.size"] = 99; }), "(accepted)");
  EXPECT_EQ(refused([](Checkpoint& c) { c.words["task.replay.action"][3] = 4; }), sentence("task.replay.action"));
  EXPECT_EQ(refused([](Checkpoint& c) { c.words["task.replay.terminated"][3] = 2; }),
            sentence("task.replay.terminated"));
  EXPECT_EQ(refused([&](Checkpoint& c) { write(c, "task.epsilon", std::nan("")); }), sentence("task.epsilon"));
  EXPECT_EQ(refused([](Checkpoint& c) { c.words["task.returns"].pop_back(); }), sentence("task.returns"));
  EXPECT_EQ(refused([](Checkpoint& c) { c.arrays.erase("target.a.weight"); }),
            "The state of training does not hold \"target.a.weight\".");
}

// As in files that do not hold it, or had no room for it: the weights are there, and the agent gathers anew.
TEST(Checkpoint, OfAnAgentWithoutWhatItHasMet) {
  for (const char* task : {"dqn", "q_learning", "actor_critic", "reinforce"}) {
    const Experiment e = agent(task, "cart_pole");
    const auto source = trainer_of(e);
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(source->step());
    Checkpoint state = source->checkpoint();
    ASSERT_TRUE(state.has_gathered());
    state.forget_gathered();
    const auto t = trainer_of(e);
    const Status taken = t->restore(state);
    ASSERT_TRUE(taken.ok()) << task << ": " << taken.error().describe();
    EXPECT_TRUE(same_bits(t->network().parameters(), source->network().parameters())) << task;
    EXPECT_EQ(t->steps(), 20);
    EXPECT_EQ(t->acting()->steps, 0);
    for (int i = 0; i < 30; ++i) ASSERT_TRUE(t->step()) << task;
  }
}

TEST(KeptLimits, AreMetAndNotPassed) {
  Checkpoint state;
  state.counts["steps"] = 1;
  const auto values = static_cast<int64_t>(sizeof(Scalar));
  const int64_t most = (limits::training_bytes.value - state.bytes()) / values;
  state.arrays["a"] = {Shape{most}, std::vector<Scalar>(static_cast<size_t>(most))};
  EXPECT_EQ(fit_into_project(state), KeptPart::all);
  const Result<std::string> text = project_text(engine::testing::circle(), "{}", &state);
  ASSERT_TRUE(text.ok());
  EXPECT_LT(static_cast<int64_t>(text->size()), limits::project_bytes.value) << "such a file can be read again";
  state.arrays["b"] = {Shape{2}, std::vector<Scalar>(2)};
  state.arrays["task.memory"] = {Shape{2}, std::vector<Scalar>(2)};
  Checkpoint lighter = state;
  lighter.arrays.erase("b");
  EXPECT_EQ(fit_into_project(lighter), KeptPart::without_gathered);
  EXPECT_FALSE(lighter.has_gathered());
  EXPECT_TRUE(lighter.arrays.contains("a"));
  EXPECT_EQ(fit_into_project(state), KeptPart::none);

  const std::string path = (std::filesystem::path(::testing::TempDir()) / "large_project.json").string();
  const auto refused = [&](int64_t bytes) {
    std::ofstream(path) << "{}";
    std::filesystem::resize_file(path, static_cast<uintmax_t>(bytes));  // sparse
    const auto read = load_project(path);
    return read.ok() ? "(accepted)" : read.error().describe();
  };
  EXPECT_EQ(refused(limits::project_bytes.value).find("at most 64 MiB"), std::string::npos);
  EXPECT_NE(refused(limits::project_bytes.value + 1).find("at most 64 MiB"), std::string::npos)
      << refused(limits::project_bytes.value + 1);
  std::filesystem::remove(path);
}

}  // namespace
