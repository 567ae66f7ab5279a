// One minus the cosine of the angle between output and target: their direction counts, not their length.
#include <cmath>

#include "engine/core/check.h"
#include "engine/schema/loss_type.h"

namespace engine {
namespace {

constexpr double kEpsilon = 1e-12;  // as PyTorch: added to both squares

// The vector of a sample, or of each step of a sequence [steps, features].
double compute(const Params&, ConstView output, ConstView target, Scalar* d_output) {
  CHECK(target.count() == output.count(), "the loss compares vectors of the same length");
  if (output.rows == 0) return 0;
  const int64_t width = output.shape.rank() == 2 ? output.shape[1] : output.columns();
  const int64_t count = output.count() / width;
  const double share = 1.0 / static_cast<double>(count);
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    const Scalar *y = output.data + i * width, *t = target.data + i * width;
    double dot = 0, yy = kEpsilon, tt = kEpsilon;
    for (int64_t k = 0; k < width; ++k) {
      const auto a = static_cast<double>(y[k]), b = static_cast<double>(t[k]);
      dot += a * b;
      yy += a * a;
      tt += b * b;
    }
    const double length = std::sqrt(yy * tt), cosine = dot / length;
    sum += 1 - cosine;
    if (!d_output) continue;
    for (int64_t k = 0; k < width; ++k) {
      const double slope = cosine * static_cast<double>(y[k]) / yy - static_cast<double>(t[k]) / length;
      d_output[i * width + k] = static_cast<Scalar>(slope * share);
    }
  }
  return sum * share;
}

}  // namespace

const LossType& cosine_loss() {
  static const LossType type{
      .id = "cosine",
      .title = "Cosine distance",
      .summary = "The angle between output and target; their lengths do not count.",
      .formula = "L = mean(1 - y . t / (|y| |t|))",
      .use_when = "For vectors whose direction carries the meaning, such as embeddings.",
      .source = "As nn.CosineEmbeddingLoss of PyTorch 1.13.1 for pairs that belong together.",
      .coding = TargetCoding::numbers,
      .classification = true,
      .regression = true,
      .least_outputs = 2,
      .compute = compute,
      .torch_missing =
          "nn.CosineEmbeddingLoss takes a third argument: nn.CosineEmbeddingLoss()(y, t, torch.ones(len(y))).",
  };
  return type;
}

}  // namespace engine
