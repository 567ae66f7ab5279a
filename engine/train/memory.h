// How much memory an experiment will take, told before anything is built.
#pragma once

#include "engine/graph/experiment.h"
#include "engine/graph/infer.h"

namespace engine {

constexpr int64_t kMemoryLimit = int64_t{4} << 30;  // bytes; more is refused

struct MemoryEstimate {
  int64_t data = 0;        // inputs and targets of the samples
  int64_t parameters = 0;  // with their gradients and the optimizer's memory
  int64_t activations = 0;
  int64_t rows = 0;  // samples of one pass
  int64_t total() const { return data + parameters + activations; }
};

// Samples of the largest pass: at least a batch; for the rest of the passes as many as fit a budget, so that measuring
// an image network takes little more memory than training it.
int64_t rows_of_a_pass(const NetworkInfo& info, int64_t batch, int64_t samples);
// `info`: of the experiment's network, without errors.
MemoryEstimate estimate_memory(const Experiment& experiment, const NetworkInfo& info, int64_t samples);

}  // namespace engine
