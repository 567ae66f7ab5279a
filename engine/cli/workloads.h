// The fixed workloads of bench, with synthetic data. Each workloads_KIND.cpp makes some of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/data/prepare.h"
#include "engine/graph/experiment.h"

namespace cli {

struct PreparedWorkload {
  engine::Experiment experiment;
  std::shared_ptr<const engine::PreparedData> data;
};

struct Workload {
  std::string name;
  std::string what;
  int64_t batch;
  engine::Result<PreparedWorkload> (*prepare)();
};

const std::vector<Workload>& workloads();

// The parts of that list.
std::vector<Workload> dense_workloads();
std::vector<Workload> sequence_workloads();
std::vector<Workload> attention_workloads();
std::vector<Workload> image_workloads();
std::vector<Workload> generative_workloads();

// What the workloads are made of.
constexpr uint64_t kWorkloadSeed = 1234;

struct LayerOfChain {
  const char* type;
  engine::Params params;
};
// The input and the layers behind it, each reading the one before.
engine::NetworkSpec chain_of(const std::vector<LayerOfChain>& layers);
// A set of inputs that are zeros and targets to be filled in.
engine::Dataset empty_set(int64_t rows, const engine::Shape& shape, int64_t classes);
// Samples of noisy random templates, one a class, with one label in ten drawn at random: learnable, and never solved
// exactly.
engine::Dataset labelled_set(int64_t rows, const engine::Shape& shape, int64_t classes);
// Everything is training data.
engine::Result<PreparedWorkload> prepared(engine::Experiment experiment, engine::Dataset set);
// Cross-entropy and Adam at its usual rate.
engine::Result<PreparedWorkload> classifier(engine::NetworkSpec network, engine::Dataset set, int64_t batch);

}  // namespace cli
