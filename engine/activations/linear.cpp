// The identity: no activation at all.
#include <limits>

#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {

const ActivationType& linear_activation() {
  static const ActivationType type{
      .id = "linear",
      .title = "Linear",
      .summary = "Passes the sum through unchanged.",
      .formula = "y = z",
      .derivative = "y' = 1",
      .use_when = "On the output of a regression, or where the loss applies its own function.",
      .source = "nn.Identity of PyTorch 1.13.1.",
      .low = -std::numeric_limits<double>::infinity(),
      .high = std::numeric_limits<double>::infinity(),
      .from_output = true,
      .forward =
          [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns, Scalar) {
            if (y != z) kernels::copy(y, z, rows * columns);
          },
      .backward =
          [](const Scalar*, const Scalar*, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns, Scalar) {
            if (dz != dy) kernels::copy(dz, dy, rows * columns);
          },
      .torch = "nn.Identity()",
  };
  return type;
}

}  // namespace engine
