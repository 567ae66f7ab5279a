// Mean absolute error.
#include <cmath>

#include "engine/losses/per_element.h"

namespace engine {

const LossType& mae_loss() {
  static const LossType type{
      .id = "mae",
      .title = "Mean absolute error",
      .summary = "The mean distance from the target; outliers count no more than their distance.",
      .formula = "L = mean(|y - t|)",
      .use_when = "For regression with outliers.",
      .source = "Laplace 1774; as nn.L1Loss of PyTorch 1.13.1, whose slope at 0 is 0 too.",
      .coding = TargetCoding::numbers,
      .classification = true,
      .regression = true,
      .compute =
          [](const Params&, ConstView output, ConstView target, Scalar* d_output) {
            return mean_over_elements(output, target, d_output, [](double y, double t) {
              const double d = y - t;
              return ElementLoss{std::fabs(d), d > 0 ? 1.0 : d < 0 ? -1.0 : d};
            });
          },
      .torch = "nn.L1Loss()",
  };
  return type;
}

}  // namespace engine
