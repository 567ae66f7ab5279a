// He's rule, normal draws: keeps the variance of signals through layers of ReLU, which drop half of them.
#include <cmath>

#include "engine/initializers/draw.h"
#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& he_normal_initializer() {
  static const InitializerType type{
      .id = "he_normal",
      .title = "He normal",
      .summary = "Normal draws, scaled so that signals keep their size through ReLU.",
      .formula = "w ~ N(0, s^2), s = sqrt(2 / fan_in)",
      .source = "He et al. 2015, equation 10; as torch.nn.init.kaiming_normal_ of PyTorch 1.13.1 with its defaults.",
      .fill =
          [](const Params&, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) {
            draw_normal(rng, 0, std::sqrt(2.0 / static_cast<double>(fan.fan_in)), weight);
          },
  };
  return type;
}

}  // namespace engine
