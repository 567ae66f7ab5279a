// The sigmoid-weighted linear unit, also called swish.
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& silu_activation() {
  static const ActivationType type{
      .id = "silu",
      .title = "SiLU",
      .summary = "The number times its sigmoid: a smooth ReLU with a small dip.",
      .formula = "y = z / (1 + exp(-z))",
      .derivative = "y' = s (1 + z (1 - s)), s = 1 / (1 + exp(-z))",
      .use_when = "In deep networks, in place of ReLU.",
      .source = "Elfwing et al. 2018, Ramachandran et al. 2017 (swish); as nn.SiLU of PyTorch 1.13.1.",
      .low = -0.28,
      .high = std::numeric_limits<double>::infinity(),
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::silu_forward(z, y, rows * columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::silu_backward(z, y, dy, dz, rows * columns); },
      .torch = "nn.SiLU()",
  };
  return type;
}

}  // namespace engine
