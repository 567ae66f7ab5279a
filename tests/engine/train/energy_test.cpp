// Chains on energies that are known, against what they must come to: moments, Kolmogorov and Smirnov's distance, the
// share of steps taken, detailed balance. And the gradient of the energy's own loss.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "engine/core/ziggurat.h"
#include "engine/tasks/energy_sampler.h"
#include "engine/tasks/nearness.h"
#include "engine/tasks/task.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/task_experiments.h"

namespace engine {
namespace {

using testing::energy_based;
using testing::kDouble;
using testing::refusal;
using testing::trainer_of;

constexpr double kPi = 3.14159265358979323846;

// E(x) = sum of a_k x_k^2 / 2: the chains must come to independent normal numbers of variance 1 / a_k.
std::unique_ptr<Network> normal_energy(const std::vector<double>& a, int64_t rows) {
  NetworkSpec net;
  net.nodes = {{"in", "input", "", {}, false}, {"square", "multiply", "", {}, false}, testing::dense("e", 1, "linear")};
  net.edges = {{"in", "square", 0}, {"in", "square", 1}, {"square", "e", 0}};
  auto built = Network::compile(net, Shape{static_cast<int64_t>(a.size())}, {.max_rows = rows});
  EXPECT_TRUE(built.ok()) << built.error().describe();
  const auto parameters = (*built)->node_parameters(2);
  for (size_t k = 0; k < a.size(); ++k) {
    (*built)->parameters()[static_cast<size_t>(parameters[0].offset) + k] = static_cast<Scalar>(a[k] / 2);
  }
  (*built)->parameters()[static_cast<size_t>(parameters[1].offset)] = Scalar(0.3);
  return std::move(*built);
}

EnergySampler sampler_of(const Params& given, int64_t rows, const Network& network) {
  EnergySampler sampler;
  sampler.set_params(*resolve(EnergySampler::params(), given));
  sampler.prepare(rows, network);
  return sampler;
}

double normal_share(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

// The largest distance between the shares of the numbers and those of N(0, variance).
double distance(std::vector<double> x, double variance) {
  std::ranges::sort(x);
  double worst = 0;
  const auto n = static_cast<double>(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const double share = normal_share(x[i] / std::sqrt(variance)), at = static_cast<double>(i);
    worst = std::max({worst, std::abs(share - at / n), std::abs(share - (at + 1) / n)});
  }
  return worst;
}

void expect_normal(const Tensor& x, int64_t column, double variance, const std::string& what) {
  std::vector<double> numbers;
  double mean = 0, square = 0;
  const auto n = static_cast<double>(x.rows());
  for (int64_t i = 0; i < x.rows(); ++i) {
    numbers.push_back(static_cast<double>(x.row(i)[column]));
    mean += numbers.back() / n;
    square += numbers.back() * numbers.back() / n;
  }
  EXPECT_NEAR(mean, 0, 4 * std::sqrt(variance / n)) << what;
  EXPECT_NEAR(square - mean * mean, variance, 5 * variance * std::sqrt(2 / n)) << what;
  EXPECT_LT(distance(numbers, variance), 1.95 / std::sqrt(n)) << what << ": one in a thousand is farther";
  EXPECT_GT(distance(numbers, variance * 1.3), 1.95 / std::sqrt(n)) << what << ": the test can tell another variance";
}

TEST(EnergySampler, ChainsComeToTheDistributionOfTheEnergy) {
  constexpr int64_t kChains = 6000;
  const std::vector<double> a{1, 4};
  const auto net = normal_energy(a, kChains);
  struct Case {
    const char* sampler;
    int64_t steps;
    double size;
  };
  for (const Case& c : {Case{"metropolis", 150, 0.8}, Case{"mala", 80, 0.7}, Case{"langevin", 120, 0.4}}) {
    EnergySampler sampler =
        sampler_of({{"sampler", std::string(c.sampler)}, {"steps", c.steps}, {"step_size", c.size}}, kChains, *net);
    Rng rng(3);
    Tensor x(kChains, Shape{2});
    for (Scalar& v : x.span()) v = static_cast<Scalar>(rng.uniform(-3, 3));
    sampler.walk(*net, x.data(), kChains, rng);
    for (int64_t k = 0; k < 2; ++k) {
      // Without a test of the steps: x' = (1 - a e^2 / 2) x + e z, which settles at this variance.
      const double precision = a[static_cast<size_t>(k)];
      const double bias = sampler.proposes() ? 1 : 1 - c.size * c.size * precision / 4;
      expect_normal(x, k, 1 / (precision * bias), std::string(c.sampler) + " " + std::to_string(k));
    }
  }
}

TEST(EnergySampler, WithoutNoiseItIsGradientDescent) {
  const auto net = normal_energy({1, 4}, 8);
  EnergySampler sampler = sampler_of({{"steps", int64_t{7}}, {"step_size", 0.5}, {"noise", 0.0}}, 8, *net);
  Rng rng(3);
  Tensor x(2, Shape{2});
  x.row(0)[0] = x.row(1)[1] = Scalar(2);
  std::vector<Scalar> path(2 * 8 * 2);
  sampler.walk(*net, x.data(), 2, rng, path.data(), 2);
  EXPECT_NEAR(static_cast<double>(x.row(0)[0]), 2 * std::pow(1 - 0.125, 7), 1e-5);
  EXPECT_NEAR(static_cast<double>(x.row(1)[1]), 2 * std::pow(1 - 0.5, 7), 1e-5);
  EXPECT_EQ(path[0], Scalar(2));
  EXPECT_EQ(path[7 * 2], x.row(0)[0]);
  EXPECT_EQ(path[(8 + 7) * 2 + 1], x.row(1)[1]);
}

// Of random steps with deviation s on a standard normal number: (2 / pi) arctan(2 / s).
TEST(EnergySampler, TakesAsManyStepsAsTheFormulaSays) {
  constexpr int64_t kChains = 5000;
  const auto net = normal_energy({1}, kChains);
  for (const double size : {0.5, 2.0}) {
    EnergySampler sampler = sampler_of(
        {{"sampler", std::string("metropolis")}, {"steps", int64_t{20}}, {"step_size", size}}, kChains, *net);
    Rng rng(8);
    Tensor x(kChains, Shape{1});
    for (Scalar& v : x.span()) v = static_cast<Scalar>(ziggurat_normal(rng));
    EXPECT_NEAR(sampler.walk(*net, x.data(), kChains, rng), 2 / kPi * std::atan(2 / size), 0.006) << size;
  }
}

// From the distribution itself, as many chains go from one region to another as come back.
TEST(EnergySampler, StepsAreInDetailedBalance) {
  constexpr int64_t kChains = 60000;
  const auto net = normal_energy({1}, 4096);
  const auto region = [](Scalar x) { return x < Scalar(-0.6) ? 0 : x < Scalar(0.9) ? 1 : 2; };
  for (const char* kind : {"metropolis", "mala"}) {
    EnergySampler sampler =
        sampler_of({{"sampler", std::string(kind)}, {"steps", int64_t{1}}, {"step_size", 1.3}}, kChains, *net);
    Rng rng(4);
    Tensor x(kChains, Shape{1});
    for (Scalar& v : x.span()) v = static_cast<Scalar>(ziggurat_normal(rng));
    const Tensor before = x;
    sampler.walk(*net, x.data(), kChains, rng);
    double count[3][3] = {};
    for (int64_t i = 0; i < kChains; ++i) ++count[region(before.data()[i])][region(x.data()[i])];
    for (int from = 0; from < 3; ++from) {
      for (int to = 0; to < from; ++to) {
        EXPECT_GT(count[from][to], 100);
        EXPECT_NEAR(count[from][to], count[to][from], 4 * std::sqrt(count[from][to] + count[to][from]))
            << kind << " " << from << " " << to;
      }
    }
  }
}

// What walks there is no way to follow: a step to where the energy is no number is never taken.
TEST(EnergySampler, NeverGoesWhereThereIsNoEnergy) {
  const auto net = normal_energy({1}, 8);
  net->parameters()[static_cast<size_t>(net->node_parameters(2)[0].offset)] = std::numeric_limits<Scalar>::quiet_NaN();
  for (const char* kind : {"metropolis", "mala"}) {
    EnergySampler sampler = sampler_of({{"sampler", std::string(kind)}}, 4, *net);
    Rng rng(1);
    Tensor x(4, Shape{1});
    EXPECT_EQ(sampler.walk(*net, x.data(), 4, rng), 0);
    for (const Scalar v : x.span()) EXPECT_EQ(v, 0);
  }
}

// L = mean E(samples) - mean E(chains) + weight of the squares, with the chains held where they have come to.
TEST(EnergyBased, GradientIsThatOfTheLoss) {
  const double h = kDouble ? 1e-5 : 1e-2, tolerance = kDouble ? 1e-7 : 2e-3;
  for (const char* kind : {"langevin", "metropolis", "mala"}) {
    Experiment e = energy_based();
    e.task.params = {{"sampler", std::string(kind)},
                     {"start", std::string("data")},
                     {"chains", int64_t{16}},
                     {"steps", int64_t{5}},
                     {"square_weight", 0.2}};
    const auto t = trainer_of(e);
    Network& net = t->network();
    const std::unique_ptr<Task> task = t->task_type().make();
    task->set_params(*resolve(t->task_type().params, e.task.params));
    task->prepare(16, t->data(), net);
    const Tensor inputs = inputs_of(t->data(), 0);
    const ConstView batch{inputs.data(), 16, inputs.shape()};
    std::vector<Scalar> d_output(64);
    const ChosenLoss none;
    Rng layers(1), own(2);
    const double cost = task->learn({net, none, 0, batch, batch, d_output.data(), layers, own});
    const std::vector<Scalar> gradient(net.gradients().begin(), net.gradients().end());
    const ConstView chains = task->chains();
    ASSERT_EQ(chains.rows, 16);
    const auto loss = [&] {
      double sum = 0;
      for (const auto& [x, sign] : {std::pair{batch, 1.0}, {chains, -1.0}}) {
        const ConstView energy = net.forward(x, Mode::evaluation);
        for (int64_t i = 0; i < 16; ++i) {
          const auto v = static_cast<double>(energy.data[i]);
          sum += (sign * v + 0.2 * v * v) / 16;
        }
      }
      return sum;
    };
    EXPECT_NEAR(cost, loss(), 1e-5);
    for (size_t i = 0; i < gradient.size(); i += 3) {
      Scalar& w = net.parameters()[i];
      const Scalar old = w;
      w = old + static_cast<Scalar>(h);
      const double above = loss();
      w = old - static_cast<Scalar>(h);
      const double below = loss();
      w = old;
      EXPECT_NEAR(static_cast<double>(gradient[i]), (above - below) / (2 * h), tolerance) << kind << " " << i;
    }
  }
}

// The slope by the input against differences, and the gradients of parameters stay.
TEST(EnergyBased, TheSlopeOfTheEnergyIsItsDerivative) {
  const double h = kDouble ? 1e-5 : 1e-2, tolerance = kDouble ? 1e-7 : 2e-3;
  const auto t = trainer_of(energy_based());
  Network& net = t->network();
  std::ranges::fill(net.gradients(), Scalar(7));
  const Tensor inputs = inputs_of(t->data(), 0);
  std::vector<Scalar> ones(10, Scalar(1)), slope(20);
  Tensor x(10, Shape{2});
  std::copy_n(inputs.data(), 20, x.data());
  const auto energy = [&](int64_t row) {
    return static_cast<double>(net.forward(std::as_const(x).view(), Mode::evaluation).data[row]);
  };
  energy(0);
  net.backward_to_input({ones.data(), 10, Shape{1}}, slope.data());
  for (const Scalar g : net.gradients()) EXPECT_EQ(g, Scalar(7));
  for (int64_t i = 0; i < 20; ++i) {
    const Scalar old = x.data()[i];
    x.data()[i] = old + static_cast<Scalar>(h);
    const double above = energy(i / 2);
    x.data()[i] = old - static_cast<Scalar>(h);
    const double below = energy(i / 2);
    x.data()[i] = old;
    EXPECT_NEAR(static_cast<double>(slope[static_cast<size_t>(i)]), (above - below) / (2 * h), tolerance);
  }
}

TEST(EnergyBased, SaysWhatDoesNotFit) {
  Experiment e = energy_based();
  EXPECT_EQ(refusal(e), "");
  e.network.nodes.back().params["units"] = int64_t{2};
  EXPECT_NE(refusal(e).find("must end in one number"), std::string::npos) << refusal(e);
  e = energy_based();
  e.network.nodes.back().params["activation"] = std::string("sigmoid");
  EXPECT_NE(refusal(e).find("without limit"), std::string::npos) << refusal(e);
}

// Each way of starting keeps as many chains as set, in the room of the samples, and remembers their last way.
TEST(EnergyBased, ChainsStartWhereTheyAreTold) {
  for (const char* start : {"chains", "noise", "data"}) {
    Experiment e = energy_based();
    e.task.params = {{"start", std::string(start)}, {"chains", int64_t{40}}, {"steps", int64_t{3}}, {"restart", 0.0}};
    const auto t = trainer_of(e);
    EXPECT_FALSE(t->paths()) << "none has moved";
    const ConstView first = t->chains();
    ASSERT_EQ(first.rows, 40);
    const std::vector<Scalar> before(first.data, first.data + first.count());
    ASSERT_TRUE(t->step());
    const ConstView ways = t->paths();
    ASSERT_EQ(ways.rows, 16);
    ASSERT_EQ(ways.shape, (Shape{4, 2}));
    for (int64_t i = 0; i < 16; ++i) {
      EXPECT_EQ(t->chains().row(i)[0], ways.row(i)[6]) << "the last place of the way";
      const bool goes_on = before[static_cast<size_t>(i) * 2] == ways.row(i)[0];
      EXPECT_EQ(goes_on, start == std::string("chains"));
    }
    for (int64_t i = 16; i < 40; ++i) EXPECT_EQ(t->chains().row(i)[1], before[static_cast<size_t>(i) * 2 + 1]);
    if (start == std::string("chains")) {
      ASSERT_TRUE(t->step());
      EXPECT_NE(t->chains().row(17)[0], before[34]) << "the next ones move in the next step";
    }
  }
}

TEST(EnergyBased, DivergesWithAnExplanationAndGoesOnAtALowerRate) {
  Experiment e = energy_based();
  e.optimizer = {"sgd", {{"learning_rate", 10.0}}};
  e.task.params["square_weight"] = 10.0;
  const auto t = trainer_of(e);
  bool went_on = true;
  for (int i = 0; i < 400 && went_on; ++i) went_on = t->step();
  ASSERT_FALSE(went_on);
  ASSERT_TRUE(t->divergence());
  for (const Scalar x : t->chains().span()) EXPECT_TRUE(std::isfinite(x));
  e.optimizer = {"sgd", {{"learning_rate", 1e-5}}};
  e.task.params["square_weight"] = 0.0;
  ASSERT_TRUE(t->adopt(e));
  EXPECT_FALSE(t->divergence());
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(t->step());
}

TEST(Nearness, IsThatOfNeighbours) {
  const auto t = trainer_of(energy_based());
  Nearness near;
  near.look_at(t->data(), Split::validation);
  ASSERT_TRUE(near.known());
  Tensor chains = inputs_of(t->data(), 1);
  Nearness::Shares shares = near.compare(std::as_const(chains).view());
  EXPECT_EQ(shares.chains, 1);
  EXPECT_EQ(shares.samples, 1);
  for (int64_t i = 1; i < chains.rows(); ++i) chains.row(i)[0] += Scalar(100);
  shares = near.compare(std::as_const(chains).view());
  const auto n = static_cast<double>(chains.rows());
  EXPECT_NEAR(shares.chains, 1 / n, 1e-9) << "one is left";
  EXPECT_GE(shares.samples, 1 / n);
  EXPECT_LT(shares.samples, 0.5) << "its neighbours, and no others";
  chains.resize(1, Shape{2});
  chains.row(0)[0] = Scalar(50);
  shares = near.compare(std::as_const(chains).view());
  EXPECT_EQ(shares.chains + shares.samples, 0);
}

}  // namespace
}  // namespace engine
