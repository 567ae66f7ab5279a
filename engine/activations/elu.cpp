// The exponential linear unit.
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& elu_activation() {
  static const ActivationType type{
      .id = "elu",
      .title = "ELU",
      .summary = "Like ReLU, but bends smoothly to a small negative value.",
      .formula = "y = z if z > 0 else alpha (exp(z) - 1)",
      .derivative = "y' = 1 if z > 0 else y + alpha",
      .use_when = "When the mean of the activations should stay near 0.",
      .source = "Clevert et al. 2016; as nn.ELU of PyTorch 1.13.1.",
      .params = {{.key = "alpha",
                  .label = "Alpha",
                  .help = "Very negative sums approach minus this value.",
                  .default_value = 1.0,
                  .minimum = 0.01,
                  .maximum = 10,
                  .live = true}},
      .low = -std::numeric_limits<double>::infinity(),
      .high = std::numeric_limits<double>::infinity(),
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar a) { kernels::elu_forward(z, y, rows * columns, a); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar a) { kernels::elu_backward(z, y, dy, dz, rows * columns, a); },
      .torch = "nn.ELU(alpha={})",
  };
  return type;
}

}  // namespace engine
