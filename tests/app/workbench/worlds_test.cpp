// Going into a world and out of it: way of training, network and preparation follow; every way of acting can be chosen
// in every world and trained at once.
#include <gtest/gtest.h>

#include "app/workbench/edits.h"
#include "app/workbench/tasks.h"
#include "engine/data/steps.h"
#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace app {
namespace {

using engine::Experiment;

std::string fault(const Experiment& e) {
  const auto made = engine::Trainer::create(e);
  return made.ok() ? "" : made.error().describe();
}

TEST(Worlds, EveryWayOfActingInEveryWorld) {
  for (const engine::DatasetType* world : engine::datasets().entries()) {
    if (!world->environment) continue;
    Experiment e = set_source(engine::testing::circle(), world->id);
    EXPECT_TRUE(acts(e));
    EXPECT_FALSE(engine::standardises(e.data));
    EXPECT_EQ(fault(e), "") << world->id;
    for (const engine::TaskType* task : engine::tasks().entries()) {
      ASSERT_TRUE(suits(*task, e));
      const Experiment next = set_task(e, *task, engine::known_input_shape(e.data), 0);
      EXPECT_EQ(fault(next), "") << task->id << " in " << world->id;
      const Experiment back = set_task(next, *engine::tasks().find("dqn"), engine::known_input_shape(e.data), 0);
      EXPECT_EQ(fault(back), "") << task->id << " in " << world->id << " and back";
    }
  }
}

TEST(Worlds, OtherDataEndsTheActing) {
  const Experiment plain = engine::testing::circle();
  for (const engine::TaskType* task : engine::tasks().entries())
    EXPECT_EQ(suits(*task, plain), !task->acts) << task->id;
  const Experiment e = set_source(set_source(plain, "catch_ball"), "digits");
  EXPECT_TRUE(learns_labels(e));
  EXPECT_EQ(e.loss.type, "cross_entropy");
  EXPECT_EQ(fault(e), "");
}

TEST(Worlds, AnotherWorldKeepsTheWayOfTraining) {
  Experiment e = set_source(engine::testing::circle(), "cart_pole");
  e = set_task(e, *engine::tasks().find("actor_critic"), {4}, 0);
  e = set_source(e, "mountain_car");
  EXPECT_EQ(e.task.type, "actor_critic");
  EXPECT_EQ(e.network.find(engine::output_node(e.network)->id)->params.at("units"), engine::ParamValue(int64_t{4}));
}

}  // namespace
}  // namespace app
