// The fixed workloads of bench, with synthetic data.
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

}  // namespace cli
