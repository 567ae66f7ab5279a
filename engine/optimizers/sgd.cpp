// Stochastic gradient descent: the gradient of one batch stands for that of the whole set.
#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

const OptimizerType& sgd_optimizer() {
  static const OptimizerType type{
      .id = "sgd",
      .title = "SGD",
      .summary = "One step per batch, straight down its slope: noisy and cheap.",
      .formula = "w <- w - learning_rate * (g + weight_decay * w)",
      .use_when = "As the baseline every other optimizer is compared with.",
      .source = "Robbins and Monro 1951; as torch.optim.SGD of PyTorch 1.13.1, which has no default rate.",
      .params = {learning_rate_param(0.01), weight_decay_param()},
      .slots = 0,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::sgd(pass.w, pass.g, nullptr, pass.count,
                         {.learning_rate = get_double(params, "learning_rate"),
                          .weight_decay = get_double(params, "weight_decay")});
          },
      .torch = "torch.optim.SGD(params, lr={learning_rate}, weight_decay={weight_decay})",
  };
  return type;
}

}  // namespace engine
