#include "engine/cli/workloads.h"

#include "engine/core/rng.h"

namespace cli {
namespace {

using engine::Experiment;
using engine::Rng;
using engine::Scalar;

constexpr uint64_t kSeed = 1234;

struct DenseSpec {
  int64_t units;
  const char* activation;
};

engine::NetworkSpec chain(const std::vector<DenseSpec>& layers) {
  engine::NetworkSpec network;
  network.nodes.push_back({"input", "input", "", {}, false});
  for (const DenseSpec& layer : layers) {
    const std::string id = network.fresh_id("dense");
    const engine::Params params{{"units", layer.units}, {"activation", std::string(layer.activation)}};
    network.edges.push_back({network.nodes.back().id, id, 0});
    network.nodes.push_back({id, "dense", "", params, false});
  }
  return network;
}

// Everything is training data, in the order in which it was made.
engine::Result<PreparedWorkload> prepared(Experiment experiment, engine::Dataset set) {
  experiment.data.train = 1;
  experiment.data.validation = 0;
  experiment.data.standardise = false;
  experiment.data.shuffle = false;
  auto data = engine::prepare_set(experiment.data, std::move(set));
  if (!data) return data.error();
  return PreparedWorkload{std::move(experiment), *data};
}

engine::Dataset empty(int64_t rows, int64_t columns, int64_t classes) {
  engine::Dataset set;
  set.inputs.resize(rows, engine::Shape{columns});
  set.targets.resize(static_cast<size_t>(rows));
  set.classes = classes;
  for (int64_t c = 0; c < columns; ++c) set.input_names.push_back(fmt::format("x{}", c + 1));
  return set;
}

engine::Result<PreparedWorkload> tiny_mlp() {
  engine::Dataset set = empty(250, 2, 2);
  Rng rng(kSeed);
  for (int64_t i = 0; i < set.rows(); ++i) {
    const double x = rng.uniform(-6, 6), y = rng.uniform(-6, 6);
    set.inputs.row(i)[0] = static_cast<Scalar>(x);
    set.inputs.row(i)[1] = static_cast<Scalar>(y);
    set.targets[static_cast<size_t>(i)] = x * x + y * y < 9 ? 1 : 0;
  }
  Experiment e;
  e.network = chain({{8, "tanh"}, {8, "tanh"}, {1, "tanh"}});
  e.loss = {"mse", {}};  // with targets -1 and 1, because the output is a tanh
  e.optimizer = {"sgd", {{"learning_rate", 0.03}}};
  e.batch_size = 10;
  e.seed = kSeed;
  return prepared(std::move(e), std::move(set));
}

// Samples of ten noisy random templates, with one label in ten drawn at random: learnable, and never solved exactly.
engine::Result<PreparedWorkload> mlp() {
  constexpr int64_t kClasses = 10, kColumns = 784;
  engine::Dataset set = empty(4096, kColumns, kClasses);
  Rng rng(kSeed);
  std::vector<double> templates(kClasses * kColumns);
  for (double& v : templates) v = 0.3 * rng.normal();
  for (int64_t i = 0; i < set.rows(); ++i) {
    const uint64_t label = rng.below(kClasses);
    for (int64_t c = 0; c < kColumns; ++c) {
      set.inputs.row(i)[c] = static_cast<Scalar>(templates[label * kColumns + static_cast<size_t>(c)] + rng.normal());
    }
    const bool wrong = rng.uniform() < 0.1;
    set.targets[static_cast<size_t>(i)] = static_cast<Scalar>(wrong ? rng.below(kClasses) : label);
  }
  Experiment e;
  e.network = chain({{128, "relu"}, {64, "relu"}, {kClasses, "linear"}});
  e.loss = {"cross_entropy", {}};
  e.optimizer = {"adam", {{"learning_rate", 0.001}}};
  e.batch_size = 64;
  e.seed = kSeed;
  return prepared(std::move(e), std::move(set));
}

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all{
      {"W1", "MLP 2-8-8-1 tanh, MSE, SGD", 10, tiny_mlp},
      {"W2", "MLP 784-128-64-10 ReLU, CE, Adam", 64, mlp},
  };
  return all;
}

}  // namespace cli
