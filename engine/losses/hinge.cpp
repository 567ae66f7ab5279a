// The hinge loss of support vector machines: no loss once an example is on the right side by a margin of 1.
#include "engine/losses/per_element.h"

namespace engine {

const LossType& hinge_loss() {
  static const LossType type{
      .id = "hinge",
      .title = "Hinge",
      .summary = "Asks for a margin of 1 on the right side; the loss of support vector machines.",
      .formula = "L = mean(max(0, 1 - t y)), t = -1 or +1",
      .use_when = "For two classes with a wide margin, behind one linear unit.",
      .source = "Cortes and Vapnik 1995; not PyTorch's HingeEmbeddingLoss, which is another function.",
      .coding = TargetCoding::plus_minus,
      .classification = true,
      .threshold = 0,
      .compute =
          [](const Params&, ConstView output, ConstView target, Scalar* d_output) {
            return mean_over_elements(output, target, d_output, [](double y, double t) {
              const double short_by = 1 - t * y;
              return short_by <= 0 ? ElementLoss{} : ElementLoss{short_by, -t};
            });
          },
      .torch_missing = "PyTorch has no hinge loss of one output; torch.relu(1 - t * y).mean() computes it.",
  };
  return type;
}

}  // namespace engine
