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
#include "tests/engine/train/experiments.h"

namespace engine {
namespace {

using testing::chain;
using testing::dense;

Experiment autoencoder() {
  Experiment e = testing::circle();
  e.task = {"reconstruction", {}};
  e.loss = {"mse", {}};
  e.network = chain(
      {dense("wide", 8, "tanh"), dense("code", 1, "linear"), dense("back", 8, "tanh"), dense("out", 2, "linear")});
  return e;
}

Experiment variational() {
  Experiment e = autoencoder();
  e.network = chain({dense("wide", 8, "tanh"),
                     dense("code", 4, "linear"),
                     {"sample", "sampling", "", {}, false},
                     dense("back", 8, "tanh"),
                     dense("out", 2, "linear")});
  return e;
}

Experiment adversarial() {
  Experiment e = testing::circle();
  e.data.source = {"ring", {}};
  e.task = {"adversarial", {}};
  e.network = chain({dense("make1", 8, "tanh"),
                     dense("make2", 2, "linear"),
                     {"gate", "real_or_made", "", {}, false},
                     dense("judge1", 8, "tanh"),
                     dense("judge2", 1, "linear")});
  return e;
}

std::unique_ptr<Trainer> trainer_of(const Experiment& e) {
  auto made = Trainer::create(e);
  EXPECT_TRUE(made.ok()) << made.error().describe();
  return made.ok() ? std::move(*made) : nullptr;
}

std::string refusal(const Experiment& e) {
  const auto made = Trainer::create(e);
  return made.ok() ? "" : made.error().what.format();
}

std::vector<Scalar> weights_after(const Experiment& e, int64_t steps, int threads = 1) {
  set_thread_count(threads);
  const auto t = trainer_of(e);
  for (int64_t i = 0; i < steps; ++i) EXPECT_TRUE(t->step());
  set_thread_count(1);
  const auto w = t->network().parameters();
  return {w.begin(), w.end()};
}

TEST(Tasks, EveryOneRunsWithoutChoosingAnything) {
  for (const Experiment& e : {testing::circle(), autoencoder(), variational(), adversarial()}) {
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
  for (Experiment e : {autoencoder(), variational(), adversarial()}) {
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
  for (const Experiment& e : {variational(), adversarial()}) {
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

TEST(Adversarial, SaysWhatDoesNotFit) {
  Experiment e = adversarial();
  std::erase_if(e.network.nodes, [](const NodeSpec& n) { return n.id == "gate"; });
  std::erase_if(e.network.edges, [](const EdgeSpec& w) { return w.from == "gate" || w.to == "gate"; });
  e.network.edges.push_back({"make2", "judge1", 0});
  EXPECT_NE(refusal(e).find("Real or made"), std::string::npos) << refusal(e);
  e = adversarial();
  e.network.find("make2")->params["units"] = int64_t{3};
  EXPECT_NE(refusal(e).find("The generator makes samples of the shape 3"), std::string::npos) << refusal(e);
  e = adversarial();
  e.network.find("judge2")->params["units"] = int64_t{2};
  EXPECT_NE(refusal(e).find("must end in one number"), std::string::npos) << refusal(e);
  e = adversarial();
  e.network.find("judge2")->params["activation"] = std::string("sigmoid");
  EXPECT_NE(refusal(e).find("without limits"), std::string::npos) << refusal(e);
  e.task.params["loss"] = std::string("least_squares");
  EXPECT_EQ(refusal(e), "");
  e = adversarial();  // a wire past the gate
  e.network.nodes.insert(e.network.nodes.end() - 1, {"join", "concatenate", "", {}, false});
  std::erase_if(e.network.edges, [](const EdgeSpec& w) { return w.to == "judge2"; });
  e.network.edges.insert(e.network.edges.end(), {{"judge1", "join", 0}, {"make1", "join", 1}, {"join", "judge2", 0}});
  EXPECT_NE(refusal(e).find("every wire leads through"), std::string::npos) << refusal(e);
}

// The other part of the weights stays as it is in each phase.
TEST(Adversarial, EachPhaseMovesItsOwnPart) {
  Experiment e = adversarial();
  e.task.params["discriminator_steps"] = int64_t{3};  // the generator moves in every third step only
  const auto t = trainer_of(e);
  const auto part = [&](const char* node) {
    const NodeParameter& p = t->network().node_parameters(t->network().find(node))[0];
    const auto w = t->network().parameters().subspan(static_cast<size_t>(p.offset), 8);
    return std::vector<Scalar>(w.begin(), w.end());
  };
  for (int step = 1; step <= 6; ++step) {
    const auto made = part("make1"), judged = part("judge1");
    ASSERT_TRUE(t->step());
    EXPECT_NE(judged, part("judge1"));
    EXPECT_EQ(made == part("make1"), step % 3 != 0) << step;
  }
}

TEST(Adversarial, ClipsTheCritic) {
  Experiment e = adversarial();
  e.task.params = {{"loss", std::string("wasserstein")}, {"clip", 0.05}};
  const auto t = trainer_of(e);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(t->step());
  const Network& net = t->network();
  double front = 0, behind = 0;
  for (size_t node = 0; node < net.spec().nodes.size(); ++node) {
    for (const NodeParameter& p : net.node_parameters(static_cast<int>(node))) {
      for (int64_t i = 0; i < p.spec.shape.count(); ++i) {
        double& most = net.part_of(static_cast<int>(node)) == NetworkPart::front ? front : behind;
        most = std::max(most, std::fabs(static_cast<double>(net.parameters()[static_cast<size_t>(p.offset + i)])));
      }
    }
  }
  EXPECT_LE(behind, 0.0501);
  EXPECT_GT(front, 0.1);
}

// Cost and gradient of a phase against differences of its cost by single weights, with the same random numbers.
TEST(Adversarial, GradientsOfEachGameAreThoseOfItsCost) {
  constexpr bool kDouble = sizeof(Scalar) == 8;
  const double h = kDouble ? 1e-5 : 1e-2, tolerance = kDouble ? 1e-6 : 2e-2;
  for (const char* game : {"non_saturating", "least_squares", "wasserstein"}) {
    Experiment e = adversarial();
    e.task.params["loss"] = std::string(game);
    const auto t = trainer_of(e);
    Network& net = t->network();
    const std::unique_ptr<Task> task = t->task_type().make();
    task->set_params(*resolve(t->task_type().params, e.task.params));
    task->prepare(16, t->data(), net);
    const Tensor inputs = inputs_of(t->data(), 0);
    const ConstView batch{inputs.data(), 16, t->data().input_shape};
    std::vector<Scalar> d_output(64);
    const ChosenLoss none;
    for (const int phase : {0, 1}) {
      const auto cost = [&] {
        Rng layers(1), own(2);
        return task->learn({net, none, phase, batch, batch, d_output.data(), layers, own});
      };
      cost();
      const std::vector<Scalar> gradient(net.gradients().begin(), net.gradients().end());
      for (const char* name : phase == 0 ? std::vector{"judge1", "judge2"} : std::vector{"make1", "make2"}) {
        const NodeParameter& p = net.node_parameters(net.find(name))[0];
        double largest = 0;
        for (int64_t i = 0; i < p.spec.shape.count(); ++i)
          largest = std::max(largest, std::fabs(static_cast<double>(gradient[static_cast<size_t>(p.offset + i)])));
        for (int64_t i = 0; i < p.spec.shape.count(); i += 3) {
          Scalar& w = net.parameters()[static_cast<size_t>(p.offset + i)];
          const Scalar old = w;
          w = old + static_cast<Scalar>(h);
          const double above = cost();
          w = old - static_cast<Scalar>(h);
          const double below = cost();
          w = old;
          EXPECT_NEAR((above - below) / (2 * h), static_cast<double>(gradient[static_cast<size_t>(p.offset + i)]),
                      tolerance * std::max(largest, 1e-3))
              << game << " phase " << phase << " " << name << "[" << i << "]";
        }
      }
    }
  }
}

TEST(Adversarial, CostsAreThoseOfThePapers) {
  // The verdict of a discriminator without weights is its bias: 0.4 on everything.
  Experiment e = adversarial();
  const auto cost = [&](const char* game) {
    e.task.params["loss"] = std::string(game);
    const auto t = trainer_of(e);
    std::fill(t->network().parameters().begin(), t->network().parameters().end(), Scalar(0));
    const auto bias = t->network().node_parameters(t->network().find("judge2"))[1];
    t->network().parameters()[static_cast<size_t>(bias.offset)] = Scalar(0.4);
    return t->evaluate(Split::train);
  };
  const double s = 1 / (1 + std::exp(-0.4));
  Metrics m = cost("non_saturating");
  EXPECT_NEAR(m.loss, -std::log(s) - std::log(1 - s), 1e-6);
  EXPECT_NEAR(m.generator, -std::log(s), 1e-6);
  EXPECT_NEAR(m.real_score, s, 1e-6);
  EXPECT_EQ(m.spread, 0) << "all made samples are the same";
  m = cost("least_squares");
  EXPECT_NEAR(m.loss, (0.6 * 0.6 + 0.4 * 0.4) / 2, 1e-6);
  EXPECT_NEAR(m.generator, 0.18, 1e-6);
  m = cost("wasserstein");
  EXPECT_NEAR(m.loss, 0, 1e-6);
  EXPECT_NEAR(m.generator, -0.4, 1e-6);
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
