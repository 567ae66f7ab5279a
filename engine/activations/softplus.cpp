// The smooth form of ReLU.
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& softplus_activation() {
  static const ActivationType type{
      .id = "softplus",
      .title = "Softplus",
      .summary = "A smooth ReLU: always positive, never quite 0.",
      .formula = "y = log(1 + exp(z)); z above 20",
      .derivative = "y' = 1 / (1 + exp(-z))",
      .use_when = "When an output must be positive.",
      .source = "Dugas et al. 2001; as nn.Softplus of PyTorch 1.13.1 (beta 1, threshold 20).",
      .low = 0,
      .high = std::numeric_limits<double>::infinity(),
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::softplus_forward(z, y, rows * columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::softplus_backward(z, y, dy, dz, rows * columns); },
      .torch = "nn.Softplus()",
  };
  return type;
}

}  // namespace engine
