// Binary cross-entropy of logits: sigmoid and logarithm in one formula that never overflows.
#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/schema/loss_type.h"
#include "engine/tensor/kernels/activation.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr int64_t kBlock = 256;

// -t log s(z) - (1 - t) log(1 - s(z)) = max(z, 0) - z t + log(1 + exp(-|z|)), block by block with the fast functions:
// a picture has as many of these as pixels.
double compute(const Params&, ConstView output, ConstView target, Scalar* d_output) {
  const int64_t n = output.count();
  CHECK(n == target.count(), "a loss of single numbers has one target for each output");
  if (n == 0) return 0;
  const auto share = static_cast<Scalar>(1.0 / static_cast<double>(n));
  Scalar block[kBlock];
  double sum = 0;
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    const int64_t count = std::min(kBlock, n - begin);
    const Scalar *z = output.data + begin, *t = target.data + begin;
    for (int64_t i = 0; i < count; ++i) block[i] = -std::fabs(z[i]);
    kernels::softplus_forward(block, block, count);
    for (int64_t i = 0; i < count; ++i) block[i] += (z[i] > 0 ? z[i] : Scalar(0)) - z[i] * t[i];
    sum += kernels::sum(block, count);
    if (!d_output) continue;
    kernels::sigmoid_forward(z, block, count);
    for (int64_t i = 0; i < count; ++i) d_output[begin + i] = (block[i] - t[i]) * share;
  }
  return sum / static_cast<double>(n);
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
      .compute = compute,
      .torch = "nn.BCEWithLogitsLoss()",
  };
  return type;
}

}  // namespace engine
