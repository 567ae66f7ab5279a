// RMSProp: each weight's rate is divided by the recent size of its gradient.
#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

const OptimizerType& rmsprop_optimizer() {
  static const OptimizerType type{
      .id = "rmsprop",
      .title = "RMSProp",
      .summary = "A rate for each weight, divided by the recent size of its gradient.",
      .formula =
          "d = g + weight_decay * w; s <- alpha * s + (1 - alpha) * d^2; "
          "v <- momentum * v + d / (sqrt(s) + eps); w <- w - learning_rate * v",
      .use_when = "For recurrent networks and changing targets.",
      .source = "Hinton 2012, lecture 6; as torch.optim.RMSprop of PyTorch 1.13.1, not centered.",
      .params = {learning_rate_param(0.01),
                 beta_param("alpha", "Alpha", "How slowly the mean of the squared gradients forgets.", 0.99),
                 epsilon_param(1e-8), momentum_param(0.0), weight_decay_param()},
      .slots = 2,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::rmsprop(pass.w, pass.g, pass.slot[0], pass.slot[1], pass.count,
                             {.learning_rate = get_double(params, "learning_rate"),
                              .alpha = get_double(params, "alpha"),
                              .epsilon = get_double(params, "eps"),
                              .momentum = get_double(params, "momentum"),
                              .weight_decay = get_double(params, "weight_decay")});
          },
      .torch =
          "torch.optim.RMSprop(params, lr={learning_rate}, alpha={alpha}, eps={eps}, "
          "weight_decay={weight_decay}, momentum={momentum})",
  };
  return type;
}

}  // namespace engine
