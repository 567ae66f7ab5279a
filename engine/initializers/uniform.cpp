// Weights drawn evenly from an interval given by hand.
#include "engine/initializers/draw.h"
#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& uniform_initializer() {
  static const InitializerType type{
      .id = "uniform",
      .title = "Uniform distribution",
      .summary = "Weights drawn evenly between two numbers, whatever the size of the layer.",
      .formula = "w ~ U(low, high)",
      .source = "As torch.nn.init.uniform_ of PyTorch 1.13.1, whose defaults are 0 and 1; here -0.5 and 0.5.",
      .params = {{.key = "low",
                  .label = "Low",
                  .help = "The smallest starting weight.",
                  .default_value = -0.5,
                  .minimum = -10,
                  .maximum = 10},
                 {.key = "high",
                  .label = "High",
                  .help = "The largest starting weight.",
                  .default_value = 0.5,
                  .minimum = -10,
                  .maximum = 10}},
      .fill =
          [](const Params& params, const FanInOut&, Rng& rng, std::span<Scalar> weight) {
            draw_uniform(rng, get_double(params, "low"), get_double(params, "high"), weight);
          },
  };
  return type;
}

}  // namespace engine
