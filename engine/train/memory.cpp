#include "engine/train/memory.h"

#include <algorithm>

#include "engine/schema/optimizer_type.h"
#include "engine/tensor/scalar.h"

namespace engine {
namespace {

constexpr int64_t kPassBudget = int64_t{64} << 20;  // bytes
constexpr int64_t kFewestRows = 256, kMostRows = 1024;

}  // namespace

int64_t rows_of_a_pass(const NetworkInfo& info, int64_t batch, int64_t samples) {
  const int64_t a_row = std::max<int64_t>(1, estimate_bytes(info, 2, 0) - estimate_bytes(info, 1, 0));
  const int64_t wished = std::max(kFewestRows, std::min(samples, kMostRows));
  return std::max({std::min(wished, kPassBudget / a_row), batch, int64_t{1}});
}

MemoryEstimate estimate_memory(const Experiment& experiment, const NetworkInfo& info, int64_t samples) {
  const OptimizerType* optimizer = optimizers().find(experiment.optimizer.type);
  const int slots = optimizer ? optimizer->slots : 0;
  const int64_t batch = optimizer && optimizer->full_batch ? samples : std::min(experiment.batch_size, samples);
  MemoryEstimate e;
  e.rows = rows_of_a_pass(info, batch, samples);
  const int64_t input = info.nodes.empty() || info.nodes[0].inputs.empty() ? 1 : info.nodes[0].inputs[0].count();
  e.data = 2 * samples * input * static_cast<int64_t>(sizeof(Scalar));  // as it came, and as the network sees it
  e.parameters = estimate_bytes(info, 0, slots);
  e.activations = estimate_bytes(info, e.rows, slots) - e.parameters;
  return e;
}

}  // namespace engine
