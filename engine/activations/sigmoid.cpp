// The logistic function.
#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& sigmoid_activation() {
  static const ActivationType type{
      .id = "sigmoid",
      .title = "Sigmoid",
      .summary = "Squeezes every number into 0 to 1, like a probability.",
      .formula = "y = 1 / (1 + exp(-z))",
      .derivative = "y' = y (1 - y)",
      .use_when = "On the output of a two-class problem; in hidden layers it makes gradients vanish.",
      .source = "Verhulst 1845; as nn.Sigmoid of PyTorch 1.13.1.",
      .low = 0,
      .high = 1,
      .from_output = true,
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::sigmoid_forward(z, y, rows * columns); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::sigmoid_backward(z, y, dy, dz, rows * columns); },
      .torch = "nn.Sigmoid()",
  };
  return type;
}

}  // namespace engine
