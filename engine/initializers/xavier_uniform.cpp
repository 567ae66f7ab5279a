// Glorot and Bengio's rule, even draws: keeps the variance of signals and gradients equal from layer to layer.
#include <cmath>

#include "engine/initializers/draw.h"
#include "engine/initializers/gain_param.h"

namespace engine {

const InitializerType& xavier_uniform_initializer() {
  static const InitializerType type{
      .id = "xavier_uniform",
      .title = "Xavier uniform",
      .summary = "Even draws, scaled so that signals and gradients keep their size; for tanh and sigmoid.",
      .formula = "w ~ U(-a, a), a = gain * sqrt(6 / (fan_in + fan_out))",
      .source = "Glorot and Bengio 2010, equation 16; as torch.nn.init.xavier_uniform_ of PyTorch 1.13.1.",
      .params = {use_gain_param()},
      .fill =
          [](const Params& params, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) {
            const double fans = static_cast<double>(fan.fan_in + fan.fan_out);
            const double a = chosen_gain(params, fan) * std::sqrt(6.0 / fans);
            draw_uniform(rng, -a, a, weight);
          },
  };
  return type;
}

}  // namespace engine
