// The Gaussian error linear unit, in its exact form.
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& gelu_activation() {
  static const ActivationType type{
      .id = "gelu",
      .title = "GELU",
      .summary = "Weighs each number by the chance that a normal draw lies below it.",
      .formula = "y = z Phi(z), Phi(z) = (1 + erf(z / sqrt 2)) / 2",
      .derivative = "y' = Phi(z) + z exp(-z^2 / 2) / sqrt(2 pi)",
      .use_when = "In transformers.",
      .source = "Hendrycks and Gimpel 2016; as nn.GELU of PyTorch 1.13.1 (approximate='none').",
      .low = -0.17,
      .high = std::numeric_limits<double>::infinity(),
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::gelu_forward(z, y, rows * columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::gelu_backward(z, y, dy, dz, rows * columns); },
      .torch = "nn.GELU()",
  };
  return type;
}

}  // namespace engine
