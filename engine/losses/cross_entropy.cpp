// Cross-entropy of logits against the index of the class: softmax and logarithm in one formula that never overflows.
#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/schema/loss_type.h"

namespace engine {
namespace {

// -log softmax(z)[label]; writes (softmax(z) - onehot(label)) * share to dz, unless that is null.
double row_loss(const Scalar* z, int64_t columns, int64_t label, double share, Scalar* dz) {
  const Scalar top = *std::max_element(z, z + columns);
  double sum = 0;
  for (int64_t k = 0; k < columns; ++k) {
    const Scalar e = std::exp(z[k] - top);
    if (dz) dz[k] = e;
    sum += static_cast<double>(e);
  }
  if (dz) {
    const auto factor = static_cast<Scalar>(share / sum);
    for (int64_t k = 0; k < columns; ++k) dz[k] *= factor;
    dz[label] -= static_cast<Scalar>(share);
  }
  return std::log(sum) - static_cast<double>(z[label] - top);
}

double compute(const Params&, ConstView output, ConstView target, Scalar* d_output) {
  const int64_t rows = output.rows, columns = output.columns();
  CHECK(target.rows == rows && target.columns() == 1, "cross-entropy has one class for each row");
  if (rows == 0) return 0;
  const double share = 1.0 / static_cast<double>(rows);
  double sum = 0;
  for (int64_t i = 0; i < rows; ++i) {
    const auto label = static_cast<int64_t>(target.data[i]);
    CHECK(label >= 0 && label < columns, "every class has an output");
    sum += row_loss(output.row(i), columns, label, share, d_output ? d_output + i * columns : nullptr);
  }
  return sum * share;
}

}  // namespace

const LossType& cross_entropy_loss() {
  static const LossType type{
      .id = "cross_entropy",
      .title = "Cross-entropy",
      .summary = "How surprised the softmax of the outputs is by the true class.",
      .formula = "L = -mean(log softmax(y)[class])",
      .use_when = "As the first choice for several classes, behind one linear unit for each.",
      .source = "Bridle 1990; as nn.CrossEntropyLoss of PyTorch 1.13.1 with class indices.",
      .coding = TargetCoding::class_index,
      .classification = true,
      .logits = true,
      .compute = compute,
      .torch = "nn.CrossEntropyLoss()",
  };
  return type;
}

}  // namespace engine
