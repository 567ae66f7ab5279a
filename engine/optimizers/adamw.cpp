// AdamW: Adam whose weight decay shrinks the weights themselves and stays out of the gradient's averages.
#include "engine/optimizers/adam_params.h"

namespace engine {

const OptimizerType& adamw_optimizer() {
  static const OptimizerType type{
      .id = "adamw",
      .title = "AdamW",
      .summary = "Adam with weight decay that does not pass through its averages.",
      .formula =
          "w <- w * (1 - learning_rate * weight_decay); m <- beta1 * m + (1 - beta1) * g; "
          "v <- beta2 * v + (1 - beta2) * g^2; "
          "m' = m / (1 - beta1^t); v' = v / (1 - beta2^t); w <- w - learning_rate * m' / (sqrt(v') + eps)",
      .use_when = "When weights should stay small; the usual choice for transformers.",
      .source = "Loshchilov and Hutter 2019, algorithm 2; as torch.optim.AdamW of PyTorch 1.13.1.",
      .params = {learning_rate_param(0.001), beta1_param(), beta2_param(), epsilon_param(1e-8),
                 weight_decay_param(0.01,
                                    "Each step shrinks every weight by the learning rate times this; biases "
                                    "too, as PyTorch does.")},
      .slots = 2,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::adamw(pass.w, pass.g, pass.slot[0], pass.slot[1], pass.count, adam_step(params, pass));
          },
      .torch =
          "torch.optim.AdamW(params, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps}, "
          "weight_decay={weight_decay})",
  };
  return type;
}

}  // namespace engine
