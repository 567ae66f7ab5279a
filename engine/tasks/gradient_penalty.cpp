#include "engine/tasks/gradient_penalty.h"

#include <algorithm>
#include <cmath>

#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// Large against rounding, small against the bends of a critic on standardised samples.
constexpr double kStep = sizeof(Scalar) == 8 ? 1e-4 : 1e-2;

void each_trained(const Network& network, auto&& f) {
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    const int node = static_cast<int>(i);
    if (network.part_of(node) != NetworkPart::behind || network.frozen(node)) continue;
    for (const NodeParameter& p : network.node_parameters(node)) f(p.offset, p.spec.shape.count());
  }
}

}  // namespace

void GradientPenalty::prepare(int64_t rows, const Network& network) {
  between_.resize(2 * rows, *network.info().nodes[static_cast<size_t>(network.gate())].output);
  kept_.assign(network.gradients().size(), Scalar(0));
}

double GradientPenalty::learn(Network& network, ConstView real, const Scalar* made, double weight, Scalar* d_output,
                              Rng& rng) {
  const int64_t rows = real.rows, numbers = real.columns();
  for (int64_t i = 0; i < rows; ++i) {
    const auto t = static_cast<Scalar>(rng.uniform(0, 1));
    const Scalar *from = made + i * numbers, *to = real.row(i);
    for (int64_t k = 0; k < numbers; ++k) between_.row(i)[k] = from[k] + t * (to[k] - from[k]);
  }
  ConstView verdicts = network.forward_part(NetworkPart::behind, {between_.data(), rows, real.shape}, Mode::evaluation);
  std::fill_n(d_output, rows, Scalar(1));
  network.backward_behind({d_output, rows, verdicts.shape}, false, true);
  const ConstView slopes = network.d_activation(network.gate());
  double sum = 0;
  for (int64_t i = 0; i < rows; ++i) {
    const Scalar* g = slopes.row(i);
    double square = 0;
    for (int64_t k = 0; k < numbers; ++k) square += static_cast<double>(g[k]) * static_cast<double>(g[k]);
    const double slope = std::sqrt(square), step = slope > 0 ? kStep / slope : 0;
    sum += (slope - 1) * (slope - 1);
    Scalar *ahead = between_.row(i), *behind = between_.row(rows + i);
    for (int64_t k = 0; k < numbers; ++k) {
      const auto way = static_cast<Scalar>(step * static_cast<double>(g[k]));
      behind[k] = ahead[k] - way;
      ahead[k] += way;
    }
    d_output[i] = static_cast<Scalar>(weight / static_cast<double>(rows) * (slope - 1) / kStep);
    d_output[rows + i] = -d_output[i];
  }
  verdicts = network.forward_part(NetworkPart::behind, {between_.data(), 2 * rows, real.shape}, Mode::evaluation);
  network.backward_behind({d_output, 2 * rows, verdicts.shape}, true, false);
  each_trained(network, [&](int64_t offset, int64_t count) {
    std::copy_n(network.gradients().data() + offset, count, kept_.data() + offset);
  });
  return weight * sum / static_cast<double>(rows);
}

void GradientPenalty::add(Network& network) const {
  each_trained(network, [&](int64_t offset, int64_t count) {
    Scalar* to = network.gradients().data() + offset;
    kernels::add(to, to, kept_.data() + offset, count);
  });
}

}  // namespace engine
