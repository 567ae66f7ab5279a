// All weights one given number.
#include <algorithm>

#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& constant_initializer() {
  static const InitializerType type{
      .id = "constant",
      .title = "Constant",
      .summary = "Every weight starts as the same number.",
      .formula = "w = value",
      .source = "As torch.nn.init.constant_ of PyTorch 1.13.1.",
      .params = {{.key = "value",
                  .label = "Value",
                  .help = "The number that every weight starts as.",
                  .default_value = 0.5,
                  .minimum = -10,
                  .maximum = 10}},
      .fill =
          [](const Params& params, const FanInOut&, Rng&, std::span<Scalar> weight) {
            std::fill(weight.begin(), weight.end(), static_cast<Scalar>(get_double(params, "value")));
          },
  };
  return type;
}

}  // namespace engine
