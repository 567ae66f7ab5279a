// Gradient descent in its plain form: every step sees the whole training set.
#include "engine/optimizers/rate_params.h"
#include "engine/tensor/kernels/optimizer.h"

namespace engine {

const OptimizerType& gradient_descent_optimizer() {
  static const OptimizerType type{
      .id = "gradient_descent",
      .title = "Gradient descent",
      .summary = "One step per pass over the whole training set, straight down the slope.",
      .formula = "w <- w - learning_rate * g, g over all training samples",
      .use_when = "To see the true gradient at work, on small data.",
      .source = "Cauchy 1847; torch.optim.SGD of PyTorch 1.13.1 fed with the whole set as one batch.",
      .params = {learning_rate_param(0.1)},
      .slots = 0,
      .full_batch = true,
      .update =
          [](const Params& params, const OptimizerPass& pass) {
            kernels::sgd(pass.w, pass.g, nullptr, pass.count, {.learning_rate = get_double(params, "learning_rate")});
          },
      .torch = "torch.optim.SGD(params, lr={learning_rate})",
  };
  return type;
}

}  // namespace engine
