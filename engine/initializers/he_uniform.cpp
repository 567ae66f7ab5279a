// He's rule, even draws: keeps the variance of signals through layers of ReLU, which drop half of them.
#include <cmath>

#include "engine/initializers/draw.h"
#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& he_uniform_initializer() {
  static const InitializerType type{
      .id = "he_uniform",
      .title = "He uniform",
      .summary = "Even draws, scaled so that signals keep their size through ReLU.",
      .formula = "w ~ U(-a, a), a = sqrt(6 / fan_in)",
      .source = "He et al. 2015, equation 10; as torch.nn.init.kaiming_uniform_ of PyTorch 1.13.1 with its defaults.",
      .fill =
          [](const Params&, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) {
            const double a = std::sqrt(6.0 / static_cast<double>(fan.fan_in));
            draw_uniform(rng, -a, a, weight);
          },
  };
  return type;
}

}  // namespace engine
