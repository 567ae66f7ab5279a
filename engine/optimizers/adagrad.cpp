// AdaGrad: each weight has its own rate, which shrinks with all the gradients it has seen.
#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

const OptimizerType& adagrad_optimizer() {
  static const OptimizerType type{
      .id = "adagrad",
      .title = "AdaGrad",
      .summary = "A rate for each weight, divided by the root of all its squared gradients so far.",
      .formula = "d = g + weight_decay * w; s <- s + d^2; w <- w - learning_rate * d / (sqrt(s) + eps)",
      .use_when = "For sparse inputs, where rare features need long steps.",
      .source = "Duchi et al. 2011; as torch.optim.Adagrad of PyTorch 1.13.1, lr_decay 0.",
      .params = {learning_rate_param(0.01), weight_decay_param(), epsilon_param(1e-10)},
      .slots = 1,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::adagrad(pass.w, pass.g, pass.slot[0], pass.count,
                             {.learning_rate = get_double(params, "learning_rate"),
                              .weight_decay = get_double(params, "weight_decay"),
                              .epsilon = get_double(params, "eps"),
                              .t = pass.step});
          },
      .torch = "torch.optim.Adagrad(params, lr={learning_rate}, weight_decay={weight_decay}, eps={eps})",
  };
  return type;
}

}  // namespace engine
