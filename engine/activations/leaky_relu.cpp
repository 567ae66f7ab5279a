// ReLU with a small slope on the negative side.
#include <cmath>
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& leaky_relu_activation() {
  static const ActivationType type{
      .id = "leaky_relu",
      .title = "Leaky ReLU",
      .summary = "ReLU that lets a little of the negative through, so that no unit dies.",
      .formula = "y = z if z > 0 else a z, a = negative_slope",
      .derivative = "y' = 1 if z > 0 else a",
      .use_when = "When units of ReLU stop responding.",
      .source = "Maas et al. 2013; as nn.LeakyReLU of PyTorch 1.13.1.",
      .params = {{.key = "negative_slope",
                  .label = "Negative slope",
                  .help = "The slope for negative sums.",
                  .default_value = 0.01,
                  .minimum = 0,
                  .maximum = 1,
                  .live = true}},
      .low = -std::numeric_limits<double>::infinity(),
      .high = std::numeric_limits<double>::infinity(),
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar a) { kernels::leaky_relu_forward(z, y, rows * columns, a); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar a) { kernels::leaky_relu_backward(z, y, dy, dz, rows * columns, a); },
      .torch = "nn.LeakyReLU(negative_slope={})",
      .init_gain = std::sqrt(2.0 / (1.0 + 0.01 * 0.01)),
  };
  return type;
}

}  // namespace engine
