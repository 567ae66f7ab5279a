// Ways of training beyond labels: what fits them, their losses and gradients, that they replay bit for bit, and that
// live parameters take effect.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "engine/core/parallel.h"
#include "engine/io/project_file.h"
#include "engine/tasks/task.h"
#include "engine/train/diagnosis.h"
#include "engine/train/trainer.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/task_experiments.h"

namespace engine {
namespace {

using testing::adversarial;
using testing::autoencoder;
using testing::boltzmann;
using testing::chain;
using testing::dense;
using testing::energy_based;
using testing::refusal;
using testing::trainer_of;
using testing::variational;
using testing::weights_after;

TEST(Tasks, EveryOneRunsWithoutChoosingAnything) {
  for (const Experiment& e :
       {testing::circle(), autoencoder(), variational(), adversarial(), boltzmann(), energy_based()}) {
    const auto t = trainer_of(e);
    ASSERT_TRUE(t);
    for (int i = 0; i < 30; ++i) ASSERT_TRUE(t->step()) << e.task.type;
    const Metrics m = t->evaluate(Split::validation);
    EXPECT_GT(m.samples, 0);
    EXPECT_TRUE(std::isfinite(m.loss));
    EXPECT_TRUE(metric_value(m, "loss").has_value());
    const Tensor validation = inputs_of(t->data(), 1);
    std::vector<double> answers;
    t->predict(std::as_const(validation).view(), answers);
    EXPECT_FALSE(answers.empty());
  }
  for (const TaskType* type : tasks().entries()) EXPECT_TRUE(type->make()) << type->id;
}

TEST(Tasks, SameBitsOnAnyNumberOfThreadsAndAfterAReset) {
  for (Experiment e : {autoencoder(), variational(), adversarial(), boltzmann(), energy_based()}) {
    e.batch_size = 70;
    if (e.task.type == "reconstruction") e.task.params["noise"] = 0.2;
    const std::vector<Scalar> one = weights_after(e, 12);
    for (const int threads : {2, 4}) EXPECT_EQ(one, weights_after(e, 12, threads)) << e.task.type;
    const auto t = trainer_of(e);
    for (int i = 0; i < 20; ++i) t->step();
    (void)t->evaluate(Split::train);
    t->reset();
    for (int i = 0; i < 12; ++i) t->step();
    const auto again = t->network().parameters();
    EXPECT_TRUE(std::equal(one.begin(), one.end(), again.begin(), again.end())) << e.task.type;
  }
}

TEST(Tasks, LookingChangesNothing) {
  for (const Experiment& e : {variational(), adversarial(), boltzmann(), energy_based()}) {
    const std::vector<Scalar> plain = weights_after(e, 10);
    const auto t = trainer_of(e);
    const Tensor inputs = inputs_of(t->data(), 0);
    for (int i = 0; i < 10; ++i) {
      t->step();
      (void)t->evaluate(Split::validation);
      (void)t->probe({inputs.data(), 7, t->data().input_shape});
    }
    const auto looked = t->network().parameters();
    EXPECT_TRUE(std::equal(plain.begin(), plain.end(), looked.begin(), looked.end())) << e.task.type;
  }
}

TEST(Tasks, SavedAndReadAgain) {
  Experiment e = adversarial();
  e.task.params = {{"loss", std::string("wasserstein")}, {"latent", int64_t{5}}, {"clip", 0.05}};
  const Result<std::string> text = project_text(e);
  ASSERT_TRUE(text.ok());
  EXPECT_NE(text->find("\"version\": 3"), std::string::npos);
  const Result<Project> back = parse_project(*text, "x.json");
  ASSERT_TRUE(back.ok());
  EXPECT_TRUE(back->experiment == e);
  EXPECT_TRUE(back->warnings.empty());
  const Result<std::string> labels = project_text(testing::circle());
  EXPECT_NE(labels->find("\"version\": 2"), std::string::npos) << "older programs read what they can run";
  EXPECT_EQ(labels->find("\"task\""), std::string::npos);
  ASSERT_TRUE(set_by_path(e, "task.clip=0.1").ok());
  EXPECT_EQ(e.task.params.at("clip"), ParamValue(0.1));
  EXPECT_FALSE(set_by_path(e, "task.clip=7").ok());
}

TEST(Reconstruction, SaysWhatDoesNotFit) {
  Experiment e = autoencoder();
  e.network.nodes.back().params["units"] = int64_t{3};
  EXPECT_NE(refusal(e).find("has to answer with its input of 2"), std::string::npos) << refusal(e);
  e = autoencoder();
  e.loss = {"cross_entropy", {}};
  EXPECT_NE(refusal(e).find("is for classes"), std::string::npos);
  e.loss = {"bce_with_logits", {}};
  EXPECT_NE(refusal(e).find("shares between 0 and 1"), std::string::npos) << refusal(e);
  e.data.source = {"digits", {}};
  e.data.steps.clear();
  e.network = chain({{"flat", "flatten", "", {}, false}, dense("code", 4, "tanh"), dense("out", 784, "linear")});
  EXPECT_EQ(refusal(e), "");
}

TEST(Reconstruction, AnswersWithItsInput) {
  Experiment e = autoencoder();
  e.data.source = {"line", {}};  // one input: a code of one number is enough
  e.network = chain({dense("code", 1, "linear"), dense("out", 1, "linear")});
  e.optimizer = {"adam", {{"learning_rate", 0.05}}};
  const auto t = trainer_of(e);
  while (t->epoch() < 60) ASSERT_TRUE(t->step());
  EXPECT_GT(t->evaluate(Split::validation).r2, 0.999);
  EXPECT_EQ(t->answers().classes, 0);
}

TEST(Reconstruction, ErrorOfASampleIsTheSumOverItsNumbers) {
  Experiment e = autoencoder();
  const double mean = trainer_of(e)->evaluate(Split::train).loss;
  e.task.params["error"] = std::string("sample");
  EXPECT_NEAR(trainer_of(e)->evaluate(Split::train).loss, 2 * mean, 1e-6 * mean);
}

TEST(Reconstruction, NoiseIsForTrainingOnly) {
  Experiment e = autoencoder(), noisy = e, masked = e;
  noisy.task.params["noise"] = 0.3;
  masked.task.params = {{"noise", 0.3}, {"noise_kind", std::string("mask")}};
  EXPECT_EQ(trainer_of(e)->evaluate(Split::train).loss, trainer_of(noisy)->evaluate(Split::train).loss);
  EXPECT_NE(weights_after(e, 5), weights_after(noisy, 5));
  EXPECT_NE(weights_after(masked, 5), weights_after(noisy, 5));
}

TEST(Reconstruction, LogitsAreMeasuredAsShares) {
  Experiment e = autoencoder();
  e.data.source = {"digits", {}};
  e.data.size = 50;
  e.data.steps.clear();
  e.loss = {"bce_with_logits", {}};
  e.network = chain({{"flat", "flatten", "", {}, false}, dense("code", 4, "tanh"), dense("out", 784, "linear")});
  const auto t = trainer_of(e);
  EXPECT_LT(t->evaluate(Split::train).mae, 0.7) << "shares of about a half, not logits";
}

TEST(Variational, DivergenceIsThatOfTheFormula) {
  const auto t = trainer_of(variational());
  const Tensor inputs = inputs_of(t->data(), 0);
  Network& net = t->network();
  net.forward({inputs.data(), inputs.rows(), inputs.shape()}, Mode::evaluation);
  const ConstView code = net.activation(net.find("code"));
  double sum = 0;
  for (int64_t i = 0; i < code.rows; ++i) {
    for (int64_t k = 0; k < 2; ++k) {
      const auto mean = static_cast<double>(code.row(i)[k]), log_variance = static_cast<double>(code.row(i)[k + 2]);
      sum += (mean * mean + std::exp(log_variance) - 1 - log_variance) / 2;
    }
  }
  const double kl = sum / static_cast<double>(code.rows);
  EXPECT_NEAR(net.penalty().value, kl, 1e-5 * kl);
  EXPECT_EQ(net.penalty().dimensions, 2);
  const Metrics m = t->evaluate(Split::train);
  EXPECT_NEAR(m.kl, kl, 1e-4 * kl);
  EXPECT_NEAR(m.loss, m.reconstruction + m.kl, 1e-6 * m.loss);
  EXPECT_TRUE(metric_value(m, "kl") && metric_value(m, "reconstruction"));
  EXPECT_FALSE(metric_value(trainer_of(autoencoder())->evaluate(Split::train), "kl"));
}

TEST(Variational, BetaIsLive) {
  Experiment e = variational();
  const auto t = trainer_of(e);
  const Metrics one = t->evaluate(Split::train);
  e.network.find("sample")->params["beta"] = 4.0;
  ASSERT_TRUE(t->adopt(e));
  const Metrics four = t->evaluate(Split::train);
  EXPECT_NEAR(four.loss - four.reconstruction, 4 * one.kl, 1e-5 * four.loss);
}

TEST(Variational, DrawsFromTheDistribution) {
  NetworkSpec net = chain({{"sample", "sampling", "", {}, false}});
  const auto built = Network::compile(net, Shape{2}, {.max_rows = 20000});
  ASSERT_TRUE(built.ok()) << built.error().describe();
  Tensor inputs(20000, Shape{2});
  for (int64_t i = 0; i < inputs.rows(); ++i) {
    inputs.row(i)[0] = Scalar(1.5);
    inputs.row(i)[1] = static_cast<Scalar>(2 * std::log(0.5));  // standard deviation 0.5
  }
  Rng rng(3);
  const ConstView z = (*built)->forward(std::as_const(inputs).view(), Mode::training, &rng);
  double mean = 0, square = 0;
  for (int64_t i = 0; i < z.rows; ++i) {
    mean += static_cast<double>(z.data[i]) / 20000;
    square += static_cast<double>(z.data[i]) * static_cast<double>(z.data[i]) / 20000;
  }
  EXPECT_NEAR(mean, 1.5, 0.5 / std::sqrt(20000.0) * 4);
  EXPECT_NEAR(std::sqrt(square - mean * mean), 0.5, 0.01);
  const ConstView plain = (*built)->forward(std::as_const(inputs).view(), Mode::evaluation);
  EXPECT_EQ(plain.data[7], Scalar(1.5));
}

std::vector<event::MetricPoint> points(const Metrics& m) {
  event::MetricPoint p;
  p.train = p.validation = m;
  return std::vector<event::MetricPoint>(40, p);
}

TEST(Diagnosis, RecognisesCollapse) {
  Metrics m;
  m.samples = 100;
  m.kl_dimensions = 8;
  m.kl = 0.01;
  Experiment e = variational();
  Diagnosis d = diagnose(e, points(m), std::nullopt);
  EXPECT_EQ(d.title.text, "Posterior collapse");
  EXPECT_EQ(d.cured.task.params.at("error"), ParamValue(std::string("sample")));
  e.task.params["error"] = std::string("sample");
  d = diagnose(e, points(m), std::nullopt);
  EXPECT_EQ(d.cured.network.find("sample")->params.at("beta"), ParamValue(0.1));
  m.kl = 4;
  EXPECT_NE(diagnose(e, points(m), std::nullopt).title.text, "Posterior collapse");
  m = {};
  m.samples = 100;
  m.mode_count = 8;
  m.modes = 2;
  m.spread = 0.8;
  EXPECT_EQ(diagnose(adversarial(), points(m), std::nullopt).title.text, "Mode collapse");
  m.modes = 8;
  EXPECT_EQ(diagnose(adversarial(), points(m), std::nullopt).title.text, "Healthy");
  m.spread = 0.1;
  EXPECT_EQ(diagnose(adversarial(), points(m), std::nullopt).title.text, "Mode collapse");
}

}  // namespace
}  // namespace engine
