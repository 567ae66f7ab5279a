// What Adam and AdamW share: the reading of their parameters.
#pragma once

#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

inline kernels::AdamStep adam_step(const Params& params, const OptimizerPass& pass) {
  return {.learning_rate = get_double(params, "learning_rate"),
          .beta1 = get_double(params, "beta1"),
          .beta2 = get_double(params, "beta2"),
          .epsilon = get_double(params, "eps"),
          .weight_decay = get_double(params, "weight_decay"),
          .t = pass.step};
}

}  // namespace engine
