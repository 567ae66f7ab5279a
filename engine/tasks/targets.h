// How targets and outputs belong together: what the data asks for, what the network ends in, how the loss wants it.
// Says in words what does not fit. Knows no batches.
#pragma once

#include <cmath>

#include "engine/data/prepare.h"
#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"

namespace engine {

// A loss of the catalog with its parameters resolved.
struct ChosenLoss {
  const LossType* type = nullptr;
  Params params;
};

// Where the answers of one sample stand in its output. An element is what gets one class or one number: the sample
// itself, a step of a sequence, a pixel.
struct Answers {
  int64_t classes = 0;   // 0: numbers
  int64_t elements = 1;  // of a sample
  int64_t outputs = 1;   // of an element: one a class, or 1 where one output decides or is the number
  int64_t output_stride = 1, element_stride = 1;
  double threshold = 0;  // an output above it means class 1, where one output decides
  bool shares = false;   // numbers that become shares by sigmoid

  const Scalar* element(const Scalar* row, int64_t e) const { return row + e * element_stride; }
  // The number that an output means.
  double number(Scalar output) const {
    const auto x = static_cast<double>(output);
    return shares ? 1 / (1 + std::exp(-x)) : x;
  }
  // The class of an element that begins there: the largest output (the first of equals), or by the threshold.
  int64_t predicted(const Scalar* at) const {
    if (outputs == 1) return at[0] > static_cast<Scalar>(threshold) ? 1 : 0;
    int64_t best = 0;
    for (int64_t k = 1; k < outputs; ++k) {
      if (at[k * output_stride] > at[best * output_stride]) best = k;
    }
    return best;
  }
};

struct TargetPlan {
  Answers answers;
  Shape coded;         // of one sample, as the loss wants it
  Shape answer_shape;  // elements of one sample: {} one, [steps], [height, width]; of a reconstruction the input's
  bool class_index = false;
  double low = 0;  // the number that stands for "not this class"
};

// What fits the loss, the data and a network that ends in that shape; the error stands at the network's last node.
Result<TargetPlan> plan_targets(const LossType& loss, const PreparedData& data, const Network& network);
// Writes the targets of all rows as the loss wants them.
void code_targets(const TargetPlan& plan, const std::vector<Scalar>& targets, Tensor& coded);

}  // namespace engine
