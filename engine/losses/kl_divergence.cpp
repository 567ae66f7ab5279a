// Kullback-Leibler divergence of the softmax of the outputs from a target distribution.
#include <cmath>

#include "engine/losses/per_class.h"
#include "engine/tensor/kernels/activation.h"

namespace engine {
namespace {

// Targets lie as the outputs do. An element whose shares are all 0 is padding.
double compute(const Params& params, ConstView output, ConstView target, Scalar* d_output) {
  CHECK(target.count() == output.count(), "one share for each output");
  if (output.rows == 0) return 0;
  const int64_t elements = output.shape.rank() == 2   ? output.shape[0]
                           : output.shape.rank() >= 3 ? output.columns() / output.shape[0]
                                                      : 1;
  const ClassLayout layout(output.shape, elements);
  const double smoothing = get_double(params, "label_smoothing"), share = 1.0 / static_cast<double>(output.rows);
  const double even = smoothing / static_cast<double>(layout.classes);
  return sum_over_elements(layout, output, d_output, [&](const Scalar* z, Scalar* dz, int64_t first, int64_t n) {
    kernels::log_softmax_forward(z, dz, n, layout.classes);
    double sum = 0;
    for (int64_t i = 0; i < n; ++i) {
      Scalar* row = dz + i * layout.classes;
      const Scalar* t = target.data + layout.begin(first + i);
      double given = 0;
      for (int64_t k = 0; k < layout.classes; ++k) given += static_cast<double>(t[k * layout.stride()]);
      const double spread = given == 0 ? 0 : even;
      const double whole = (1 - smoothing) * given + spread * static_cast<double>(layout.classes);
      for (int64_t k = 0; k < layout.classes; ++k) {
        const double p = (1 - smoothing) * static_cast<double>(t[k * layout.stride()]) + spread;
        const auto log_q = static_cast<double>(row[k]);
        if (p != 0) sum += share * p * (std::log(p) - log_q);  // a negative share is no share: NaN
        row[k] = static_cast<Scalar>((whole * std::exp(log_q) - p) * share);
      }
    }
    return sum;
  });
}

}  // namespace

const LossType& kl_divergence_loss() {
  static const LossType type{
      .id = "kl_divergence",
      .title = "KL divergence",
      .summary = "How far the softmax of the outputs is from a target distribution: 0 when they are equal.",
      .formula = "L = sum(t log(t / softmax(y))) / number of samples",
      .use_when = "When the target is not one class but a share for each: soft labels, another network's answer.",
      .source =
          "Kullback and Leibler 1951; as nn.KLDivLoss(reduction='batchmean') of PyTorch 1.13.1 behind a log softmax. "
          "Classes become distributions with one share of 1, smoothed by label smoothing.",
      .params = {label_smoothing_param()},
      .coding = TargetCoding::distribution,
      .classification = true,
      .regression = true,
      .least_outputs = 2,
      .logits = true,
      .compute = compute,
      .torch_missing =
          "nn.KLDivLoss expects logarithms of probabilities: nn.KLDivLoss(reduction='batchmean')"
          "(nn.functional.log_softmax(y, dim=1), t).",
  };
  return type;
}

}  // namespace engine
