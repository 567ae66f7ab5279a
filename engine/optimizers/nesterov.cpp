// Nesterov's momentum: the gradient is taken where the velocity is about to lead.
#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

const OptimizerType& nesterov_optimizer() {
  static const OptimizerType type{
      .id = "nesterov",
      .title = "Nesterov",
      .summary = "Momentum that looks ahead, so that it brakes earlier.",
      .formula = "d = g + weight_decay * w; v <- momentum * v + d; w <- w - learning_rate * (d + momentum * v)",
      .use_when = "When momentum overshoots.",
      .source =
          "Nesterov 1983, Sutskever et al. 2013; as torch.optim.SGD(nesterov=True) of PyTorch 1.13.1; "
          "momentum 0, which PyTorch refuses, is plain SGD.",
      .params = {learning_rate_param(0.01), momentum_param(0.9), weight_decay_param()},
      .slots = 1,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::sgd(pass.w, pass.g, pass.slot[0], pass.count,
                         {.learning_rate = get_double(params, "learning_rate"),
                          .momentum = get_double(params, "momentum"),
                          .weight_decay = get_double(params, "weight_decay"),
                          .nesterov = true});
          },
      .torch =
          "torch.optim.SGD(params, lr={learning_rate}, momentum={momentum}, weight_decay={weight_decay}, "
          "nesterov=True)",
  };
  return type;
}

}  // namespace engine
