// A thousand training steps of whole networks beside PyTorch in the same precision: the losses of
// tests/golden/curves.json, from weights and batches made here by the formula of tests/golden/curves.py. Compiled
// twice, as golden_suite.h.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"
#include "engine/tensor/tensor.h"
#include "tests/engine/golden/slots.h"
#include "tests/engine/golden/values.h"

namespace golden {

// Errors of rounding grow from step to step.
constexpr double kCurveTolerance = sizeof(Scalar) == 4 ? 1e-3 : 1e-8;

inline const json& curves() {
  static const json file = [] {
    std::ifstream in(std::string(GLASSNET_SOURCE_DIR) + "/tests/golden/curves.json");
    return json::parse(in);
  }();
  return file;
}

// A number in [-1, 1) that looks random: splitmix64 of the place, 24 bits of it.
inline double noise(uint64_t stream, int64_t i) {
  uint64_t z = stream * 0xD1342543DE82EF95 + (static_cast<uint64_t>(i) + 1) * 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  z ^= z >> 31;
  return static_cast<double>(z >> 40) / 8388608.0 - 1;
}

// Inputs, and classes that depend on them but for one in ten.
struct CurveData {
  Tensor x, t;

  explicit CurveData(const json& net) {
    const int64_t rows = net["rows"].get<int64_t>() * net["batches"].get<int64_t>();
    const int64_t classes = net["classes"], tokens = net["tokens"];
    x.resize(rows, shape_of(net["shape"]));
    t.resize(rows, Shape{1});
    for (int64_t row = 0; row < rows; ++row) {
      Scalar* to = x.row(row);
      for (int64_t k = 0; k < x.columns(); ++k) {
        const double v = noise(1, row * x.columns() + k);
        to[k] = static_cast<Scalar>(tokens > 0 ? std::floor((v + 1) * (static_cast<double>(tokens) / 2)) : v);
      }
      const bool wrong = noise(3, row) < -0.8;
      const double other = std::floor((noise(4, row) + 1) * (static_cast<double>(classes) / 2));
      const int64_t right = tokens > 0 ? static_cast<int64_t>(to[0]) % classes : nearest(row, classes);
      t.row(row)[0] = wrong ? static_cast<Scalar>(other) : static_cast<Scalar>(right);
    }
  }

 private:
  // The class whose template has the largest product with the row.
  int64_t nearest(int64_t row, int64_t classes) const {
    int64_t best = 0;
    double most = -1e300;
    for (int64_t c = 0; c < classes; ++c) {
      double sum = 0;
      for (int64_t k = 0; k < x.columns(); ++k) {
        sum += static_cast<double>(x.row(row)[k]) * noise(2, c * x.columns() + k);
      }
      if (sum > most) most = sum, best = c;
    }
    return best;
  }
};

inline NetworkSpec spec_of(const json& described) {
  NetworkSpec net;
  net.nodes.push_back({"in", "input", "", {}, false});
  for (const json& node : described["nodes"]) {
    net.nodes.push_back({node["id"], node["type"], "", layer_params(node["params"]), false});
  }
  for (const json& edge : described["edges"]) net.edges.push_back({edge[0], edge[1], edge[2].get<int>()});
  return net;
}

inline void put_weights(const json& described, Network& net) {
  uint64_t stream = 1000;
  size_t trained = 0;
  for (const json& weight : described["weights"]) {
    ++stream;
    const int node = net.find(weight["node"].get<std::string>());
    ASSERT_GE(node, 0);
    const auto list = net.node_parameters(node);
    const auto found =
        std::ranges::find_if(list, [&](const NodeParameter& p) { return p.spec.name == weight["name"]; });
    ASSERT_NE(found, list.end()) << weight;
    ASSERT_EQ(found->spec.shape.count(), weight["count"].get<int64_t>()) << weight;
    Scalar* to = net.parameters().data() + found->offset;
    for (int64_t i = 0; i < found->spec.shape.count(); ++i) {
      to[i] = static_cast<Scalar>(
          static_cast<float>(weight["start"].get<double>() + weight["bound"].get<double>() * noise(stream, i)));
    }
    ++trained;
  }
  size_t wanted = 0;
  for (size_t node = 0; node < net.spec().nodes.size(); ++node) {
    for (const NodeParameter& p : net.node_parameters(static_cast<int>(node))) wanted += p.spec.trained ? 1 : 0;
  }
  ASSERT_EQ(trained, wanted) << "every weight starts as PyTorch's";
}

class Curve : public testing::TestWithParam<size_t> {};

TEST_P(Curve, StaysWithPyTorch) {
  const json& test = curves()["cases"][GetParam()];
  const json& described = curves()["networks"][test["network"].get<std::string>()];
  const int64_t rows = described["rows"], batches = described["batches"], every = curves()["every"];
  CurveData data(described);
  const auto built = Network::compile(spec_of(described), data.x.shape(), {.max_rows = rows});
  ASSERT_TRUE(built.ok()) << built.error().describe();
  Network& net = **built;
  put_weights(described, net);
  if (HasFatalFailure()) return;
  const LossType& loss = *losses().find("cross_entropy");
  const Params loss_params = *resolve(loss.params, {});
  const OptimizerType& optimizer = *optimizers().find(test["optimizer"].get<std::string>());
  const Params params = *resolve(optimizer.params, params_of(test["params"]));
  Slots slots(optimizer, net.parameters().size());
  Tensor dy(rows, net.output_shape());
  const json& losses_there = test[sizeof(Scalar) == 4 ? "float32_losses" : "losses"];
  double worst = 0;
  const auto steps = static_cast<int64_t>(losses_there.size() - 1) * every;
  ASSERT_GE(steps, 1000);
  for (int64_t k = 0; k <= steps; ++k) {
    const int64_t first = k % batches * rows;
    const ConstView y = net.forward({data.x.row(first), rows, data.x.shape()}, Mode::training);
    const double value = loss.compute(loss_params, y, {data.t.row(first), rows, data.t.shape()}, dy.data());
    if (k % every == 0) {
      const double want = losses_there[static_cast<size_t>(k / every)];
      worst = std::max(worst, std::fabs(value - want) / want);
      EXPECT_LE(std::fabs(value - want), kCurveTolerance * want) << "step " << k << ": " << value << " not " << want;
    }
    net.backward(dy.view());
    optimizer.update(params, slots.pass(net.parameters(), net.gradients(), k + 1));
  }
  std::printf("%s, %s: worst relative difference of the loss in %lld steps %.2e\n", test["network"].dump().c_str(),
              optimizer.id.c_str(), static_cast<long long>(steps), worst);
}

INSTANTIATE_TEST_SUITE_P(Golden, Curve, testing::Range<size_t>(0, curves()["cases"].size()), [](const auto& test) {
  const json& one = curves()["cases"][test.param];
  return one["network"].get<std::string>() + "_" + one["optimizer"].get<std::string>();
});

}  // namespace golden
