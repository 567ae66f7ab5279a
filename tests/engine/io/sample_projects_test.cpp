// The sample projects keep what they promise: each is really trained and must reach its target.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/io/project_file.h"
#include "engine/train/trainer.h"

namespace {

using engine::Experiment;
using engine::Split;
using engine::Trainer;

const char* const kProjects[] = {"linear_regression", "perceptron", "circle", "xor", "two_spirals", "sine_regression"};

std::string path_of(const std::string& name) {
  return std::string(GLASSNET_SOURCE_DIR) + "/assets/projects/" + name + ".json";
}

Experiment load(const std::string& name) {
  auto project = engine::load_project(path_of(name));
  EXPECT_TRUE(project.ok()) << project.error().describe();
  EXPECT_TRUE(project->warnings.empty());
  return project->experiment;
}

std::unique_ptr<Trainer> trained(const Experiment& experiment) {
  auto trainer = Trainer::create(experiment);
  EXPECT_TRUE(trainer.ok()) << trainer.error().describe();
  while ((*trainer)->epoch() < experiment.target.epochs && (*trainer)->step()) {
  }
  EXPECT_FALSE((*trainer)->divergence().has_value());
  return std::move(*trainer);
}

TEST(SampleProjects, AreAllHereAndWrittenAsTheProgramWritesThem) {
  for (const auto& entry : std::filesystem::directory_iterator(std::string(GLASSNET_SOURCE_DIR) + "/assets/projects")) {
    const bool known = std::any_of(std::begin(kProjects), std::end(kProjects),
                                   [&](const char* name) { return entry.path().stem() == name; });
    EXPECT_TRUE(known) << entry.path() << " is not tested here";
  }
  for (const char* name : kProjects) {
    std::stringstream text;
    text << std::ifstream(path_of(name)).rdbuf();
    EXPECT_EQ(*engine::project_text(load(name)), text.str());
  }
}

TEST(SampleProjects, ReachTheirTargets) {
  for (const char* name : kProjects) {
    SCOPED_TRACE(name);
    const Experiment experiment = load(name);
    ASSERT_FALSE(experiment.target.metric.empty());
    ASSERT_GT(experiment.target.epochs, 0);
    const engine::Metrics m = trained(experiment)->evaluate(Split::validation);
    if (experiment.target.metric == "accuracy") {
      EXPECT_GE(m.accuracy, experiment.target.value);
    } else {
      ASSERT_EQ(experiment.target.metric, "r2");
      EXPECT_GE(m.r2, experiment.target.value);
    }
  }
}

TEST(SampleProjects, SpiralIsLearnedFromOtherWeightsAndWithMoreNoise) {
  int reached = 0;
  for (const double noise : {0.1, 0.2, 0.28}) {
    for (uint64_t seed = 1; seed <= 4; ++seed) {
      Experiment experiment = load("two_spirals");
      experiment.data.noise = noise;
      experiment.seed = seed;
      reached += trained(experiment)->evaluate(Split::validation).accuracy >= 0.95;
    }
  }
  EXPECT_GE(reached, 11) << "of 12";
}

TEST(SampleProjects, LinearRegressionFindsTheLeastSquaresLine) {
  const auto trainer = trained(load("linear_regression"));
  const auto& data = trainer->data();
  double x = 0, y = 0, xx = 0, xy = 0;
  const auto n = static_cast<double>(data.inputs[0].rows());
  for (int64_t i = 0; i < data.inputs[0].rows(); ++i) {
    const auto xi = static_cast<double>(data.inputs[0].row(i)[0]);
    const auto yi = static_cast<double>(data.targets[0][static_cast<size_t>(i)]);
    x += xi / n;
    y += yi / n;
    xx += xi * xi / n;
    xy += xi * yi / n;
  }
  const double slope = (xy - x * y) / (xx - x * x), intercept = y - slope * x;
  const auto& network = trainer->network();
  const auto parameters = network.node_parameters(network.find("output"));
  const auto value = [&](size_t i) {
    return static_cast<double>(network.parameters()[static_cast<size_t>(parameters[i].offset)]);
  };
  EXPECT_NEAR(value(0), slope, 1e-4);
  EXPECT_NEAR(value(1), intercept, 1e-3);
  EXPECT_NEAR(slope, 0.5, 0.05) << "which is close to the line that made the points";
  EXPECT_NEAR(intercept, 1, 0.1);
}

TEST(SampleProjects, PerceptronEndsWithoutAMistake) {
  EXPECT_EQ(trained(load("perceptron"))->evaluate(Split::train).accuracy, 1);
}

TEST(SampleProjects, OneUnitCannotLearnXor) {
  Experiment experiment = load("xor");
  std::erase_if(experiment.network.nodes, [](const auto& node) { return node.id == "dense1"; });
  experiment.network.edges = {{"input", "output", 0}};
  EXPECT_LT(trained(experiment)->evaluate(Split::train).accuracy, 0.8);
}

}  // namespace
