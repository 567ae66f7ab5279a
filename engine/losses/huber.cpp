// Huber's loss: squared near the target, linear far from it.
#include <cmath>

#include "engine/losses/per_element.h"

namespace engine {

const LossType& huber_loss() {
  static const LossType type{
      .id = "huber",
      .title = "Huber",
      .summary = "Squared for small errors, linear for large ones.",
      .formula = "L = mean(d^2 / 2 if |d| <= delta else delta (|d| - delta / 2)), d = y - t",
      .use_when = "For regression with a few outliers.",
      .source = "Huber 1964; as nn.HuberLoss of PyTorch 1.13.1.",
      .params = {{.key = "delta",
                  .label = "Delta",
                  .help = "The error at which the loss turns from squared to linear.",
                  .default_value = 1.0,
                  .minimum = 0.001,
                  .maximum = 1000,
                  .logarithmic = true,
                  .live = true}},
      .coding = TargetCoding::numbers,
      .classification = true,
      .regression = true,
      .compute =
          [](const Params& params, ConstView output, ConstView target, Scalar* d_output) {
            const double delta = get_double(params, "delta");
            return mean_over_elements(output, target, d_output, [delta](double y, double t) {
              const double d = y - t, size = std::fabs(d);
              if (size <= delta) return ElementLoss{0.5 * d * d, d};
              return ElementLoss{delta * (size - 0.5 * delta), d > 0 ? delta : d < 0 ? -delta : d};
            });
          },
      .torch = "nn.HuberLoss(delta={delta})",
  };
  return type;
}

}  // namespace engine
