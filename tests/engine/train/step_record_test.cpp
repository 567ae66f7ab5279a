// What is kept of a step for those who look on: by how much it moved the weights, how large the gradient was at every
// node.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/train/observer.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::circle;
using testing::dense;

std::vector<Watch> wishes() {
  return {{"a", Watched::update, 0, 0, "weight"},
          {"a", Watched::update, 0, 0, "bias"},
          {"a", Watched::parameter_gradient, 0, 0, "bias"},
          {"b", Watched::parameter_gradient, 0, 0, "bias"},
          {"b", Watched::parameter, 0, 0, "weight"},
          {"b", Watched::update, 0, 0, "weight"},
          {"", Watched::flow}};
}

Experiment one_sample_at_a_time() {
  Experiment e = circle();
  e.network = chain({dense("a", 5, "linear"),
                     {"act", "activation", "", {{"function", std::string("tanh")}}, false},
                     dense("b", 1, "linear")});
  e.optimizer = {"sgd", {{"learning_rate", 0.05}}};
  e.batch_size = 1;
  return e;
}

double norm(std::span<const float> values) {
  double sum = 0;
  for (const float v : values) sum += static_cast<double>(v) * static_cast<double>(v);
  return std::sqrt(sum);
}

TEST(StepRecord, NothingIsKnownBeforeAStepWasLookedAt) {
  auto t = Trainer::create(one_sample_at_a_time());
  ASSERT_TRUE(t.ok());
  ASSERT_TRUE((*t)->step());
  Observer observer;
  observer.attach(**t);
  observer.watch(wishes());
  Snapshot s;
  observer.fill(s, **t);
  EXPECT_TRUE(s.find("a", Watched::update)->values.empty());
  EXPECT_TRUE(s.find("", Watched::flow)->values.empty());
  ASSERT_TRUE((*t)->step());
  observer.fill(s, **t);
  EXPECT_EQ(s.find("a", Watched::update)->shape, (Shape{5, 2}));
  EXPECT_EQ(s.find("", Watched::flow)->shape, (Shape{4}));
  (*t)->reset();
  observer.fill(s, **t);
  EXPECT_TRUE(s.find("a", Watched::update)->values.empty());
  EXPECT_TRUE(s.find("", Watched::flow)->values.empty());
}

// w' = w - rate * dL/dw
TEST(StepRecord, AnUpdateOfPlainDescentIsTheRateTimesTheGradient) {
  auto t = Trainer::create(one_sample_at_a_time());
  ASSERT_TRUE(t.ok());
  Observer observer;
  observer.attach(**t);
  observer.watch(wishes());
  Snapshot s;
  observer.fill(s, **t);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE((*t)->step());
    observer.fill(s, **t);
    const std::vector<float>&u = s.find_named("a", Watched::update, "bias")->values,
          &g = s.find_named("a", Watched::parameter_gradient, "bias")->values;
    ASSERT_EQ(u.size(), 5U);
    ASSERT_EQ(g.size(), 5U);
    for (size_t k = 0; k < 5; ++k) EXPECT_NEAR(u[k], -0.05f * g[k], 1e-6f + 1e-5f * std::abs(u[k]));
  }
}

// Of any optimizer it is what the weights are now less what they were; a weight that is written later changes nothing.
TEST(StepRecord, AnUpdateIsWhatTheStepAdded) {
  Experiment e = circle();
  e.regularization = {0.001, 0.001, 0.5, 0.1};
  auto t = Trainer::create(e);
  ASSERT_TRUE(t.ok());
  (*t)->keep({.update = true});
  for (int i = 0; i < 2 * (*t)->steps_per_epoch(); ++i) {
    const std::vector<Scalar> before((*t)->network().parameters().begin(), (*t)->network().parameters().end());
    ASSERT_TRUE((*t)->step());
    const std::vector<Scalar> after((*t)->network().parameters().begin(), (*t)->network().parameters().end());
    ASSERT_TRUE((*t)->set_weight("dense1", "weight", 0, 3));
    const std::span<const Scalar> update = (*t)->record().update();
    ASSERT_EQ(update.size(), before.size());
    for (size_t k = 0; k < before.size(); ++k) ASSERT_EQ(update[k], after[k] - before[k]) << k;
  }
  EXPECT_TRUE((*t)->record().flow().empty()) << "nobody asked for it";
}

// Of one sample the gradient at a linear layer is that of its bias; one layer further back it is W' times that, with
// the weights from before the step.
TEST(StepRecord, FlowIsTheNormOfTheGradientAtEachNode) {
  auto t = Trainer::create(one_sample_at_a_time());
  ASSERT_TRUE(t.ok());
  Observer observer;
  observer.attach(**t);
  observer.watch(wishes());
  Snapshot s;
  observer.fill(s, **t);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE((*t)->step());
    observer.fill(s, **t);
    const std::vector<float>& flow = s.find("", Watched::flow)->values;
    ASSERT_EQ(flow.size(), 4U);
    EXPECT_TRUE(std::isnan(flow[0])) << "nobody asks how the input should change";
    const double at_a = norm(s.find_named("a", Watched::parameter_gradient, "bias")->values);
    const double at_b = norm(s.find_named("b", Watched::parameter_gradient, "bias")->values);
    EXPECT_GT(at_b, 0);
    EXPECT_NEAR(static_cast<double>(flow[1]), at_a, 1e-6 + 1e-5 * at_a);
    EXPECT_NEAR(static_cast<double>(flow[3]), at_b, 1e-6 + 1e-5 * at_b);
    std::vector<float> w = s.find_named("b", Watched::parameter, "weight")->values;
    const std::vector<float>& u = s.find_named("b", Watched::update, "weight")->values;
    for (size_t k = 0; k < w.size(); ++k) w[k] -= u[k];
    const double at_act = norm(w) * at_b;
    EXPECT_NEAR(static_cast<double>(flow[2]), at_act, 1e-6 + 1e-4 * at_act);
  }
}

TEST(StepRecord, AStepThatDivergedHasNone) {
  auto t = Trainer::create(one_sample_at_a_time());
  ASSERT_TRUE(t.ok());
  (*t)->keep({.update = true, .flow = true});
  ASSERT_TRUE((*t)->step());
  EXPECT_FALSE((*t)->record().update().empty());
  for (int64_t k = 0; k < 5; ++k) {  // the sum of five such numbers is infinite
    ASSERT_TRUE((*t)->set_weight("b", "weight", k, 3e38));
    ASSERT_TRUE((*t)->set_weight("a", "bias", k, 1e6));
  }
  ASSERT_FALSE((*t)->step());
  EXPECT_TRUE((*t)->record().update().empty());
  EXPECT_TRUE((*t)->record().flow().empty());
}

}  // namespace
}  // namespace engine
