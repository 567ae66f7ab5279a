// Adam: momentum, divided by the recent size of the gradient, both corrected for their start at zero.
#include "engine/optimizers/adam_params.h"

namespace engine {

const OptimizerType& adam_optimizer() {
  static const OptimizerType type{
      .id = "adam",
      .title = "Adam",
      .summary = "Momentum with a rate for each weight; works well without much tuning.",
      .formula =
          "d = g + weight_decay * w; m <- beta1 * m + (1 - beta1) * d; v <- beta2 * v + (1 - beta2) * d^2; "
          "m' = m / (1 - beta1^t); v' = v / (1 - beta2^t); w <- w - learning_rate * m' / (sqrt(v') + eps)",
      .use_when = "As the first choice for most networks.",
      .source = "Kingma and Ba 2015, algorithm 1; as torch.optim.Adam of PyTorch 1.13.1.",
      .params = {learning_rate_param(0.001), beta1_param(), beta2_param(), epsilon_param(1e-8), weight_decay_param()},
      .slots = 2,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::adam(pass.w, pass.g, pass.slot[0], pass.slot[1], pass.count, adam_step(params, pass));
          },
      .torch =
          "torch.optim.Adam(params, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps}, "
          "weight_decay={weight_decay})",
  };
  return type;
}

}  // namespace engine
