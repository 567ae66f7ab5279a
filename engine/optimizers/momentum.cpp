// SGD with momentum: steps add up like the velocity of a heavy ball.
#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

const OptimizerType& momentum_optimizer() {
  static const OptimizerType type{
      .id = "momentum",
      .title = "Momentum",
      .summary = "SGD with a velocity: faster along valleys, calmer across them.",
      .formula = "v <- momentum * v + (g + weight_decay * w); w <- w - learning_rate * v",
      .use_when = "When SGD zigzags or creeps; the usual choice for image networks.",
      .source = "Polyak 1964; as torch.optim.SGD(momentum=...) of PyTorch 1.13.1, dampening 0.",
      .params = {learning_rate_param(0.01), momentum_param(0.9), weight_decay_param()},
      .slots = 1,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::sgd(pass.w, pass.g, pass.slot[0], pass.count,
                         {.learning_rate = get_double(params, "learning_rate"),
                          .momentum = get_double(params, "momentum"),
                          .weight_decay = get_double(params, "weight_decay")});
          },
      .torch = "torch.optim.SGD(params, lr={learning_rate}, momentum={momentum}, weight_decay={weight_decay})",
  };
  return type;
}

}  // namespace engine
