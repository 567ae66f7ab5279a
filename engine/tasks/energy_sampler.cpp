#include "engine/tasks/energy_sampler.h"

#include <algorithm>
#include <cmath>

#include "engine/core/ziggurat.h"

namespace engine {
namespace {

constexpr const char *kLangevin = "langevin", *kMetropolis = "metropolis", *kMala = "mala";

}  // namespace

std::vector<ParamSpec> EnergySampler::params() {
  return {{.key = "sampler",
           .label = "Sampler",
           .help = "Langevin goes down the energy and adds noise. Metropolis proposes a random step and takes it with "
                   "probability min(1, exp(-rise of the energy)). MALA proposes steps of Langevin and tests them so.",
           .default_value = std::string(kLangevin),
           .choices = {{kLangevin, "Langevin"}, {kMetropolis, "Metropolis"}, {kMala, "MALA"}},
           .live = true},
          {.key = "steps",
           .label = "Steps of a chain",
           .help = "How many steps each chain moves before the network learns from where it is.",
           .default_value = int64_t{20},
           .minimum = 1,
           .maximum = 500,
           .step = 1,
           .live = true},
          {.key = "step_size",
           .label = "Step size",
           .help = "The standard deviation of a random step, in units of what the network sees.",
           .default_value = 0.1,
           .minimum = 0.001,
           .maximum = 2,
           .logarithmic = true,
           .live = true},
          {.key = "noise",
           .label = "Noise",
           .help = "Share of the random part of a step. 1: the chains are distributed as the energy says. Less: they "
                   "gather where it is lowest.",
           .default_value = 1.0,
           .minimum = 0,
           .maximum = 1,
           .step = 0.05,
           .live = true,
           .visible_if = {"sampler", {kLangevin}}}};
}

void EnergySampler::set_params(const Params& params) {
  const std::string& kind = get_text(params, "sampler");
  kind_ = kind == kLangevin ? Kind::langevin : kind == kMala ? Kind::mala : Kind::metropolis;
  steps_ = get_int(params, "steps");
  size_ = get_double(params, "step_size");
  noise_ = kind_ == Kind::langevin ? get_double(params, "noise") : 1;
}

void EnergySampler::prepare(int64_t rows, const Network& network) {
  numbers_ = network.input_shape().count();
  for (Tensor* t : {&there_, &slope_, &slope_there_}) t->resize(rows, network.input_shape());
  for (Tensor* t : {&energy_, &energy_there_, &ones_}) t->resize(rows, Shape{1});
  std::ranges::fill(ones_.span(), Scalar(1));
}

// Energies [rows], and where the sampler needs them, their slopes [rows, numbers].
void EnergySampler::look(Network& network, const Scalar* x, int64_t rows, Scalar* energy, Scalar* slope) {
  for (int64_t begin = 0; begin < rows; begin += network.max_rows()) {
    const int64_t count = std::min(network.max_rows(), rows - begin);
    const ConstView e = network.forward({x + begin * numbers_, count, network.input_shape()}, Mode::evaluation);
    std::copy_n(e.data, count, energy + begin);
    if (kind_ == Kind::metropolis) continue;
    network.backward_to_input({ones_.data(), count, e.shape}, slope + begin * numbers_);
  }
}

void EnergySampler::propose(const Scalar* x, int64_t rows, Rng& rng) {
  const double down = kind_ == Kind::metropolis ? 0 : size_ * size_ / 2, random = noise_ * size_;
  for (int64_t i = 0; i < rows * numbers_; ++i) {
    const double slope = down > 0 ? down * static_cast<double>(slope_.data()[i]) : 0;
    const double z = random > 0 ? random * ziggurat_normal(rng) : 0;
    there_.data()[i] = static_cast<Scalar>(static_cast<double>(x[i]) - slope + z);
  }
}

// log of p(x') q(x | x') / (p(x) q(x' | x)); not a number where the energy there is none, and then no step is taken.
double EnergySampler::log_chance(int64_t row, const Scalar* x) const {
  double chance = static_cast<double>(energy_.data()[row]) - static_cast<double>(energy_there_.data()[row]);
  if (kind_ == Kind::metropolis) return chance;
  const double down = size_ * size_ / 2;
  double forth = 0, back = 0;
  for (int64_t k = 0; k < numbers_; ++k) {
    const int64_t i = row * numbers_ + k;
    const double step = static_cast<double>(there_.data()[i]) - static_cast<double>(x[i]);
    const double f = step + down * static_cast<double>(slope_.data()[i]);
    const double b = -step + down * static_cast<double>(slope_there_.data()[i]);
    forth += f * f;
    back += b * b;
  }
  return chance + (forth - back) / (2 * size_ * size_);
}

double EnergySampler::walk(Network& network, Scalar* x, int64_t rows, Rng& rng, Scalar* path, int64_t shown) {
  const auto remember = [&](int64_t step) {
    for (int64_t row = 0; row < shown; ++row) {
      std::copy_n(x + row * numbers_, numbers_, path + (row * (steps_ + 1) + step) * numbers_);
    }
  };
  remember(0);
  int64_t taken = 0;
  if (proposes()) look(network, x, rows, energy_.data(), slope_.data());
  for (int64_t step = 1; step <= steps_; ++step) {
    if (!proposes()) look(network, x, rows, energy_.data(), slope_.data());
    propose(x, rows, rng);
    if (!proposes()) {
      std::copy_n(there_.data(), rows * numbers_, x);
      remember(step);
      continue;
    }
    look(network, there_.data(), rows, energy_there_.data(), slope_there_.data());
    for (int64_t row = 0; row < rows; ++row) {
      const double chance = std::log(rng.uniform());
      if (!(chance < log_chance(row, x))) continue;
      ++taken;
      std::copy_n(there_.row(row), numbers_, x + row * numbers_);
      std::copy_n(slope_there_.row(row), numbers_, slope_.row(row));
      energy_.data()[row] = energy_there_.data()[row];
    }
    remember(step);
  }
  return proposes() && rows > 0 ? static_cast<double>(taken) / static_cast<double>(rows * steps_) : 1;
}

}  // namespace engine
