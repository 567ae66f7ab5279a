// Edits of an experiment: what each changes, what it refuses, and that refusing leaves everything as it was.
#include "app/workbench/edits.h"
#include "app/workbench/repair.h"

#include <gtest/gtest.h>

#include "engine/schema/loss_type.h"
#include "engine/train/trainer.h"
#include "tests/engine/train/experiments.h"

namespace app {
namespace {

using engine::Experiment;
using engine::Shape;
using engine::testing::chain;
using engine::testing::circle;
using engine::testing::dense;

TEST(Edits, InsertsWithAPreviewOfTheShapes) {
  const Experiment e = circle();
  ASSERT_EQ(gaps(e.network).size(), 3u);
  const Gap gap{"dense1", "dense2"};
  const InsertPreview preview = preview_insert(e, {2}, "dense", gap);
  EXPECT_FALSE(preview.refused);
  EXPECT_EQ(preview.before, Shape{6});
  EXPECT_EQ(preview.after, Shape{8});
  std::string id;
  const Experiment next = insert_layer(e, "dense", gap, id);
  EXPECT_EQ(next.network.nodes[2].id, id);
  EXPECT_EQ(std::get<std::string>(next.network.nodes[2].params.at("activation")), "tanh") << "like its neighbours";
  EXPECT_TRUE(engine::Trainer::create(next).ok());
}

TEST(Edits, RefusesASecondInputWithTheReason) {
  const InsertPreview preview = preview_insert(circle(), {2}, "input", {"dense1", "dense2"});
  EXPECT_TRUE(preview.refused);
}

TEST(Edits, RefusesALayerThatTheNextOnesCannotTake) {
  const InsertPreview preview = preview_insert(circle(), {2}, "no_such_layer", {"dense1", "dense2"});
  ASSERT_TRUE(preview.refused);
  EXPECT_FALSE(preview.refused->format().empty());
}

TEST(Edits, DeletesHealsAndKeepsTheEnds) {
  const Experiment next = delete_nodes(circle(), {"input1", "dense2", "dense3"});
  EXPECT_EQ(next.network.nodes.size(), 3u) << "input and output stay";
  EXPECT_TRUE(engine::infer(next.network, {2}).ok());
  EXPECT_TRUE(refuse_delete(circle().network, "dense3"));
  EXPECT_FALSE(refuse_delete(circle().network, "dense2"));
}

TEST(Edits, MovesAndDuplicates) {
  const Experiment e = circle();
  EXPECT_FALSE(refuse_move(e, {2}, "dense2", {"input1", "dense1"}));
  EXPECT_EQ(move_node(e, "dense2", {"input1", "dense1"}).network.nodes[1].id, "dense2");
  EXPECT_TRUE(refuse_move(e, {2}, "dense3", {"input1", "dense1"}));
  std::string copy;
  const Experiment twice = duplicate_node(e, "dense1", copy);
  EXPECT_FALSE(copy.empty());
  EXPECT_EQ(twice.network.find(copy)->params, e.network.find("dense1")->params);
  EXPECT_TRUE(engine::infer(twice.network, {2}).ok());
}

TEST(Edits, EverySourceOfDataCanBeTrainedAtOnce) {
  for (const engine::DatasetType* source : engine::datasets().entries()) {
    if (!source->generated) continue;
    const Experiment e = set_source(circle(), source->id);
    const auto t = engine::Trainer::create(e);
    EXPECT_TRUE(t.ok()) << source->id << ": " << (t.ok() ? "" : t.error().describe());
    const Experiment back = set_source(e, "spiral");
    EXPECT_TRUE(engine::Trainer::create(back).ok()) << source->id << " and back";
  }
}

TEST(Edits, SourceWithMoreClassesFitsOutputAndLoss) {
  Experiment e = set_source(circle(), "arms");
  e = fit_output(e, 5);
  EXPECT_EQ(std::get<int64_t>(e.network.find("dense3")->params.at("units")), 5);
  EXPECT_EQ(engine::losses().find(e.loss.type)->coding, engine::TargetCoding::class_index);
  e = fit_output(e, 2);
  EXPECT_EQ(std::get<int64_t>(e.network.find("dense3")->params.at("units")), 1);
  EXPECT_EQ(fit_output(e, 2), e) << "what fits stays as it is";
}

// The loss of numbers does for classes too, but nobody chose it for them; one that was chosen for classes stays.
TEST(Edits, ClassesAfterNumbersGetTheirLoss) {
  Experiment numbers = set_source(circle(), "plane");
  ASSERT_EQ(numbers.loss.type, "mse");
  numbers.network.find("dense3")->params["activation"] = std::string("tanh");
  for (const char* source : {"circle", "arms", "digits"}) {
    const Experiment e = set_source(numbers, source);
    EXPECT_NE(e.loss.type, "mse") << source;
    EXPECT_TRUE(engine::Trainer::create(e).ok()) << source;
  }
  const Experiment e = set_source(numbers, "csv", 2);
  EXPECT_EQ(e.loss.type, "bce_with_logits");
  EXPECT_EQ(e.network.find("dense3")->params.at("activation"), engine::ParamValue(std::string("linear")));
  EXPECT_EQ(set_source(set_loss(circle(), "mse"), "moons").loss.type, "mse");
}

TEST(Edits, OptimizerKeepsTheRateOnlyWhereItMeansTheSame) {
  Experiment e = circle();
  EXPECT_EQ(set_optimizer(e, "adamw").optimizer.params.at("learning_rate"), engine::ParamValue(0.02));
  EXPECT_EQ(set_optimizer(e, "sgd").optimizer.params.count("learning_rate"), 0u);
}

TEST(Edits, OffersRepairs) {
  Experiment e = circle();
  e.network.nodes[1].type = "hologram";
  engine::NetworkInfo info = engine::infer(e.network, {2});
  auto repair = offer_repair(e, info, *info.error, 2);
  ASSERT_TRUE(repair);
  EXPECT_TRUE(engine::Trainer::create(repair->value).ok());
  e = circle();
  e.network.nodes[1].params["units"] = int64_t{-5};
  info = engine::infer(e.network, {2});
  repair = offer_repair(e, info, *info.error, 2);
  ASSERT_TRUE(repair);
  EXPECT_TRUE(engine::Trainer::create(repair->value).ok());
  e = circle();
  e.network.nodes[3].params["units"] = int64_t{3};
  const auto t = engine::Trainer::create(e);
  ASSERT_FALSE(t.ok());
  repair = offer_repair(e, engine::infer(e.network, {2}), t.error(), 2);
  ASSERT_TRUE(repair);
  EXPECT_TRUE(engine::Trainer::create(repair->value).ok());
}

}  // namespace
}  // namespace app
