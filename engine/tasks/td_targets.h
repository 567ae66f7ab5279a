// Temporal differences: what the values of actions are to become, and the loss of a batch with its gradient. Arithmetic
// only.
#pragma once

#include <span>

#include "engine/tasks/td_loss.h"
#include "engine/tensor/tensor.h"

namespace engine {

// y = r + gamma values(s', a) with the a that `chooser` gives the most, the first of equals; y = r where the world came
// to an end. chooser, values [rows, actions] of what came next.
void td_targets(ConstView chooser, ConstView values, std::span<const double> reward,
                std::span<const int32_t> terminated, double gamma, std::span<double> targets);

struct TdStep {
  double cost = 0, size = 0;  // means over the rows: the loss, and how large the difference is
};
// output [rows, actions]: mean cost of output(s, a) - target; writes its gradient to d_output.
TdStep td_step(ConstView output, std::span<const int32_t> actions, std::span<const double> targets, const TdLoss& loss,
               Scalar* d_output);

}  // namespace engine
