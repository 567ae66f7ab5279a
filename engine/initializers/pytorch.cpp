// What torch.nn.Linear and torch.nn.Conv2d do when nothing is said: even draws within 1 / sqrt(fan_in), biases too.
#include <cmath>

#include "engine/initializers/draw.h"
#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& pytorch_initializer() {
  static const InitializerType type{
      .id = "pytorch",
      .title = "PyTorch's default",
      .summary = "Even draws within 1 / sqrt(inputs), for weights and biases: what PyTorch does unless told otherwise.",
      .formula = "w, b ~ U(-a, a), a = 1 / sqrt(fan_in)",
      .source = "torch.nn.Linear.reset_parameters of PyTorch 1.13.1: kaiming_uniform_ with a = sqrt(5).",
      .fill =
          [](const Params&, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) {
            const double a = 1.0 / std::sqrt(static_cast<double>(fan.fan_in));
            draw_uniform(rng, -a, a, weight);
          },
      .fills_bias = true,
  };
  return type;
}

}  // namespace engine
