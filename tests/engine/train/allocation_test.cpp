// A training step allocates nothing once it is warm: counted by replacing operator new for this program.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#include "engine/core/parallel.h"
#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace {

std::atomic<int64_t> allocations{0};

void* counted(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* p = std::malloc(size ? size : 1)) return p;
  throw std::bad_alloc();
}
// Out of line, or GCC sees free() next to a new of its own and warns.
[[gnu::noinline]] void released(void* p) { std::free(p); }

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size ? size : 1);
}
void* operator new[](std::size_t size, const std::nothrow_t& none) noexcept { return operator new(size, none); }
void operator delete(void* p) noexcept { released(p); }
void operator delete[](void* p) noexcept { released(p); }
void operator delete(void* p, std::size_t) noexcept { released(p); }
void operator delete[](void* p, std::size_t) noexcept { released(p); }

namespace engine {
namespace {

int64_t allocations_of_steps(const Experiment& e, int threads, StepRecord::Wish wish = {}) {
  set_thread_count(threads);
  auto t = Trainer::create(e);
  EXPECT_TRUE(t.ok());
  (*t)->keep(wish);
  for (int i = 0; i < 3 * (*t)->steps_per_epoch(); ++i) EXPECT_TRUE((*t)->step());
  const int64_t before = allocations.load();
  for (int i = 0; i < 5 * (*t)->steps_per_epoch() + 1; ++i) (*t)->step();
  const int64_t count = allocations.load() - before;
  set_thread_count(1);
  return count;
}

TEST(Allocation, CounterWorks) {
  const int64_t before = allocations.load();
  std::vector<int> v(10);
  EXPECT_GT(allocations.load(), before) << v.size();
}

TEST(Allocation, NoneInAStepWithAnyOptimizer) {
  for (const OptimizerType* optimizer : optimizers().entries()) {
    Experiment e = testing::circle();
    e.optimizer = {optimizer->id, {}};
    e.regularization = {1e-4, 1e-3, 1, 5};
    e.batch_size = 33;  // the last batch of an epoch is smaller
    EXPECT_EQ(allocations_of_steps(e, 1), 0) << optimizer->id;
  }
}

TEST(Allocation, NoneWithSchedulesPenaltiesAndRulesForStopping) {
  for (const ScheduleType* schedule : schedules().entries()) {
    Experiment e = testing::circle();
    e.schedule = {schedule->id, {}};
    e.regularization = {0.001, 0.001, 0.5, 0.1};
    e.stop = {.patience = 1000, .min_delta = 0, .restore_best = true, .seconds = 1e6, .at_target = true};
    e.target = {"f1", 2, 0};
    EXPECT_EQ(allocations_of_steps(e, 1), 0) << schedule->id;
  }
}

TEST(Allocation, NoneInAnyWayOfTraining) {
  Experiment e = testing::circle();
  e.task = {"reconstruction", {{"noise", 0.1}, {"error", std::string("sample")}}};
  e.loss = {"mse", {}};
  e.network = testing::chain(
      {testing::dense("a", 4, "linear"), {"code", "sampling", "", {}, false}, testing::dense("b", 2, "linear")});
  EXPECT_EQ(allocations_of_steps(e, 1), 0) << "reconstruction";
  e.task = {"adversarial", {{"loss", std::string("wasserstein_penalty")}}};
  e.network = testing::chain(
      {testing::dense("a", 2, "linear"), {"gate", "real_or_made", "", {}, false}, testing::dense("b", 1, "linear")});
  EXPECT_EQ(allocations_of_steps(e, 2), 0) << "adversarial";
  e.network = testing::chain({{"rbm", "rbm", "", {{"visible", std::string("gaussian")}}, false}});
  e.stop = {.patience = 1000, .min_delta = 0, .restore_best = true, .seconds = 0, .at_target = false};
  for (const char* start : {"data", "chains"}) {
    e.task = {"contrastive_divergence", {{"start", std::string(start)}}};
    EXPECT_EQ(allocations_of_steps(e, 2), 0) << "chains start: " << start;
  }
  e.network = testing::chain({testing::dense("a", 4, "tanh"), testing::dense("b", 1, "linear")});
  for (const char* sampler : {"langevin", "metropolis", "mala"}) {
    e.task = {"energy_based", {{"sampler", std::string(sampler)}, {"steps", int64_t{3}}}};
    EXPECT_EQ(allocations_of_steps(e, 2), 0) << sampler;
  }
}

TEST(Allocation, NoneInTheLossOfWholePaths) {
  Experiment e;
  e.data.source = {"word_tags", {}};
  e.data.size = 100;
  e.network = testing::chain({{"embedding", "embedding", "", {{"embedding_dim", int64_t{4}}}, false},
                              testing::dense("a", 10, "linear"),
                              {"crf", "crf", "", {}, false}});
  e.loss = {"cross_entropy", {}};
  EXPECT_EQ(allocations_of_steps(e, 2), 0);
}

TEST(Allocation, NoneInActing) {
  for (const char* task : {"dqn", "q_learning", "actor_critic", "reinforce"}) {
    Experiment e;
    e.data.source = {"cart_pole", {}};
    e.data.noise = 0.1;
    e.task = {task, {{"measured", int64_t{20}}}};
    e.network = testing::chain(
        {testing::dense("a", 8, "tanh"), testing::dense("b", tasks().find(task)->critic ? 3 : 2, "linear")});
    e.stop = {.patience = 1000, .min_delta = 0, .restore_best = true, .seconds = 0, .at_target = false};
    EXPECT_EQ(allocations_of_steps(e, 2), 0) << task;
  }
}

TEST(Allocation, NoneInTheLossOfManyClasses) {
  Experiment e = testing::circle();
  e.network = testing::chain({testing::dense("a", 8, "tanh"), testing::dense("b", 2, "linear")});
  e.loss = {"cross_entropy", {{"class_weights", std::string("1,2")}, {"label_smoothing", 0.1}}};
  EXPECT_EQ(allocations_of_steps(e, 2), 0);
}

TEST(Allocation, NoneWithUnitsOffFrozenUnitsAndHeldWeights) {
  Experiment e = testing::circle();
  e.network.nodes[1].masks = {.off_units = {0, 2}, .frozen_units = {1, 2}, .weights = {{3, 1, 0}}};
  EXPECT_EQ(allocations_of_steps(e, 2), 0);
}

TEST(Allocation, NoneInAStepThatIsLookedAt) {
  EXPECT_EQ(allocations_of_steps(testing::circle(), 2, {.update = true, .flow = true}), 0);
}

TEST(Allocation, NoneInAStepOfALargeNetworkOnTwoThreads) {
  Experiment e = testing::circle();
  e.network = testing::chain({testing::dense("a", 256, "gelu"),
                              {"drop", "dropout", "", {{"p", 0.3}}, false},
                              testing::dense("b", 300, "softmax"),
                              testing::dense("c", 1, "linear")});
  e.batch_size = 100;
  EXPECT_EQ(allocations_of_steps(e, 2), 0);
}

// Steps that are drawn anew for every sample, fitted ones around them, and steps whose outcome is not kept.
TEST(Allocation, NoneWithStepsOfPreparationInEveryBatch) {
  const Experiment e = testing::augmented_digits();
  for (const PreparationType* type : preparations().entries()) {
    if (type->stage != PreparationStage::random) continue;
    const auto same = [&](const PreparationStep& step) { return step.type == type->id; };
    EXPECT_TRUE(std::any_of(e.data.steps.begin(), e.data.steps.end(), same)) << type->id << " is not tried";
  }
  for (const int threads : {1, 2}) EXPECT_EQ(allocations_of_steps(e, threads), 0) << threads;
  Experiment flat = e;
  flat.data.steps = {{{"standardise", {}}, false}, {{"min_max", {}}, false}};
  flat.data.size = 8000;  // more than is kept
  flat.network = testing::chain({{"flatten1", "flatten", "", {}, false}, testing::dense("dense", 10, "linear")});
  flat.batch_size = 4000;
  for (const int threads : {1, 2}) EXPECT_EQ(allocations_of_steps(flat, threads), 0) << threads;
}

}  // namespace
}  // namespace engine
