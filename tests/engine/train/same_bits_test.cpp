// The same seed gives the same bits on one, two and four threads: every sample project, a few steps of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "engine/core/parallel.h"
#include "engine/io/project_file.h"
#include "engine/train/trainer.h"
#include "tests/engine/sample_projects.h"
#include "tests/engine/train/experiments.h"

namespace {

using namespace engine;

class SameBits : public ::testing::TestWithParam<std::string> {
 protected:
  ~SameBits() override { set_thread_count(1); }
};

// Weights after a few steps, and a validation loss.
std::vector<Scalar> trained(const Experiment& experiment, int threads) {
  set_thread_count(threads);
  auto trainer = Trainer::create(experiment);
  EXPECT_TRUE(trainer.ok()) << trainer.error().describe();
  for (int i = 0; i < 4; ++i) (*trainer)->step();
  const std::span<const Scalar> weights = (*trainer)->network().parameters();
  std::vector<Scalar> all(weights.begin(), weights.end());
  all.push_back(static_cast<Scalar>((*trainer)->evaluate(Split::validation).loss));
  return all;
}

TEST_P(SameBits, OnAnyNumberOfThreads) {
  const auto project = load_project(engine::testing::sample_path(GetParam()));
  ASSERT_TRUE(project.ok()) << project.error().describe();
  Experiment experiment = project->experiment;
  experiment.data.size = std::min<int64_t>(experiment.data.size, 200);
  const std::vector<Scalar> one = trained(experiment, 1);
  for (const int threads : {2, 4}) {
    const std::vector<Scalar> more = trained(experiment, threads);
    ASSERT_EQ(one.size(), more.size());
    EXPECT_EQ(std::memcmp(one.data(), more.data(), one.size() * sizeof(Scalar)), 0) << threads << " threads";
  }
}

TEST(SameBitsOfDrawnSteps, OnAnyNumberOfThreads) {
  const std::vector<Scalar> one = trained(engine::testing::augmented_digits(), 1);
  for (const int threads : {2, 4}) {
    const std::vector<Scalar> more = trained(engine::testing::augmented_digits(), threads);
    ASSERT_EQ(one.size(), more.size());
    EXPECT_EQ(std::memcmp(one.data(), more.data(), one.size() * sizeof(Scalar)), 0) << threads << " threads";
  }
  Experiment plain = engine::testing::augmented_digits();
  std::erase_if(plain.data.steps, [](const PreparationStep& step) {
    return preparations().find(step.type)->stage == PreparationStage::random;
  });
  EXPECT_NE(trained(plain, 1), one) << "the steps are drawn";
  set_thread_count(1);
}

INSTANTIATE_TEST_SUITE_P(Projects, SameBits, ::testing::ValuesIn(engine::testing::sample_projects()),
                         [](const auto& test) { return test.param; });

}  // namespace
