// The perceptron criterion, whose gradient step is Rosenblatt's rule: correct the weights on a mistake, else do
// nothing.
#include "engine/losses/per_element.h"

namespace engine {

const LossType& perceptron_loss() {
  static const LossType type{
      .id = "perceptron",
      .title = "Perceptron",
      .summary = "Counts only mistakes: the perceptron rule, written as a loss.",
      .formula = "L = mean(max(0, -t y)), t = -1 or +1; slope -t where t y <= 0",
      .use_when = "With one step (or linear) unit and batch size 1: each mistake adds learning_rate * t * x.",
      .source = "Rosenblatt 1958; Bishop 2006, equation 4.54. A raw output of exactly 0 counts as a mistake.",
      .coding = TargetCoding::plus_minus,
      .classification = true,
      .threshold = 0,
      .compute =
          [](const Params&, ConstView output, ConstView target, Scalar* d_output) {
            return mean_over_elements(output, target, d_output, [](double y, double t) {
              const double wrong_by = -t * y;
              return wrong_by < 0 ? ElementLoss{} : ElementLoss{wrong_by, -t};
            });
          },
      .torch_missing = "PyTorch has no perceptron loss; torch.relu(-t * y).mean() computes it, except where y is 0.",
  };
  return type;
}

}  // namespace engine
