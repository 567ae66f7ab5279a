// Softmax over the last axis.
#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& softmax_activation() {
  static const ActivationType type{
      .id = "softmax",
      .title = "Softmax",
      .summary = "Turns the numbers of a layer into probabilities that sum to 1.",
      .formula = "y_i = exp(z_i) / sum_j exp(z_j)",
      .derivative = "dz_i = y_i (dy_i - sum_j dy_j y_j)",
      .use_when = "To show class probabilities; cross-entropy applies it itself.",
      .source = "Bridle 1990; as nn.Softmax(dim=-1) of PyTorch 1.13.1.",
      .low = 0,
      .high = 1,
      .per_row = true,
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::softmax_forward(z, y, rows, columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::softmax_backward(z, y, dy, dz, rows, columns); },
      .torch = "nn.Softmax(dim=-1)",
  };
  return type;
}

}  // namespace engine
