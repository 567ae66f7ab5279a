// Binary cross-entropy of probabilities. Outputs outside 0 to 1 make it NaN: they are no probabilities.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/losses/per_element.h"

namespace engine {
namespace {

ElementLoss element(double p, double t) {
  if (p < 0 || p > 1) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, nan};
  }
  // PyTorch's guards: logarithms no less than -100, denominator no less than 1e-12 (as a float, as there).
  const double log_p = std::max(std::log(p), -100.0);
  const double log_q = std::max(std::log1p(-p), -100.0);
  return {-(t * log_p + (1 - t) * log_q), (p - t) / std::max(p * (1 - p), static_cast<double>(1e-12F))};
}

}  // namespace

const LossType& bce_loss() {
  static const LossType type{
      .id = "bce",
      .title = "Binary cross-entropy",
      .summary = "How surprised a predicted probability is by the class, 0 or 1.",
      .formula = "L = -mean(t log(p) + (1 - t) log(1 - p))",
      .use_when = "For two classes, behind one sigmoid unit; the form on logits is safer.",
      .source =
          "Good 1952; as nn.BCELoss of PyTorch 1.13.1, which stops where an output leaves 0 to 1; here the loss "
          "becomes NaN, which pauses training.",
      .coding = TargetCoding::zero_one,
      .classification = true,
      .threshold = 0.5,
      .compute = [](const Params&, ConstView output, ConstView target,
                    Scalar* d_output) { return mean_over_elements(output, target, d_output, element); },
      .torch = "nn.BCELoss()",
  };
  return type;
}

}  // namespace engine
