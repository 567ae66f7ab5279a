// Glorot and Bengio's rule, normal draws: keeps the variance of signals and gradients equal from layer to layer.
#include <cmath>

#include "engine/initializers/draw.h"
#include "engine/initializers/gain_param.h"

namespace engine {

const InitializerType& xavier_normal_initializer() {
  static const InitializerType type{
      .id = "xavier_normal",
      .title = "Xavier normal",
      .summary = "Normal draws, scaled so that signals and gradients keep their size; for tanh and sigmoid.",
      .formula = "w ~ N(0, s^2), s = gain * sqrt(2 / (fan_in + fan_out))",
      .source = "Glorot and Bengio 2010, equation 12; as torch.nn.init.xavier_normal_ of PyTorch 1.13.1.",
      .params = {use_gain_param()},
      .fill =
          [](const Params& params, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) {
            const double fans = static_cast<double>(fan.fan_in + fan.fan_out);
            draw_normal(rng, 0, chosen_gain(params, fan) * std::sqrt(2.0 / fans), weight);
          },
  };
  return type;
}

}  // namespace engine
