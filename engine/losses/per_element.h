// The loop that all losses of single numbers share: the mean over every element, and the gradient of that mean.
#pragma once

#include "engine/core/check.h"
#include "engine/schema/loss_type.h"

namespace engine {

// The loss of one element and its derivative by the output.
struct ElementLoss {
  double value = 0;
  double slope = 0;
};

// Mean of loss(y, t).value over all elements, as PyTorch's reduction='mean'; summed in double, so that the mean of a
// large batch keeps its digits. d_output (unless null) receives slope / number of elements.
template <class Loss>
double mean_over_elements(ConstView output, ConstView target, Scalar* d_output, const Loss& loss) {
  const int64_t n = output.count();
  CHECK(n == target.count(), "a loss of single numbers has one target for each output");
  if (n == 0) return 0;
  const double share = 1.0 / static_cast<double>(n);
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) {
    const ElementLoss e = loss(static_cast<double>(output.data[i]), static_cast<double>(target.data[i]));
    sum += e.value;
    if (d_output) d_output[i] = static_cast<Scalar>(e.slope * share);
  }
  return sum * share;
}

}  // namespace engine
