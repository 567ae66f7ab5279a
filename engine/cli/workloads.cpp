#include "engine/cli/workloads.h"

#include "engine/core/rng.h"

namespace cli {

using engine::Scalar;

engine::NetworkSpec chain_of(const std::vector<LayerOfChain>& layers) {
  engine::NetworkSpec network;
  network.nodes.push_back({"input", "input", "", {}, false});
  for (const LayerOfChain& layer : layers) {
    const std::string id = network.fresh_id(layer.type);
    network.edges.push_back({network.nodes.back().id, id, 0});
    network.nodes.push_back({id, layer.type, "", layer.params, false});
  }
  return network;
}

engine::Dataset empty_set(int64_t rows, const engine::Shape& shape, int64_t classes) {
  engine::Dataset set;
  set.inputs.resize(rows, shape);
  set.targets.resize(static_cast<size_t>(rows));
  set.classes = classes;
  for (int64_t c = 0; c < shape.count(); ++c) set.input_names.push_back(fmt::format("x{}", c + 1));
  return set;
}

engine::Dataset labelled_set(int64_t rows, const engine::Shape& shape, int64_t classes) {
  engine::Dataset set = empty_set(rows, shape, classes);
  const int64_t columns = shape.count();
  engine::Rng rng(kWorkloadSeed);
  std::vector<double> templates(static_cast<size_t>(classes * columns));
  for (double& v : templates) v = 0.3 * rng.normal();
  for (int64_t i = 0; i < rows; ++i) {
    const auto label = static_cast<int64_t>(rng.below(static_cast<uint64_t>(classes)));
    const double* from = templates.data() + label * columns;
    for (int64_t c = 0; c < columns; ++c) set.inputs.row(i)[c] = static_cast<Scalar>(from[c] + rng.normal());
    const bool wrong = rng.uniform() < 0.1;
    const auto other = static_cast<int64_t>(wrong ? rng.below(static_cast<uint64_t>(classes)) : 0);
    set.targets[static_cast<size_t>(i)] = static_cast<Scalar>(wrong ? other : label);
  }
  return set;
}

engine::Result<PreparedWorkload> prepared(engine::Experiment experiment, engine::Dataset set) {
  experiment.seed = kWorkloadSeed;
  experiment.data.train = 1;
  experiment.data.validation = 0;
  experiment.data.steps.clear();
  experiment.data.shuffle = false;
  auto data = engine::prepare_set(experiment.data, std::move(set));
  if (!data) return data.error();
  return PreparedWorkload{std::move(experiment), *data};
}

engine::Result<PreparedWorkload> classifier(engine::NetworkSpec network, engine::Dataset set, int64_t batch) {
  engine::Experiment e;
  e.network = std::move(network);
  e.loss = {"cross_entropy", {}};
  e.optimizer = {"adam", {{"learning_rate", 0.001}}};
  e.batch_size = batch;
  return prepared(std::move(e), std::move(set));
}

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = [] {
    std::vector<Workload> list;
    for (const auto part :
         {&dense_workloads, &image_workloads, &sequence_workloads, &attention_workloads, &generative_workloads}) {
      for (Workload& workload : part()) list.push_back(std::move(workload));
    }
    return list;
  }();
  return all;
}

}  // namespace cli
