// The trainer: what it keeps, what it resets, when it stops. Formulas are checked by the contract and golden tests.
#include "engine/train/trainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/parallel.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::circle;
using testing::dense;

std::unique_ptr<Trainer> make(const Experiment& e, const Trainer* reuse = nullptr) {
  auto t = Trainer::create(e, reuse);
  EXPECT_TRUE(t.ok()) << t.error().describe();
  return std::move(*t);
}

void train_epochs(Trainer& t, int64_t epochs) {
  for (int64_t i = 0; i < epochs * t.steps_per_epoch(); ++i) ASSERT_TRUE(t.step());
}

std::vector<Scalar> weights(const Trainer& t) {
  return {t.network().parameters().begin(), t.network().parameters().end()};
}

TEST(Trainer, LearnsTheCircle) {
  auto t = make(circle());
  const double before = t->evaluate(Split::train).loss;
  train_epochs(*t, 60);
  EXPECT_LT(t->evaluate(Split::train).loss, before / 3);
  EXPECT_GE(t->evaluate(Split::validation).accuracy, 0.95);
  EXPECT_EQ(t->epoch(), 60);
}

TEST(Trainer, ResetReturnsToTheSameWeightsAndTheSameRun) {
  auto t = make(circle());
  const std::vector<Scalar> start = weights(*t);
  train_epochs(*t, 3);
  const std::vector<Scalar> trained = weights(*t);
  EXPECT_NE(start, trained);
  t->reset();
  EXPECT_EQ(weights(*t), start);
  EXPECT_EQ(t->steps(), 0);
  train_epochs(*t, 3);
  EXPECT_EQ(weights(*t), trained) << "order of batches and optimizer state start again as well";
  t->new_weights(2);
  EXPECT_NE(weights(*t), start);
}

TEST(Trainer, SameBitsOnAnyNumberOfThreads) {
  Experiment e = circle();
  e.network = chain({dense("dense1", 200, "tanh"), dense("dense2", 150, "relu"), dense("dense3", 1, "linear")});
  e.batch_size = 128;
  e.data.size = 600;
  std::vector<std::vector<Scalar>> results;
  for (int threads : {1, 2, 4}) {
    set_thread_count(threads);
    auto t = make(e);
    train_epochs(*t, 4);
    results.push_back(weights(*t));
  }
  set_thread_count(1);
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
}

TEST(Trainer, StopsInTheStepThatDivergesAndKeepsTheLastWeights) {
  Experiment e = circle();
  e.data.source = {"plane", {}};
  e.loss = {"mse", {}};
  e.network = chain({dense("dense1", 6, "relu"), dense("dense3", 1, "linear")});
  e.optimizer = {"sgd", {{"learning_rate", 10.0}}};
  auto t = make(e);
  std::vector<Scalar> last = weights(*t);
  bool diverged = false;
  for (int i = 0; i < 1000 && !diverged; ++i) {
    last = weights(*t);
    diverged = !t->step();
  }
  ASSERT_TRUE(diverged);
  ASSERT_TRUE(t->divergence().has_value());
  EXPECT_TRUE(t->divergence()->node == "dense1" || t->divergence()->node == "dense3");
  EXPECT_LT(t->divergence()->suggested_learning_rate, 10.0);
  EXPECT_EQ(weights(*t), last);
  for (Scalar w : last) EXPECT_TRUE(std::isfinite(w));
}

TEST(Trainer, LiveChangesKeepTheNetwork) {
  auto t = make(circle());
  train_epochs(*t, 2);
  const std::vector<Scalar> before = weights(*t);
  Experiment e = circle();
  e.optimizer = {"sgd", {{"learning_rate", 0.5}}};
  e.batch_size = 7;
  e.regularization.l2 = 0.1;
  e.network.nodes[1].params["activation"] = std::string("relu");
  e.network.nodes[2].frozen = true;
  ASSERT_TRUE(t->adopt(e));
  EXPECT_EQ(weights(*t), before);
  EXPECT_EQ(t->epoch(), 2);
  train_epochs(*t, 1);
  const NodeParameter frozen = t->network().node_parameters(2)[0];
  for (int64_t i = 0; i < frozen.spec.shape.count(); ++i) {
    const size_t k = static_cast<size_t>(frozen.offset + i);
    EXPECT_EQ(weights(*t)[k], before[k]) << "a frozen layer does not move";
  }
  EXPECT_NE(weights(*t), before);
  e.network.nodes[1].params["units"] = int64_t{9};
  EXPECT_FALSE(t->adopt(e)) << "another size needs a rebuild";
}

// With all layers frozen the loss of a batch tells which samples are in it.
TEST(Trainer, WithoutShufflingTheBatchesComeInTheOrderOfTheData) {
  Experiment e = circle();
  e.batch_size = 5;
  for (NodeSpec& node : e.network.nodes) node.frozen = true;
  const auto losses = [](Trainer& t) {
    std::vector<double> all;
    for (int64_t i = 0; i < t.steps_per_epoch(); ++i) {
      EXPECT_TRUE(t.step());
      all.push_back(t.batch_loss());
    }
    return all;
  };
  auto shuffled = make(e);
  Experiment plain = e;
  plain.data.shuffle = false;
  auto ordered = make(plain);
  const std::vector<double> in_order = losses(*ordered);
  EXPECT_EQ(losses(*ordered), in_order) << "every epoch alike";
  EXPECT_NE(losses(*shuffled), in_order);
  ASSERT_TRUE(shuffled->adopt(plain));
  EXPECT_EQ(losses(*shuffled), in_order) << "switched off between two epochs";
  ASSERT_TRUE(shuffled->adopt(e));
  EXPECT_NE(losses(*shuffled), in_order);
}

TEST(Trainer, RebuildKeepsUntouchedLayersAndOptimizerState) {
  auto t = make(circle());
  train_epochs(*t, 5);
  Experiment e = circle();
  e.network.nodes.insert(e.network.nodes.begin() + 3, {"drop", "dropout", "", {{"p", 0.2}}, false});
  e.network.edges = {{"input1", "dense1", 0}, {"dense1", "dense2", 0}, {"dense2", "drop", 0}, {"drop", "dense3", 0}};
  auto next = make(e, t.get());
  EXPECT_EQ(weights(*next), weights(*t));
  EXPECT_EQ(next->epoch(), 5);
  Experiment wider = circle();
  wider.network.nodes[1].params["units"] = int64_t{7};
  auto wide = make(wider, t.get());
  const NodeParameter a = wide->network().node_parameters(1)[0], b = t->network().node_parameters(1)[0];
  for (int64_t i = 0; i < b.spec.shape.count(); ++i) {
    EXPECT_EQ(wide->network().parameters()[static_cast<size_t>(a.offset + i)],
              t->network().parameters()[static_cast<size_t>(b.offset + i)]);
  }
}

TEST(Trainer, RefusesWhatDoesNotFitInWords) {
  Experiment e = circle();
  e.loss = {"cross_entropy", {}};
  auto t = Trainer::create(e);
  ASSERT_FALSE(t.ok());
  EXPECT_EQ(t.error().where, "dense3");
  EXPECT_NE(t.error().describe().find("2 units"), std::string::npos) << t.error().describe();
  e = circle();
  e.data.source = {"plane", {}};
  EXPECT_FALSE(Trainer::create(e).ok()) << "classes' loss on numbers";
  e = circle();
  e.network.nodes[1].params["units"] = int64_t{1000000000};
  t = Trainer::create(e);
  ASSERT_FALSE(t.ok());
  EXPECT_NE(t.error().describe().find("MB"), std::string::npos) << t.error().describe();
  e = circle();
  e.batch_size = 0;
  EXPECT_FALSE(Trainer::create(e).ok());
  e = circle();
  e.optimizer.type = "magic";
  EXPECT_FALSE(Trainer::create(e).ok());
}

TEST(Trainer, TargetsFollowTheRangeOfTheLastActivation) {
  Experiment e = circle();
  e.loss = {"mse", {}};
  e.network.nodes[3].params["activation"] = std::string("tanh");
  EXPECT_EQ(make(e)->threshold(), 0);
  e.network.nodes[3].params["activation"] = std::string("sigmoid");
  EXPECT_EQ(make(e)->threshold(), 0.5);
  auto t = make(e);
  e.network.nodes[3].params["activation"] = std::string("tanh");
  ASSERT_TRUE(t->adopt(e)) << "an activation is live, and so is the coding that follows from it";
  EXPECT_EQ(t->threshold(), 0);
}

TEST(Trainer, GradientClippingBoundsTheNorm) {
  Experiment e = circle();
  e.regularization.clip_norm = 1e-3;
  auto t = make(e);
  ASSERT_TRUE(t->step());
  double sum = 0;
  for (Scalar g : t->network().gradients()) sum += static_cast<double>(g) * static_cast<double>(g);
  EXPECT_LE(std::sqrt(sum), 1.001e-3);
  EXPECT_GT(std::sqrt(sum), 0.9e-3);
}

TEST(Trainer, LastBatchOfAnEpochMayBeSmaller) {
  Experiment e = circle();
  e.batch_size = 37;
  auto t = make(e);
  const int64_t samples = t->data().count(Split::train);
  EXPECT_EQ(t->steps_per_epoch(), (samples + 36) / 37);
  train_epochs(*t, 2);
  EXPECT_TRUE(t->at_epoch_end());
}

}  // namespace
}  // namespace engine
