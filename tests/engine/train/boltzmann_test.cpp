// Restricted Boltzmann machines against brute force: small ones, of which every state is enumerated. Conditionals, free
// energy, what Gibbs sampling comes to, and the gradient of contrastive divergence.
#include "engine/tasks/boltzmann.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/ziggurat.h"
#include "engine/tasks/task.h"
#include "tests/engine/data/inputs_of.h"
#include "tests/engine/train/task_experiments.h"

namespace engine {
namespace {

using testing::boltzmann;
using testing::kDouble;
using testing::refusal;
using testing::trainer_of;

// A machine that owns its numbers, with its energy written out once more.
struct Small {
  int64_t visible, hidden;
  bool gaussian;
  std::vector<int64_t> off;
  std::vector<Scalar> weight, bias, visible_bias;

  Small(int64_t v, int64_t h, bool normal = false, double reach = 1.2) : visible(v), hidden(h), gaussian(normal) {
    Rng rng(17);
    for (auto [list, n] : {std::pair{&weight, v * h}, {&bias, h}, {&visible_bias, v}}) {
      for (int64_t i = 0; i < n; ++i) list->push_back(static_cast<Scalar>(rng.uniform(-reach, reach)));
    }
  }
  Boltzmann machine() const {
    return {visible, hidden, gaussian, weight.data(), bias.data(), visible_bias.data(), off};
  }
  static double bit(int64_t state, int64_t i) { return static_cast<double>(state >> i & 1); }
  double at(const std::vector<Scalar>& list, int64_t i) const {
    return static_cast<double>(list[static_cast<size_t>(i)]);
  }
  double energy(const std::vector<double>& v, int64_t h) const {
    double e = 0;
    for (int64_t i = 0; i < visible; ++i) {
      const double x = v[static_cast<size_t>(i)], b = at(visible_bias, i);
      e += gaussian ? (x - b) * (x - b) / 2 : -b * x;
      for (int64_t j = 0; j < hidden; ++j) e -= bit(h, j) * at(weight, j * visible + i) * x;
    }
    for (int64_t j = 0; j < hidden; ++j) e -= bit(h, j) * at(bias, j);
    return e;
  }
  std::vector<double> bits(int64_t v) const {
    std::vector<double> list;
    for (int64_t i = 0; i < visible; ++i) list.push_back(bit(v, i));
    return list;
  }
  bool possible(int64_t h) const {
    return std::ranges::none_of(off, [&](int64_t unit) { return bit(h, unit) > 0; });
  }
  double free_energy(const std::vector<double>& v) const {
    double sum = 0;
    for (int64_t h = 0; h < 1 << hidden; ++h) sum += possible(h) ? std::exp(-energy(v, h)) : 0;
    return -std::log(sum);
  }
  // p(v) of every state of binary visible units.
  std::vector<double> shares() const {
    std::vector<double> p;
    double sum = 0;
    for (int64_t v = 0; v < 1 << visible; ++v) sum += p.emplace_back(std::exp(-free_energy(bits(v))));
    for (double& x : p) x /= sum;
    return p;
  }
};

std::vector<Scalar> scalars(const std::vector<double>& v) { return {v.begin(), v.end()}; }

TEST(Boltzmann, ConditionalsAreThoseOfTheEnergy) {
  const Small m(4, 3);
  for (int64_t v = 0; v < 16; ++v) {
    std::vector<Scalar> p(3);
    m.machine().hidden_given(scalars(m.bits(v)).data(), 1, p.data());
    double all = 0;
    std::vector<double> on(3);
    for (int64_t h = 0; h < 8; ++h) {
      const double share = std::exp(-m.energy(m.bits(v), h));
      all += share;
      for (int64_t j = 0; j < 3; ++j) on[static_cast<size_t>(j)] += share * Small::bit(h, j);
    }
    for (size_t j = 0; j < 3; ++j) EXPECT_NEAR(static_cast<double>(p[j]), on[j] / all, 1e-6) << v;
  }
  for (int64_t h = 0; h < 8; ++h) {
    std::vector<Scalar> hidden, mean(4);
    for (int64_t j = 0; j < 3; ++j) hidden.push_back(static_cast<Scalar>(Small::bit(h, j)));
    m.machine().visible_given(hidden.data(), 1, mean.data());
    double all = 0;
    std::vector<double> on(4);
    for (int64_t v = 0; v < 16; ++v) {
      const double share = std::exp(-m.energy(m.bits(v), h));
      all += share;
      for (int64_t i = 0; i < 4; ++i) on[static_cast<size_t>(i)] += share * Small::bit(v, i);
    }
    for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(static_cast<double>(mean[i]), on[i] / all, 1e-6) << h;
  }
}

TEST(Boltzmann, FreeEnergyIsTheSumOverAllHiddenStates) {
  for (const bool gaussian : {false, true}) {
    for (const bool one_is_off : {false, true}) {
      Small m(4, 3, gaussian);
      if (one_is_off) m.off = {1};
      Rng rng(2);
      for (int k = 0; k < 20; ++k) {
        std::vector<double> v;
        for (int i = 0; i < 4; ++i) v.push_back(static_cast<double>(static_cast<float>(rng.uniform(-1, 2))));
        std::vector<Scalar> room(3);
        EXPECT_NEAR(m.machine().free_energy(scalars(v).data(), 1, room.data()), m.free_energy(v), 1e-5);
      }
    }
  }
}

// Chains from noise: chi-squared with 15 degrees of freedom against the enumerated shares.
TEST(Boltzmann, GibbsSamplingComesToTheSharesOfTheStates) {
  constexpr int64_t kChains = 8000;
  constexpr double kOneInAThousand = 37.70;
  Small m(4, 3);
  for (const bool one_is_off : {false, true}) {
    if (one_is_off) m.off = {2};
    Rng rng(5);
    std::vector<Scalar> v(kChains * 4), h(kChains * 3);
    for (Scalar& x : v) x = static_cast<Scalar>(rng.below(2));
    for (int k = 0; k < 40; ++k) m.machine().round(v.data(), kChains, h.data(), rng);
    std::vector<double> counts(16);
    for (int64_t i = 0; i < kChains; ++i) {
      size_t state = 0;
      for (size_t k = 0; k < 4; ++k) state |= v[static_cast<size_t>(i) * 4 + k] > 0 ? size_t{1} << k : 0;
      ++counts[state];
    }
    double chi = 0, wrong = 0;
    const std::vector<double> p = m.shares();
    for (size_t s = 0; s < 16; ++s) {
      chi += (counts[s] - kChains * p[s]) * (counts[s] - kChains * p[s]) / (kChains * p[s]);
      wrong += (counts[s] - kChains * p[15 - s]) * (counts[s] - kChains * p[15 - s]) / (kChains * p[15 - s]);
    }
    EXPECT_LT(chi, kOneInAThousand);
    EXPECT_GT(wrong, 10 * kOneInAThousand) << "the test can tell other shares";
  }
}

// With normal visible units: E v = sum over h of p(h) (b + W^T h), by enumeration, and the variance likewise.
TEST(Boltzmann, NormalVisibleUnitsHaveTheMomentsOfTheModel) {
  constexpr int64_t kChains = 20000;
  const Small m(2, 3, true, 0.8);
  double all = 0, mean[2] = {}, square[2] = {};
  for (int64_t h = 0; h < 8; ++h) {
    double middle[2], log_share = 0;
    for (int64_t i = 0; i < 2; ++i) {
      double pull = 0;
      for (int64_t j = 0; j < 3; ++j) pull += Small::bit(h, j) * m.at(m.weight, j * 2 + i);
      middle[i] = m.at(m.visible_bias, i) + pull;
      log_share += (middle[i] * middle[i] - m.at(m.visible_bias, i) * m.at(m.visible_bias, i)) / 2;
    }
    for (int64_t j = 0; j < 3; ++j) log_share += Small::bit(h, j) * m.at(m.bias, j);
    const double share = std::exp(log_share);
    all += share;
    for (int i = 0; i < 2; ++i) {
      mean[i] += share * middle[i];
      square[i] += share * (middle[i] * middle[i] + 1);
    }
  }
  Rng rng(9);
  std::vector<Scalar> v(kChains * 2), h(kChains * 3);
  for (int k = 0; k < 60; ++k) m.machine().round(v.data(), kChains, h.data(), rng);
  for (size_t i = 0; i < 2; ++i) {
    double found = 0, spread = 0;
    for (size_t n = 0; n < kChains; ++n) {
      const auto x = static_cast<double>(v[n * 2 + i]);
      found += x / kChains;
      spread += x * x / kChains;
    }
    const double variance = square[i] / all - mean[i] / all * (mean[i] / all);
    EXPECT_NEAR(found, mean[i] / all, 4 * std::sqrt(variance / kChains));
    EXPECT_NEAR(spread - found * found, variance, 6 * variance * std::sqrt(2.0 / kChains));
  }
}

// What a step of the task works with, its own trainer beside it.
struct Bench {
  std::unique_ptr<Trainer> trainer;
  std::unique_ptr<Task> task;
  std::vector<Scalar> d_output = std::vector<Scalar>(1 << 16);

  explicit Bench(const Experiment& e, int64_t rows) : trainer(trainer_of(e)), task(trainer->task_type().make()) {
    task->set_params(*resolve(trainer->task_type().params, e.task.params));
    task->prepare(rows, trainer->data(), net());
  }
  Network& net() const { return trainer->network(); }
  double learn(ConstView batch, uint64_t seed = 2) {
    const ChosenLoss none;
    Rng layers(1), own(seed);
    return task->learn({net(), none, 0, batch, batch, d_output.data(), layers, own});
  }
};

// <h v> differences are the derivatives of mean F(samples) - mean F(chains), with the chains held where they are.
TEST(ContrastiveDivergence, GradientIsThatOfTheFreeEnergies) {
  const double h = kDouble ? 1e-5 : 1e-2, tolerance = kDouble ? 1e-7 : 2e-3;
  for (const char* visible : {"gaussian", "binary"}) {
    for (const char* start : {"data", "chains"}) {
      Experiment e = boltzmann();
      e.network.find("rbm")->params["visible"] = std::string(visible);
      if (visible == std::string("binary")) e.data.steps = {{{"min_max", {}}, false}};
      e.network.find("rbm")->masks.off_units = {1};
      e.task.params = {{"start", std::string(start)}, {"steps", int64_t{2}}, {"chains", int64_t{24}}, {"draw", false}};
      Bench bench(e, 16);
      Network& net = bench.net();
      Rng rng(4);
      for (Scalar& w : net.parameters()) w = static_cast<Scalar>(rng.uniform(-0.8, 0.8));
      const Tensor inputs = inputs_of(bench.trainer->data(), 0);
      bench.learn({inputs.data(), 16, inputs.shape()});
      const ConstView chains = bench.task->chains();
      ASSERT_EQ(chains.rows, start == std::string("data") ? 16 : 24);
      const BoltzmannNode node = boltzmann_nodes(net).at(0);
      std::vector<Scalar> room(24 * 8);
      const auto difference = [&] {
        const Boltzmann machine = node.machine(net.parameters());
        return machine.free_energy(inputs.data(), 16, room.data()) -
               machine.free_energy(chains.data, chains.rows, room.data());
      };
      for (size_t i = 0; i < net.parameters().size(); ++i) {
        Scalar& w = net.parameters()[i];
        const Scalar old = w;
        w = old + static_cast<Scalar>(h);
        const double above = difference();
        w = old - static_cast<Scalar>(h);
        const double below = difference();
        w = old;
        EXPECT_NEAR(static_cast<double>(net.gradients()[i]), (above - below) / (2 * h), tolerance)
            << visible << " " << start << " " << i;
      }
    }
  }
}

// With many rounds the chains forget where they began: the gradient is that of the likelihood, within what so many
// samples tell.
TEST(ContrastiveDivergence, ManyRoundsGiveTheGradientOfTheLikelihood) {
  constexpr int64_t kRows = 30000;
  Experiment e = boltzmann();
  e.task.params = {{"steps", int64_t{30}}};
  const Bench bench(e, 16);
  const Small m(4, 3);
  const auto built = Network::compile(testing::chain({{"rbm", "rbm", "", {{"units", int64_t{3}}}, false}}), Shape{4},
                                      {.max_rows = kRows});
  ASSERT_TRUE(built.ok());
  Network& net = **built;
  const BoltzmannNode at = boltzmann_nodes(net).at(0);
  std::copy(m.weight.begin(), m.weight.end(), net.parameters().begin() + at.weight);
  std::copy(m.bias.begin(), m.bias.end(), net.parameters().begin() + at.bias);
  std::copy(m.visible_bias.begin(), m.visible_bias.end(), net.parameters().begin() + at.visible_bias);
  bench.task->prepare(kRows, bench.trainer->data(), net);
  Tensor batch(kRows, Shape{4});
  Rng rng(6);
  for (Scalar& x : batch.span()) x = rng.uniform() < 0.7 ? Scalar(1) : Scalar(0);
  const ChosenLoss none;
  Rng layers(1), own(3);
  bench.task->learn({net, none, 0, batch.view(), batch.view(), nullptr, layers, own});

  double model[3][4] = {}, data[3][4] = {};
  const std::vector<double> p = m.shares();
  const auto add = [&](const std::vector<double>& v, double share, double(&to)[3][4]) {
    std::vector<Scalar> on(3);
    m.machine().hidden_given(scalars(v).data(), 1, on.data());
    for (size_t j = 0; j < 3; ++j) {
      for (size_t i = 0; i < 4; ++i) to[j][i] += share * static_cast<double>(on[j]) * v[i];
    }
  };
  for (int64_t v = 0; v < 16; ++v) add(m.bits(v), p[static_cast<size_t>(v)], model);
  for (int64_t row = 0; row < kRows; ++row) {
    add({batch.row(row), batch.row(row) + 4}, 1.0 / kRows, data);
  }
  double largest = 0;
  for (size_t j = 0; j < 3; ++j) {
    for (size_t i = 0; i < 4; ++i) {
      const double exact = model[j][i] - data[j][i];
      largest = std::max(largest, std::abs(exact));
      EXPECT_NEAR(static_cast<double>(net.gradients()[static_cast<size_t>(at.weight) + j * 4 + i]), exact,
                  4 * 0.5 / std::sqrt(static_cast<double>(kRows)));
    }
  }
  EXPECT_GT(largest, 0.1) << "there is something to tell";
}

TEST(ContrastiveDivergence, SaysWhatDoesNotFit) {
  Experiment e = boltzmann();
  EXPECT_EQ(refusal(e), "");
  e.network.find("rbm")->params["visible"] = std::string("binary");
  EXPECT_NE(refusal(e).find("choose normal visible units"), std::string::npos) << refusal(e);
  e = boltzmann();
  e.network = testing::chain({testing::dense("a", 3, "sigmoid"), {"rbm", "rbm", "", {}, false}});
  EXPECT_NE(refusal(e).find("does not learn by contrastive divergence"), std::string::npos) << refusal(e);
  e.network.find("a")->frozen = true;
  EXPECT_EQ(refusal(e), "") << "probabilities of a layer that stands still";
  e.network.find("a")->params["activation"] = std::string("relu");
  EXPECT_NE(refusal(e).find("gives other numbers"), std::string::npos) << refusal(e);
  e.network = testing::chain({testing::dense("a", 3, "sigmoid")});
  EXPECT_NE(refusal(e).find("put an RBM"), std::string::npos) << refusal(e);
  e = boltzmann();
  e.network = testing::chain(
      {{"rbm", "rbm", "", {{"visible", std::string("gaussian")}}, false}, testing::dense("a", 3, "sigmoid")});
  EXPECT_NE(refusal(e).find("does not learn by contrastive divergence"), std::string::npos) << refusal(e);
}

// Machines one on the other learn each from what comes into it; one that is frozen stands still.
TEST(ContrastiveDivergence, MachinesCanBeStacked) {
  Experiment e = boltzmann();
  e.network.nodes.push_back({"top", "rbm", "", {{"units", int64_t{3}}}, false});
  e.network.edges.push_back({"rbm", "top", 0});
  for (const bool frozen : {false, true}) {
    e.network.find("rbm")->frozen = frozen;
    const auto t = trainer_of(e);
    const Network& net = t->network();
    const std::vector<Scalar> before(net.parameters().begin(), net.parameters().end());
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(t->step());
    for (const char* name : {"rbm", "top"}) {
      for (const NodeParameter& p : net.node_parameters(net.find(name))) {
        const auto at = static_cast<std::ptrdiff_t>(p.offset);
        const bool same =
            std::equal(before.begin() + at, before.begin() + at + p.spec.shape.count(), net.parameters().begin() + at);
        EXPECT_EQ(same, frozen && name == std::string("rbm")) << name << " " << p.spec.name;
      }
    }
  }
}

// A live change of where chains start takes effect; chains go on through changes of other things.
TEST(ContrastiveDivergence, ChainsGoOnThroughLiveChanges) {
  Experiment e = boltzmann();
  e.task.params = {{"start", std::string("chains")}, {"chains", int64_t{10}}};
  const auto t = trainer_of(e);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(t->step());
  const auto now = [&] {
    const ConstView c = t->chains();
    return std::vector<Scalar>(c.data, c.data + c.count());
  };
  const std::vector<Scalar> before = now();
  e.task.params["steps"] = int64_t{3};
  e.regularization.l2 = 0.01;
  ASSERT_TRUE(t->adopt(e));
  EXPECT_EQ(now(), before);
  e.task.params["chains"] = int64_t{12};
  ASSERT_TRUE(t->adopt(e));
  EXPECT_EQ(t->chains().rows, 12);
  e.task.params["start"] = std::string("data");
  ASSERT_TRUE(t->adopt(e));
  ASSERT_TRUE(t->step());
  EXPECT_EQ(t->chains().rows, 16) << "as many as a batch has samples";
}

// Units tell what they learn from, not what a loss asks of them: there is nothing to show at the wires, also after
// somebody looked at a single sample and asked for its gradient.
TEST(ContrastiveDivergence, NoGradientGoesBack) {
  const auto t = trainer_of(boltzmann());
  t->keep({.flow = true});
  Network& network = t->network();
  std::vector<Scalar> input(static_cast<size_t>(network.input_shape().count()), Scalar(0.5)), d_input = input;
  const ConstView y = network.forward({input.data(), 1, network.input_shape()}, Mode::evaluation);
  const std::vector<Scalar> ones(static_cast<size_t>(y.count()), Scalar(1));
  network.backward_to_input({ones.data(), 1, y.shape}, d_input.data());
  EXPECT_TRUE(network.d_activation(1));
  ASSERT_TRUE(t->step());
  ASSERT_FALSE(t->record().flow().empty());
  for (const double norm : t->record().flow()) EXPECT_TRUE(std::isnan(norm));
}

// Two clouds: the energy falls where the samples are, and the measured numbers are those of the definition.
TEST(ContrastiveDivergence, MeasuresEnergiesAndTheGap) {
  Experiment e = boltzmann();
  const auto t = trainer_of(e);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(t->step());
  const Metrics train = t->evaluate(Split::train), validation = t->evaluate(Split::validation);
  const Boltzmann machine = boltzmann_nodes(t->network()).at(0).machine(t->network().parameters());
  const Tensor samples = inputs_of(t->data(), 1), first = inputs_of(t->data(), 0);
  std::vector<Scalar> room(static_cast<size_t>(first.rows() * machine.hidden));
  const double own = machine.free_energy(samples.data(), samples.rows(), room.data());
  EXPECT_NEAR(validation.energy, own, 1e-4);
  EXPECT_NEAR(validation.energy_gap, own - machine.free_energy(first.data(), samples.rows(), room.data()), 1e-4);
  EXPECT_TRUE(metric_value(validation, "energy_gap") && metric_value(train, "energy"));
  EXPECT_FALSE(metric_value(train, "energy_gap"));
  EXPECT_EQ(train.samples, t->data().count(Split::train));
}

}  // namespace
}  // namespace engine
