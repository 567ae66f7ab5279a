#include "engine/tasks/boltzmann.h"

#include <cmath>

#include "engine/core/check.h"
#include "engine/core/ziggurat.h"
#include "engine/tasks/logistic.h"
#include "engine/tensor/kernels/activation.h"
#include "engine/tensor/kernels/gemm.h"

namespace engine {
namespace {

void draw_bits(Scalar* p, int64_t n, Rng& rng) {
  for (int64_t i = 0; i < n; ++i) p[i] = rng.uniform() < static_cast<double>(p[i]) ? Scalar(1) : Scalar(0);
}

}  // namespace

void Boltzmann::hidden_given(const Scalar* v, int64_t rows, Scalar* p) const {
  kernels::gemm_bias(false, true, rows, hidden, visible, v, visible, weight, visible, bias, p, hidden);
  kernels::sigmoid_forward(p, p, rows * hidden);
  for (int64_t row = 0; row < rows; ++row) {
    for (const int64_t unit : off) p[row * hidden + unit] = 0;
  }
}

void Boltzmann::visible_given(const Scalar* h, int64_t rows, Scalar* mean) const {
  kernels::gemm_bias(false, false, rows, visible, hidden, h, hidden, weight, visible, visible_bias, mean, visible);
  if (!gaussian) kernels::sigmoid_forward(mean, mean, rows * visible);
}

void Boltzmann::draw_hidden(Scalar* p, int64_t rows, Rng& rng) const { draw_bits(p, rows * hidden, rng); }

void Boltzmann::draw_visible(Scalar* mean, int64_t rows, Rng& rng) const {
  const int64_t n = rows * visible;
  if (!gaussian) return draw_bits(mean, n, rng);
  for (int64_t i = 0; i < n; ++i) mean[i] += static_cast<Scalar>(ziggurat_normal(rng));
}

void Boltzmann::round(Scalar* v, int64_t rows, Scalar* h, Rng& rng) const {
  hidden_given(v, rows, h);
  draw_hidden(h, rows, rng);
  visible_given(h, rows, v);
  draw_visible(v, rows, rng);
}

// F(v) = -b^T v - sum over the units of log(1 + exp(W v + c)), or |v - b|^2 / 2 - ... with normal visible units.
double Boltzmann::free_energy(const Scalar* v, int64_t rows, Scalar* room) const {
  kernels::gemm_bias(false, true, rows, hidden, visible, v, visible, weight, visible, bias, room, hidden);
  double sum = 0;
  for (int64_t row = 0; row < rows; ++row) {
    for (int64_t j = 0; j < hidden; ++j) sum -= softplus(static_cast<double>(room[row * hidden + j]));
    for (const int64_t unit : off) sum += softplus(static_cast<double>(room[row * hidden + unit]));
    for (int64_t i = 0; i < visible; ++i) {
      const auto x = static_cast<double>(v[row * visible + i]), b = static_cast<double>(visible_bias[i]);
      sum += gaussian ? (x - b) * (x - b) / 2 : -b * x;
    }
  }
  return rows > 0 ? sum / static_cast<double>(rows) : 0;
}

Boltzmann BoltzmannNode::machine(std::span<const Scalar> parameters) const {
  const Scalar* at = parameters.data();
  return {visible, hidden, gaussian, at + weight, at + bias, at + visible_bias, off};
}

std::vector<BoltzmannNode> boltzmann_nodes(const Network& network) {
  std::vector<BoltzmannNode> found;
  for (const size_t i : network.info().order) {
    const NodeInfo& info = network.info().nodes[i];
    if (!info.type->models_input) continue;
    const NodeSpec& spec = network.spec().nodes[i];
    BoltzmannNode node;
    node.node = static_cast<int>(i);
    for (const EdgeSpec& edge : network.spec().edges) {
      if (edge.to == spec.id) node.source = network.find(edge.from);
    }
    int known = 0;
    for (const NodeParameter& p : network.node_parameters(node.node)) {
      int64_t* to = p.spec.name == "weight"         ? &node.weight
                    : p.spec.name == "bias"         ? &node.bias
                    : p.spec.name == "visible_bias" ? &node.visible_bias
                                                    : nullptr;
      if (!to) continue;
      *to = p.offset;
      ++known;
    }
    CHECK(known == 3 && node.source >= 0, "a layer that models its input has the parameters that say so");
    node.hidden = info.output->count();
    node.visible = network.info().nodes[static_cast<size_t>(node.source)].output->count();
    node.gaussian = get_text(info.params, "visible") == "gaussian";
    for (const int64_t unit : spec.masks.off_units) {
      if (unit >= 0 && unit < node.hidden) node.off.push_back(unit);
    }
    found.push_back(std::move(node));
  }
  return found;
}

}  // namespace engine
