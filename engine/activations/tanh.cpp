// The hyperbolic tangent.
#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& tanh_activation() {
  static const ActivationType type{
      .id = "tanh",
      .title = "Tanh",
      .summary = "Squeezes every number into -1 to 1, symmetric about 0.",
      .formula = "y = tanh(z)",
      .derivative = "y' = 1 - y^2",
      .use_when = "In small hidden layers with smooth boundaries.",
      .source = "LeCun et al. 1998, section 4.4; as nn.Tanh of PyTorch 1.13.1.",
      .low = -1,
      .high = 1,
      .from_output = true,
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::tanh_forward(z, y, rows * columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::tanh_backward(z, y, dy, dz, rows * columns); },
      .torch = "nn.Tanh()",
      .init_gain = 5.0 / 3.0,
  };
  return type;
}

}  // namespace engine
