// Targets of every shape: coded for every loss, and refused in words where the network ends in something else.
#include "engine/tasks/targets.h"

#include <gtest/gtest.h>

#include "engine/train/trainer.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;

// Random samples of that shape with targets of that shape.
std::shared_ptr<const PreparedData> data_of(const Shape& input, const Shape& target, int64_t classes,
                                            bool padding = false) {
  Dataset set;
  Rng rng(1);
  set.inputs.resize(12, input);
  for (Scalar& x : set.inputs.span()) x = static_cast<Scalar>(rng.uniform(-1, 1));
  set.target_shape = target;
  set.classes = classes;
  for (int64_t i = 0; i < 12 * target.count(); ++i) {
    const double number = classes > 0 ? static_cast<double>(rng.below(static_cast<uint64_t>(classes))) : rng.normal();
    set.targets.push_back(static_cast<Scalar>(padding && i % 3 == 0 ? -1 : number));
  }
  for (int64_t i = 0; i < input.count(); ++i) set.input_names.push_back("x" + std::to_string(i + 1));
  DataSpec spec;
  spec.steps.clear();
  auto data = prepare_set(spec, std::move(set));
  EXPECT_TRUE(data.ok()) << data.error().describe();
  return *data;
}

Experiment ending_in(int64_t units, const char* loss) {
  Experiment e;
  e.network = chain({dense("last", units, "linear")});
  e.loss = {loss, {}};
  e.batch_size = 5;
  return e;
}

std::string refusal(const Experiment& e, const std::shared_ptr<const PreparedData>& data) {
  const auto t = Trainer::create(e, nullptr, data);
  return t.ok() ? "(accepted)" : t.error().describe();
}

TEST(Targets, EveryStepTrains) {
  const auto data = data_of({6, 4}, {6}, 3, true);
  auto t = Trainer::create(ending_in(3, "cross_entropy"), nullptr, data);
  ASSERT_TRUE(t.ok()) << t.error().describe();
  double before = (*t)->evaluate(Split::train).loss;
  for (int i = 0; i < 200; ++i) ASSERT_TRUE((*t)->step());
  const Metrics m = (*t)->evaluate(Split::train);
  EXPECT_LT(m.loss, before);
  EXPECT_TRUE(metric_value(m, "sequence_accuracy") && metric_value(m, "perplexity"));
  std::vector<double> predicted;
  (*t)->predict(inputs_of(*data, 0).view(), predicted);
  EXPECT_EQ(static_cast<int64_t>(predicted.size()), data->count(Split::train) * 6);
}

TEST(Targets, OneOutputAStepDecidesBetweenTwoClasses) {
  const auto data = data_of({6, 4}, {6}, 2);
  auto t = Trainer::create(ending_in(1, "bce_with_logits"), nullptr, data);
  ASSERT_TRUE(t.ok()) << t.error().describe();
  ASSERT_TRUE((*t)->step());
  EXPECT_GT((*t)->evaluate(Split::train).accuracy, 0);
}

TEST(Targets, VectorsOfNumbers) {
  for (const char* loss : {"mse", "mae", "huber", "cosine"}) {
    auto t = Trainer::create(ending_in(3, loss), nullptr, data_of({4}, {3}, 0));
    ASSERT_TRUE(t.ok()) << t.error().describe();
    for (int i = 0; i < 20; ++i) ASSERT_TRUE((*t)->step());
    EXPECT_GT((*t)->evaluate(Split::train).mae, 0);
  }
}

TEST(Targets, SequencesOfNumbers) {
  auto t = Trainer::create(ending_in(2, "mse"), nullptr, data_of({5, 4}, {5, 2}, 0));
  ASSERT_TRUE(t.ok()) << t.error().describe();
  ASSERT_TRUE((*t)->step());
}

TEST(Targets, ClassesBecomeDistributions) {
  auto t = Trainer::create(ending_in(3, "kl_divergence"), nullptr, data_of({6, 4}, {6}, 3, true));
  ASSERT_TRUE(t.ok()) << t.error().describe();
  ASSERT_TRUE((*t)->step());
}

TEST(Targets, WhatDoesNotFitIsSaidAtTheLastLayer) {
  EXPECT_EQ(refusal(ending_in(4, "cross_entropy"), data_of({6, 4}, {6}, 3)),
            "last: The network ends in 4 numbers a step, but the data has 3 classes; give the last layer 3 units.");
  EXPECT_EQ(refusal(ending_in(3, "cross_entropy"), data_of({4}, {6}, 3)),
            "last: The data has a class for each of 6 steps, but the network ends in the shape 3; let the recurrent "
            "layer give the whole sequence and remove what joins the steps.");
  EXPECT_EQ(refusal(ending_in(3, "cross_entropy"), data_of({5, 4}, {6}, 3)),
            "last: The network ends in 5 steps, but the data has a class for each of 6; choose padding and stride so "
            "that the number of steps stays.");
  EXPECT_EQ(refusal(ending_in(3, "cross_entropy"), data_of({6, 4}, {}, 3)),
            "last: The network ends in 6 steps of 3 numbers, but the data has one class a sample; let the last "
            "recurrent layer give its last state only, or insert a mean over time before a dense layer of 3 units.");
  EXPECT_EQ(refusal(ending_in(3, "cross_entropy"), data_of({4}, {2, 2}, 3)),
            "last: The data has a class for each of 2×2 pixels, but the network ends in the shape 3; end it in a "
            "convolution of 3 channels, without flatten.");
  EXPECT_EQ(refusal(ending_in(2, "mse"), data_of({4}, {3}, 0)),
            "last: The network ends in 2 numbers, but the data has 3 numbers to predict; give the last layer 3 units.");
  EXPECT_EQ(refusal(ending_in(3, "mse"), data_of({6, 4}, {3}, 0)),
            "last: The network ends in the shape 6×3, but the data has 3 numbers to predict for each sample; insert "
            "flatten, or take the last state, before a dense layer of 3 units.");
  EXPECT_EQ(refusal(ending_in(2, "bce_with_logits"), data_of({6, 4}, {6}, 2, true)),
            "last: The data has padding, which Binary cross-entropy on logits cannot leave out; choose cross-entropy.");
  EXPECT_EQ(refusal(ending_in(1, "cosine"), data_of({4}, {}, 0)),
            "last: Cosine distance compares several numbers, but the network ends in 1; choose another loss.");
}

TEST(Targets, ClassWeightsAreChecked) {
  Experiment e = ending_in(3, "cross_entropy");
  const auto data = data_of({4}, {}, 3);
  for (const char* good : {"", "  ", "balanced", "1,2,0.5", "1, 2 , 3"}) {
    e.loss.params = {{"class_weights", std::string(good)}};
    EXPECT_EQ(refusal(e, data), "(accepted)") << good;
  }
  for (const char* bad : {"1,2", "1,2,3,4", "1,2,-3", "1,2,x", "1;2;3", "nan,1,1", "1,2,"}) {
    e.loss.params = {{"class_weights", std::string(bad)}};
    EXPECT_EQ(refusal(e, data), std::string("Class weights are 3 numbers from 0 with commas between them, or the word "
                                            "balanced; \"") +
                                    bad + "\" is not.");
  }
}

TEST(Targets, TheLossOfAPartDoesNotDependOnItsBatches) {
  const auto data = data_of({6, 4}, {6}, 3, true);
  Experiment e = ending_in(3, "cross_entropy");
  e.loss.params = {{"class_weights", std::string("1,3,0.25")}, {"label_smoothing", 0.2}};
  auto t = Trainer::create(e, nullptr, data);
  ASSERT_TRUE(t.ok()) << t.error().describe();
  Trainer& trainer = **t;
  const double whole = trainer.evaluate(Split::train).loss;
  const Tensor inputs = inputs_of(*data, 0);
  const ConstView y = trainer.probe(inputs.view());
  const TargetPlan plan = *plan_targets(trainer.loss_type(), *data, trainer.network());
  Tensor coded;
  code_targets(plan, data->targets[0], coded);
  const Params params = *resolve(trainer.loss_type().params, e.loss.params);
  EXPECT_NEAR(trainer.loss_type().compute(params, y, coded.view(), nullptr), whole, 1e-9);
}

}  // namespace
}  // namespace engine
