// Weights drawn from a normal distribution given by hand.
#include "engine/initializers/draw.h"
#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& normal_initializer() {
  static const InitializerType type{
      .id = "normal",
      .title = "Normal distribution",
      .summary = "Weights drawn from a bell curve, whatever the size of the layer.",
      .formula = "w ~ N(mean, std^2)",
      .source = "As torch.nn.init.normal_ of PyTorch 1.13.1, whose deviation is 1 by default; here 0.1.",
      .params = {{.key = "mean",
                  .label = "Mean",
                  .help = "The centre of the bell curve.",
                  .default_value = 0.0,
                  .minimum = -10,
                  .maximum = 10},
                 {.key = "std",
                  .label = "Standard deviation",
                  .help = "The width of the bell curve.",
                  .default_value = 0.1,
                  .minimum = 0,
                  .maximum = 10}},
      .fill =
          [](const Params& params, const FanInOut&, Rng& rng, std::span<Scalar> weight) {
            draw_normal(rng, get_double(params, "mean"), get_double(params, "std"), weight);
          },
  };
  return type;
}

}  // namespace engine
