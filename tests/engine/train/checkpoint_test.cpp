// Training that goes on from what was kept of it: the same bits as without the stop, through a project file; and what
// does not fit is refused.
#include "engine/train/checkpoint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

#include "engine/formats/limits.h"
#include "engine/io/checkpoint_json.h"
#include "engine/io/project_file.h"
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
  if (whole->task_type().acts) return;  // meets other samples from here on
  for (int i = 0; i < steps + 3; ++i) {
    ASSERT_TRUE(whole->step() && other.step()) << name;
    ASSERT_EQ(whole->batch_loss(), other.batch_loss()) << name << " step " << i;
    ASSERT_EQ(whole->learning_rate(), other.learning_rate()) << name << " step " << i;
  }
  EXPECT_TRUE(same_bits(whole->network().parameters(), other.network().parameters())) << name;
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

TEST(KeptLimits, AreMetAndNotPassed) {
  Checkpoint state;
  state.counts["steps"] = 1;
  const auto values = static_cast<int64_t>(sizeof(Scalar));
  const int64_t most = (limits::training_bytes.value - state.bytes()) / values;
  state.arrays["a"] = {Shape{most}, std::vector<Scalar>(static_cast<size_t>(most))};
  EXPECT_TRUE(fits_into_project(state));
  const Result<std::string> text = project_text(engine::testing::circle(), "{}", &state);
  ASSERT_TRUE(text.ok());
  EXPECT_LT(static_cast<int64_t>(text->size()), limits::project_bytes.value) << "such a file can be read again";
  state.arrays["b"] = {Shape{2}, std::vector<Scalar>(2)};
  EXPECT_FALSE(fits_into_project(state));

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
