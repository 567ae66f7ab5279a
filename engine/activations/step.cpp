// Rosenblatt's unit, and the training signal that makes it learn by the perceptron rule.
#include "engine/schema/activation_type.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {

const ActivationType& step_activation() {
  static const ActivationType type{
      .id = "step",
      .title = "Step function",
      .summary = "Fires +1 or -1: Rosenblatt's perceptron.",
      .formula = "y = 1 if z >= 0 else -1",
      .derivative = "0; training passes dy straight through",
      .use_when = "To watch the perceptron rule: one such unit with the perceptron loss and batch size 1.",
      .source = "Rosenblatt 1958. With the perceptron loss each mistake gives w <- w + learning_rate * t * x.",
      .low = -1,
      .high = 1,
      .forward = [](const Scalar* z, Scalar* y, int64_t rows, int64_t columns,
                    Scalar) { kernels::step_forward(z, y, rows * columns, Scalar{-1}, Scalar{1}); },
      .backward = [](const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                     Scalar) { kernels::step_backward(z, y, dy, dz, rows * columns); },
      .torch_missing = "PyTorch has no step activation that lets a training signal through.",
  };
  return type;
}

}  // namespace engine
