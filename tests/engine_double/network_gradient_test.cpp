// Whole networks: the gradient of a loss by every weight and by the input, through random chains of layers, against
// central differences in double precision.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"
#include "tests/engine/contracts/samples.h"

namespace {

using namespace engine;

constexpr double kTolerance = 1e-7;
constexpr double kStep = 1e-4;

// Smooth activations only: kinks are looked after in layer_gradient_test.cpp.
const char* const kSmooth[] = {"tanh", "sigmoid", "gelu", "silu", "softplus", "linear", "softmax"};

NetworkSpec random_chain(int64_t outputs, Rng& rng) {
  NetworkSpec net;
  net.nodes.push_back({"in", "input", "", {}, false});
  const auto append = [&](const char* type, Params params) {
    const std::string id = type + std::to_string(net.nodes.size());
    net.edges.push_back({net.nodes.back().id, id, 0});
    net.nodes.push_back({id, type, "", std::move(params), false});
  };
  const auto smooth = [&] { return std::string(kSmooth[rng.below(std::size(kSmooth))]); };
  const auto depth = static_cast<int>(1 + rng.below(5));
  for (int i = 0; i < depth; ++i) {
    switch (rng.below(3)) {
      case 0: append("dense", {{"units", static_cast<int64_t>(1 + rng.below(7))}, {"activation", smooth()}}); break;
      case 1: append("activation", {{"function", smooth()}}); break;
      default: append("dropout", {{"p", rng.uniform(0.1, 0.4)}}); break;
    }
  }
  append("dense", {{"units", outputs}, {"activation", std::string("linear")}});
  return net;
}

struct Problem {
  std::unique_ptr<Network> net;
  Tensor x, target, d_output;
  const LossType* loss = nullptr;
  Params params;  // of the loss

  double value(Scalar* gradient) {
    Rng masks(9);
    return loss->compute(params, net->forward(x.view(), Mode::training, &masks), target.view(), gradient);
  }
};

Problem random_problem(uint64_t seed) {
  Rng rng(seed, 31);
  const auto rows = static_cast<int64_t>(1 + rng.below(6));
  const auto inputs = static_cast<int64_t>(1 + rng.below(5)), outputs = static_cast<int64_t>(2 + rng.below(4));
  Problem p;
  p.loss = losses().find(seed % 2 ? "mse" : "cross_entropy");
  p.params = defaults(p.loss->params);
  p.net = std::move(*Network::compile(random_chain(outputs, rng), {inputs}, {.max_rows = rows + 3, .seed = seed}));
  p.x = samples::tensor(rows, {inputs}, rng);
  p.d_output.resize(rows, {outputs});
  p.target.resize(rows, {seed % 2 ? outputs : 1});
  for (Scalar& t : p.target.span()) {
    t = seed % 2 ? static_cast<Scalar>(rng.uniform(-2, 2))
                 : static_cast<Scalar>(rng.below(static_cast<uint64_t>(outputs)));
  }
  return p;
}

// Checks gradient[i] for every number of x; returns the worst error relative to the largest gradient seen.
double worst_error(Problem& p, std::span<Scalar> x, std::span<const Scalar> gradient) {
  double largest = 1e-3, worst = 0;
  for (const Scalar g : gradient) largest = std::max(largest, std::fabs(static_cast<double>(g)));
  for (size_t i = 0; i < x.size(); ++i) {
    const Scalar old = x[i];
    const auto at = [&](double offset) {
      x[i] = old + offset;
      return p.value(nullptr);
    };
    const double numeric = (8 * (at(kStep) - at(-kStep)) - (at(2 * kStep) - at(-2 * kStep))) / (12 * kStep);
    x[i] = old;
    worst = std::max(worst, std::fabs(numeric - gradient[i]) / largest);
  }
  return worst;
}

TEST(NetworkGradient, MatchesCentralDifferences) {
  double worst = 0;
  int64_t checked = 0;
  for (uint64_t seed = 0; seed < 120; ++seed) {
    Problem p = random_problem(seed);
    Tensor d_input(p.x.rows(), p.x.shape());
    p.value(p.d_output.data());
    p.net->backward(p.d_output.view(), d_input.data());
    const std::vector<Scalar> gradients(p.net->gradients().begin(), p.net->gradients().end());
    const double by_input = worst_error(p, p.x.span(), d_input.span());
    EXPECT_LE(by_input, kTolerance) << "input of network " << seed;
    worst = std::max(worst, by_input);
    for (size_t node = 0; node < p.net->spec().nodes.size(); ++node) {
      for (const NodeParameter& parameter : p.net->node_parameters(static_cast<int>(node))) {
        const auto begin = static_cast<size_t>(parameter.offset);
        const auto count = static_cast<size_t>(parameter.spec.shape.count());
        const double error = worst_error(p, p.net->parameters().subspan(begin, count),
                                         std::span<const Scalar>(gradients).subspan(begin, count));
        EXPECT_LE(error, kTolerance) << p.net->spec().nodes[node].id << " of network " << seed;
        worst = std::max(worst, error);
        checked += parameter.spec.shape.count();
      }
    }
  }
  std::printf("networks: %lld weights, worst error %.2e of the largest gradient\n", static_cast<long long>(checked),
              worst);
}

}  // namespace
