// Mean squared error.
#include "engine/losses/per_element.h"

namespace engine {

const LossType& mse_loss() {
  static const LossType type{
      .id = "mse",
      .title = "Mean squared error",
      .summary = "The mean of the squared differences; large errors count most.",
      .formula = "L = mean((y - t)^2)",
      .use_when = "For regression; for two classes it works, but learns slowly where outputs saturate.",
      .source = "Gauss 1809, Legendre 1805; as nn.MSELoss of PyTorch 1.13.1.",
      .coding = TargetCoding::numbers,
      .classification = true,
      .regression = true,
      .compute =
          [](const Params&, ConstView output, ConstView target, Scalar* d_output) {
            return mean_over_elements(output, target, d_output, [](double y, double t) {
              const double d = y - t;
              return ElementLoss{d * d, 2 * d};
            });
          },
      .torch = "nn.MSELoss()",
  };
  return type;
}

}  // namespace engine
