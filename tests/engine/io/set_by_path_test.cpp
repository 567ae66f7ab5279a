// One field of an experiment by its path: what is set, and the sentence when it cannot be.
#include <gtest/gtest.h>

#include "engine/data/steps.h"
#include "engine/io/project_file.h"

namespace {

using engine::Experiment;
using engine::set_by_path;

Experiment sample() {
  Experiment e;
  e.network.nodes = {{"input", "input", "", {}, false}, {"dense1", "dense", "", {}, false}};
  e.network.edges = {{"input", "dense1", 0}};
  e.optimizer = {"adam", {{"learning_rate", 0.02}}};
  return e;
}

TEST(SetByPath, ReachesEveryKindOfField) {
  Experiment e = sample();
  for (const char* assignment :
       {"data.noise=0.25", "data.size=50", "data.seed=9", "data.source=arms", "data.arms=5", "data.standardise=false",
        "data.features=[\"x1\"]", "data.points=[[1, 2, 0]]", "network.dense1.units=4", "network.dense1.frozen=true",
        "network.dense1.name=Big = one", "optimizer.learning_rate=0.5", "loss=cross_entropy", "batch_size=7",
        "regularization.l2=0.1", "target.metric=accuracy", "name=12"}) {
    const auto status = set_by_path(e, assignment);
    EXPECT_TRUE(status.ok()) << assignment << ": " << status.error().describe();
  }
  EXPECT_EQ(e.data.noise, 0.25);
  EXPECT_EQ(e.data.size, 50);
  EXPECT_EQ(e.data.seed, 9U);
  EXPECT_EQ(e.data.source, (engine::Term{"arms", {{"arms", int64_t{5}}}}));
  EXPECT_FALSE(engine::standardises(e.data));
  EXPECT_EQ(engine::features_of(e.data), (std::vector<std::string>{"x1"}));
  EXPECT_EQ(e.data.hand.points.size(), 1U);
  EXPECT_EQ(e.network.nodes[1].params, (engine::Params{{"units", int64_t{4}}}));
  EXPECT_TRUE(e.network.nodes[1].frozen);
  EXPECT_EQ(e.network.nodes[1].name, "Big = one");
  EXPECT_EQ(e.optimizer.params.at("learning_rate"), engine::ParamValue(0.5));
  EXPECT_EQ(e.loss.type, "cross_entropy");
  EXPECT_EQ(e.batch_size, 7);
  EXPECT_EQ(e.regularization.l2, 0.1);
  EXPECT_EQ(e.target.metric, "accuracy");
  EXPECT_EQ(e.name, "12");
}

TEST(SetByPath, AnotherTypeKeepsWhatItCan) {
  Experiment e = sample();
  ASSERT_TRUE(set_by_path(e, "optimizer.beta1=0.8").ok());
  ASSERT_TRUE(set_by_path(e, "optimizer=sgd").ok());
  EXPECT_EQ(e.optimizer, (engine::Term{"sgd", {{"learning_rate", 0.02}}}));
}

TEST(SetByPath, TextStaysText) {
  Experiment e = sample();
  ASSERT_TRUE(set_by_path(e, "data.source=csv").ok());
  ASSERT_TRUE(set_by_path(e, "data.target=3").ok());
  EXPECT_EQ(e.data.source.params.at("target"), engine::ParamValue(std::string("3")));
}

std::string every_source() {
  std::string all;
  for (const engine::DatasetType* type : engine::datasets().entries()) all += (all.empty() ? "" : ", ") + type->id;
  return all;
}

TEST(SetByPath, SaysWhatIsWrongAndChangesNothing) {
  const std::pair<const char*, std::string> cases[] = {
      {"noise", "\"noise\" must have the form path=value, such as data.noise=0.2."},
      {"data.noise=much", "data.noise: This must be a number, not \"much\"."},
      {"data.size=1.5", "data.size: This must be a whole number, not 1.5."},
      {"batches=3", "batches: A project has no field \"batches\"."},
      {"data=3", "data: \"data\" is a group of fields; name one of them."},
      {"data.colour=3", "data.colour: There is no parameter \"colour\"; there is turns."},
      {"network.dense9.units=3",
       "network.dense9.units: There is no layer \"dense9\" to set something of; the layers are input, dense1."},
      {"network.dense1.units=many", "network.dense1.units: Units must be a whole number, not text."},
      {"data.source=moon", "data.source: There is no \"moon\"; there is " + every_source() + "."},
  };
  for (const auto& [assignment, expected] : cases) {
    Experiment e = sample();
    const auto status = set_by_path(e, assignment);
    ASSERT_FALSE(status.ok()) << assignment;
    EXPECT_EQ(status.error().describe(), expected);
    EXPECT_EQ(e, sample());
  }
}

TEST(SetByPath, KeepsWiresToOtherInputsThanTheFirst) {
  Experiment e = sample();
  e.network.nodes.push_back({"add1", "add", "", {}, false});
  e.network.edges = {{"input", "dense1", 0}, {"input", "add1", 0}, {"dense1", "add1", 1}};
  const auto wires = e.network.edges;
  const auto status = set_by_path(e, "data.size=50");
  ASSERT_TRUE(status.ok()) << status.error().describe();
  EXPECT_EQ(e.network.edges, wires);
}

TEST(SetByPath, KeepsThePromiseToFail) {
  Experiment e = sample();
  e.target = {"accuracy", 0.8, 30, true};
  ASSERT_TRUE(set_by_path(e, "data.size=50").ok());
  EXPECT_EQ(e.target, (engine::Target{"accuracy", 0.8, 30, true}));
}

}  // namespace
