// Two networks against each other: whose weights a phase moves, what it costs, and that its gradients are those of the
// cost.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/tasks/gradient_penalty.h"
#include "engine/tasks/task.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/task_experiments.h"

namespace engine {
namespace {

using testing::adversarial;
using testing::refusal;
using testing::trainer_of;

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

// One of them can stand still while the other learns, whatever the steps of both.
TEST(Adversarial, OneOfThemLearnsAlone) {
  for (const char* who : {"discriminator", "generator"}) {
    Experiment e = adversarial();
    e.task.params = {{"moves", std::string(who)}, {"discriminator_steps", int64_t{3}}, {"generator_steps", int64_t{2}}};
    const auto t = trainer_of(e);
    const Network& net = t->network();
    for (int step = 1; step <= 4; ++step) {
      const std::vector<Scalar> before(net.parameters().begin(), net.parameters().end());
      ASSERT_TRUE(t->step());
      for (const char* name : {"make1", "make2", "judge1", "judge2"}) {
        const NodeParameter& p = net.node_parameters(net.find(name))[0];
        const auto at = static_cast<std::ptrdiff_t>(p.offset);
        const bool moved =
            !std::equal(before.begin() + at, before.begin() + at + p.spec.shape.count(), net.parameters().begin() + at);
        EXPECT_EQ(moved, (who == std::string("generator")) == (name[0] == 'm')) << who << " " << name << " " << step;
      }
    }
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
  constexpr bool kDouble = sizeof(Scalar) == 8;  // this file is compiled for both
  const double h = kDouble ? 1e-5 : 1e-2, tolerance = kDouble ? 1e-6 : 2e-2;
  for (const char* game : {"non_saturating", "least_squares", "wasserstein", "wasserstein_penalty"}) {
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

// A critic w . x has the slope |w| everywhere: weight (|w| - 1)^2, and 2 weight (|w| - 1) w / |w| as its gradient.
TEST(Adversarial, TheSlopeOfALinearCriticIsPenalised) {
  Experiment e = adversarial();
  e.task.params = {{"loss", std::string("wasserstein_penalty")}};
  std::erase_if(e.network.nodes, [](const NodeSpec& n) { return n.id == "judge1"; });
  std::erase_if(e.network.edges, [](const EdgeSpec& w) { return w.from == "judge1" || w.to == "judge1"; });
  e.network.edges.push_back({"gate", "judge2", 0});
  const auto t = trainer_of(e);
  Network& net = t->network();
  const NodeParameter& p = net.node_parameters(net.find("judge2"))[0];
  const double w[] = {0.9, -1.2};
  for (size_t k = 0; k < 2; ++k) net.parameters()[static_cast<size_t>(p.offset) + k] = static_cast<Scalar>(w[k]);
  GradientPenalty penalty;
  penalty.prepare(8, net);
  const Tensor inputs = inputs_of(t->data(), 0);
  std::vector<Scalar> d_output(32);
  Rng rng(3);
  const double cost =
      penalty.learn(net, {inputs.data(), 8, t->data().input_shape}, inputs.row(8), 7, d_output.data(), rng);
  EXPECT_NEAR(cost, 7 * 0.25, 1e-5);
  std::fill(net.gradients().begin(), net.gradients().end(), Scalar(1));
  penalty.add(net);
  for (size_t k = 0; k < 2; ++k) {
    EXPECT_NEAR(static_cast<double>(net.gradients()[static_cast<size_t>(p.offset) + k]), 1 + 2 * 7 * 0.5 * w[k] / 1.5,
                1e-3);
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

}  // namespace
}  // namespace engine
