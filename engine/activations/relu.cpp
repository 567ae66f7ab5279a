// The rectified linear unit.
#include <cmath>
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& relu_activation() {
  static const ActivationType type{
      .id = "relu",
      .title = "ReLU",
      .summary = "Keeps what is positive, sets the rest to 0.",
      .formula = "y = max(0, z)",
      .derivative = "y' = 1 if z > 0 else 0",
      .use_when = "As the first choice in hidden layers.",
      .source = "Nair and Hinton 2010; as nn.ReLU of PyTorch 1.13.1, whose slope at 0 is 0 too.",
      .low = 0,
      .high = std::numeric_limits<double>::infinity(),
      .from_output = true,
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::relu_forward(z, y, rows * columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::relu_backward(z, y, dy, dz, rows * columns); },
      .torch = "nn.ReLU()",
      .init_gain = std::sqrt(2.0),
  };
  return type;
}

}  // namespace engine
