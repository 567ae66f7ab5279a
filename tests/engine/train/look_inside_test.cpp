// What a look shows of one sample and of a batch, and that training does not notice being looked at.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/train/observer.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::circle;
using testing::dense;

// Everything whose passes could leave a trace: dropout's random numbers, running averages, gradients.
Experiment delicate() {
  Experiment e = circle();
  e.network = chain({dense("a", 12, "tanh"),
                     {"norm", "batch_norm", "", {}, false},
                     {"drop", "dropout", "", {{"p", 0.3}}, false},
                     dense("b", 1, "linear")});
  return e;
}

std::vector<Watch> everything() {
  return {{"a", Watched::batch},
          {"drop", Watched::batch},
          {"norm", Watched::parameter, 0, 0, "running_mean"},
          {"a", Watched::answer_gradient, 0, 3},
          {"input1", Watched::answer_gradient, 0, 3},
          {"a", Watched::sample, 0, 3},
          {"a", Watched::update, 0, 0, "weight"},
          {"", Watched::flow}};
}

TEST(LookInside, TrainingDoesNotNotice) {
  auto seen = Trainer::create(delicate()), unseen = Trainer::create(delicate());
  ASSERT_TRUE(seen.ok() && unseen.ok());
  Observer observer;
  observer.attach(**seen);
  observer.watch(everything());
  Snapshot s;
  for (int step = 0; step < 40; ++step) {
    ASSERT_TRUE((*seen)->step() && (*unseen)->step());
    const std::vector<Scalar> gradients((*seen)->network().gradients().begin(), (*seen)->network().gradients().end());
    observer.fill(s, **seen);
    EXPECT_TRUE(std::equal(gradients.begin(), gradients.end(), (*seen)->network().gradients().begin()));
  }
  EXPECT_TRUE(std::equal((*seen)->network().parameters().begin(), (*seen)->network().parameters().end(),
                         (*unseen)->network().parameters().begin()));
}

TEST(LookInside, ABatchIsAsInTraining) {
  auto t = Trainer::create(delicate());
  Observer observer;
  observer.attach(**t);
  observer.watch(everything());
  Snapshot s;
  observer.fill(s, **t);
  const WatchedTensor* batch = s.find("drop", Watched::batch);
  ASSERT_NE(batch, nullptr);
  EXPECT_EQ(batch->shape, (Shape{16, 12}));
  int dropped = 0;
  for (const float v : batch->values) dropped += v == 0;
  EXPECT_GT(dropped, 16 * 12 / 6);
  EXPECT_LT(dropped, 16 * 12 / 2);
  const std::vector<float> before = batch->values;
  observer.fill(s, **t);
  EXPECT_EQ(s.find("drop", Watched::batch)->values, before);  // while training rests so does the picture
  const WatchedTensor* mean = s.find_named("norm", Watched::parameter, "running_mean");
  ASSERT_NE(mean, nullptr);
  EXPECT_EQ(mean->shape, (Shape{12}));
  EXPECT_EQ(s.find_named("norm", Watched::parameter, "running_var"), nullptr);
}

TEST(LookInside, TheAnswersGradientIsTheSlopeOfTheAnswer) {
  auto t = Trainer::create(delicate());
  for (int i = 0; i < 30; ++i) ASSERT_TRUE((*t)->step());
  Observer observer;
  observer.attach(**t);
  observer.watch(everything());
  Snapshot s;
  observer.fill(s, **t);
  const WatchedTensor* gradient = s.find("input1", Watched::answer_gradient);
  ASSERT_NE(gradient, nullptr);
  ASSERT_EQ(gradient->shape, Shape{2});
  Tensor x(1, {2});
  (*t)->data().transform((*t)->data().raw.inputs.row(3), x.data());
  // One output decides: for the first class it speaks by being small.
  const double sign = (*t)->answers().predicted((*t)->probe(x.view()).data) == 0 ? -1 : 1;
  for (int64_t i = 0; i < 2; ++i) {
    const auto answer = [&](double shift) {
      Tensor moved = x;
      moved.data()[i] += static_cast<Scalar>(shift);
      return sign * static_cast<double>((*t)->probe(moved.view()).data[0]);
    };
    const double slope = (answer(1e-2) - answer(-1e-2)) / 2e-2;
    EXPECT_NEAR(static_cast<double>(gradient->values[static_cast<size_t>(i)]), slope, 2e-3 * (1 + std::abs(slope)));
  }
  EXPECT_EQ(s.find("a", Watched::answer_gradient)->shape, Shape{12});
}

TEST(LookInside, OneOutputThatDecidesSpeaksForBothClasses) {
  Answers answers;
  answers.classes = 2;
  std::vector<ChosenOutput> chosen;
  for (const Scalar y : {Scalar(-2), Scalar(2)}) {
    chosen_outputs(answers, &y, chosen);
    ASSERT_EQ(chosen.size(), 1U);
    EXPECT_EQ(chosen[0].at, 0);
    EXPECT_GT(chosen[0].sign * y, 0);
  }
  answers.classes = 0;  // a number is what it is
  const Scalar low = -2;
  chosen_outputs(answers, &low, chosen);
  EXPECT_EQ(chosen[0].sign, 1);
}

TEST(LookInside, AnswersOfAPartAreThoseOfEachSample) {
  auto t = Trainer::create(delicate());
  Observer observer;
  observer.attach(**t);
  observer.watch({{"b", Watched::answers, 0, 1}});
  Snapshot s;
  for (int step = 0; step < 3; ++step) {
    observer.fill(s, **t);
    const Tensor inputs = inputs_of((*t)->data(), 1);
    const WatchedTensor* answers = s.find("b", Watched::answers);
    ASSERT_NE(answers, nullptr);
    ASSERT_EQ(answers->shape, (Shape{inputs.rows(), 1}));
    for (const int64_t row : {int64_t{0}, inputs.rows() - 1}) {
      const Scalar y = (*t)->probe({inputs.row(row), 1, inputs.shape()}).data[0];
      EXPECT_EQ(answers->values[static_cast<size_t>(row)], static_cast<float>(y));
    }
    ASSERT_TRUE((*t)->step());
  }
}

TEST(LookInside, OfClassesItIsTheOneThatWasChosen) {
  Experiment e = circle();
  e.network = chain({dense("a", 6, "tanh"), dense("b", 2, "linear")});
  e.loss = {"cross_entropy", {}};
  auto t = Trainer::create(e);
  ASSERT_TRUE(t.ok());
  Observer observer;
  observer.attach(**t);
  observer.watch({{"b", Watched::answer_gradient, 0, 5}, {"b", Watched::sample, 0, 5}});
  Snapshot s;
  observer.fill(s, **t);
  const std::vector<float>& y = s.find("b", Watched::sample)->values;
  const std::vector<float> wanted = y[1] > y[0] ? std::vector<float>{0, 1} : std::vector<float>{1, 0};
  EXPECT_EQ(s.find("b", Watched::answer_gradient)->values, wanted);
}

// What the network answers to a sample is what it makes of the code that the sample has.
TEST(LookInside, CodesOfSamplesAreDecodedToTheirAnswers) {
  Experiment e = circle();
  e.network = chain({dense("wide", 8, "tanh"),
                     dense("code", 3, "linear"),
                     {"act", "activation", "", {}, false},
                     dense("back", 8, "tanh"),
                     dense("out", 2, "linear")});
  e.task = {"reconstruction", {}};
  e.loss = {"mse", {}};
  auto t = Trainer::create(e);
  ASSERT_TRUE(t.ok());
  Observer observer;
  observer.attach(**t);
  Snapshot s;
  for (int step = 0; step < 3; ++step) {
    observer.watch({{"code", Watched::answers, 0, 1}, {"out", Watched::answers, 0, 1}});
    observer.fill(s, **t);
    const WatchedTensor codes = *s.find("code", Watched::answers), answers = *s.find("out", Watched::answers);
    ASSERT_EQ(codes.shape, (Shape{(*t)->data().count(Split::validation), 3}));
    observer.watch({{"code", Watched::decoded, 0, 0, "all", 1, codes.values}});
    observer.fill(s, **t);
    const WatchedTensor* decoded = s.find("code", Watched::decoded);
    ASSERT_NE(decoded, nullptr);
    EXPECT_EQ(decoded->shape, answers.shape);
    EXPECT_EQ(decoded->values, answers.values);
    ASSERT_TRUE((*t)->step());
  }
}

TEST(LookInside, NothingIsDecodedWhereAWayLeadsPast) {
  Experiment e = circle();
  e.network =
      chain({dense("a", 2, "tanh"), dense("b", 2, "tanh"), {"sum", "add", "", {}, false}, dense("out", 1, "linear")});
  e.network.edges.push_back({"a", "sum", 1});
  EXPECT_TRUE(is_passage(e.network, "a"));
  EXPECT_FALSE(is_passage(e.network, "b"));
  EXPECT_TRUE(is_passage(e.network, "sum"));
  EXPECT_TRUE(is_passage(e.network, "out"));
  EXPECT_FALSE(is_passage(e.network, "nobody"));
  auto t = Trainer::create(e);
  ASSERT_TRUE(t.ok());
  Observer observer;
  observer.attach(**t);
  observer.watch({{"b", Watched::decoded, 0, 0, "", 1, {1, 2}},
                  {"a", Watched::decoded, 0, 0, "", 1, {}},
                  {"input1", Watched::decoded, 0, 0, "", 1, {1, 2}},
                  {"a", Watched::decoded, 0, 0, "half", 1, {1, 2, 3}}});
  Snapshot s;
  observer.fill(s, **t);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(s.tensors[static_cast<size_t>(i)].values.empty()) << i;
  EXPECT_EQ(s.tensors[3].shape, (Shape{1, 1})) << "half a code is left out";
}

}  // namespace
}  // namespace engine
