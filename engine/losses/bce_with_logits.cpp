// Binary cross-entropy of logits: sigmoid and logarithm in one formula that never overflows.
#include <algorithm>
#include <cmath>

#include "engine/losses/per_element.h"

namespace engine {
namespace {

ElementLoss element(double z, double t) {
  // -t log s(z) - (1 - t) log(1 - s(z)) = max(z, 0) - z t + log(1 + exp(-|z|))
  const double e = std::exp(-std::fabs(z));
  const double s = (z >= 0 ? 1.0 : e) / (1 + e);
  return {std::max(z, 0.0) - z * t + std::log1p(e), s - t};
}

}  // namespace

const LossType& bce_with_logits_loss() {
  static const LossType type{
      .id = "bce_with_logits",
      .title = "Binary cross-entropy on logits",
      .summary = "Binary cross-entropy that applies the sigmoid itself, so that it never overflows.",
      .formula = "L = -mean(t log(p) + (1 - t) log(1 - p)), p = 1 / (1 + exp(-y))",
      .use_when = "As the first choice for two classes, behind one linear unit.",
      .source = "As nn.BCEWithLogitsLoss of PyTorch 1.13.1.",
      .coding = TargetCoding::zero_one,
      .classification = true,
      .threshold = 0,
      .logits = true,
      .compute = [](const Params&, ConstView output, ConstView target,
                    Scalar* d_output) { return mean_over_elements(output, target, d_output, element); },
      .torch = "nn.BCEWithLogitsLoss()",
  };
  return type;
}

}  // namespace engine
