// Going over to another way of training, and new data for it.
#include "app/workbench/tasks.h"

#include <gtest/gtest.h>

#include "app/workbench/edits.h"
#include "engine/graph/infer.h"
#include "engine/io/project_file.h"
#include "engine/train/trainer.h"

namespace {

using engine::Experiment;

const engine::TaskType& task(const char* id) { return *engine::tasks().find(id); }

std::string error_of(const Experiment& e) {
  const auto made = engine::Trainer::create(e);
  return made.ok() ? "" : made.error().describe();
}

TEST(Tasks, EveryOneGetsANetworkThatItCanTrain) {
  for (const char* source : {"circle", "digits", "ring", "sine", "sounds"}) {
    for (const engine::TaskType* type : engine::tasks().entries()) {
      if (type->acts) continue;  // in worlds: worlds_test.cpp
      Experiment e = app::set_source(Experiment(), source);
      e.data.size = 60;
      const auto data = engine::prepare(e.data);
      ASSERT_TRUE(data.ok());
      const Experiment next = app::set_task(e, *type, (*data)->input_shape, (*data)->raw.classes);
      EXPECT_EQ(error_of(next), "") << source << " by " << type->id;
    }
  }
}

TEST(Tasks, BackToLabels) {
  Experiment e;
  e.data.source = {"circle", {}};
  for (const char* id : {"reconstruction", "adversarial", "supervised"}) {
    e = app::set_task(e, task(id), engine::Shape{2}, 2);
    EXPECT_EQ(e.task.type, id);
    EXPECT_EQ(error_of(e), "") << id;
  }
  EXPECT_EQ(e.loss.type, "bce_with_logits");
}

TEST(Tasks, EnergiesEndInOneNumberOrInAMachine) {
  Experiment e;
  e.data.source = {"circle", {}};
  e = app::set_task(e, task("energy_based"), engine::Shape{2}, 2);
  EXPECT_TRUE(app::learns_energy(e));
  EXPECT_FALSE(app::reconstructs(e) || app::makes_samples(e) || app::learns_labels(e));
  EXPECT_EQ(app::made_node(e), "");
  EXPECT_FALSE(app::machine_node(e));
  e = app::set_task(e, task("contrastive_divergence"), engine::Shape{2}, 2);
  ASSERT_TRUE(app::machine_node(e));
  EXPECT_EQ(error_of(e), "");
  const engine::NetworkSpec kept = e.network;
  e = app::fit_samples(e, engine::Shape{2});
  EXPECT_TRUE(e.network == kept) << "a machine that fits stays";
  e = app::set_task(e, task("reconstruction"), engine::Shape{2}, 2);
  EXPECT_EQ(error_of(e), "");
}

TEST(Tasks, OtherDataIsReconstructedAsWell) {
  Experiment e;
  e.data.source = {"circle", {}};
  e = app::set_task(e, task("reconstruction"), engine::Shape{2}, 2);
  e = app::set_source(e, "digits");
  e.data.size = 50;
  EXPECT_EQ(error_of(e), "");
  EXPECT_TRUE(app::reconstructs(e));
  e = app::set_source(e, "spiral");
  EXPECT_EQ(error_of(e), "");
}

TEST(Tasks, TheMadeNodeStandsInFrontOfTheGate) {
  Experiment e;
  e.data.source = {"ring", {}};
  e = app::set_task(e, task("adversarial"), engine::Shape{2}, 8);
  EXPECT_EQ(app::made_node(e), "dense3");
  EXPECT_TRUE(app::makes_samples(e));
  EXPECT_FALSE(app::learns_labels(e));
}

TEST(Tasks, TheCodeIsTheNarrowestPassage) {
  const auto code = [](const Experiment& e, const engine::Shape& sample) {
    return app::code_node(e, engine::infer(e.network, sample));
  };
  const auto opened = engine::load_project(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/vae_digits.json");
  ASSERT_TRUE(opened.ok());
  Experiment e = opened->experiment;
  EXPECT_EQ(code(e, engine::Shape{1, 28, 28}), "sampling1");
  e.network.edges.push_back({"dense1", "dense4", 1});  // not a network that runs
  EXPECT_EQ(code(e, engine::Shape{1, 28, 28}), "");
  EXPECT_EQ(code(Experiment(), engine::Shape{2}), "") << "nothing is reconstructed";
}

}  // namespace
