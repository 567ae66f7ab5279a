// The descriptor of a loss: how far the output is from the target, and the gradient of that.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/tensor/tensor.h"

namespace engine {

enum class TargetCoding {
  numbers,       // regression losses. Classes become one-hot 0/1; two classes with one output: see TwoClass
  zero_one,      // one output per two-class problem, target 0 or 1 (binary cross-entropy)
  plus_minus,    // one output, target -1 or +1 (hinge, perceptron)
  class_index,   // K outputs an element, target = index of the class, -1: does not count (cross-entropy)
  distribution,  // K outputs an element, target = K shares that add up to 1; classes become one-hot, padding all 0
};

struct LossType {
  std::string id{};  // file name
  std::string title{};
  std::string summary{};
  std::string formula{};
  std::string use_when{};
  std::string source{};
  std::vector<ParamSpec> params{};
  TargetCoding coding{};
  bool classification = false;  // offered for classes only
  bool regression = false;      // offered for numbers
  double threshold = 0;         // an output above it means class 1, where one output decides between two classes
  int64_t least_outputs = 1;    // fewer cannot be compared
  bool logits = false;  // the outputs become probabilities by sigmoid or softmax (bce_with_logits, cross-entropy)

  // Mean loss over the batch, as PyTorch's reduction='mean'. output [rows, columns]. target [rows, columns], or
  // [rows, elements] holding the classes when coding is class_index. The outputs of an element lie side by side, but of
  // pictures [classes, height, width] at the same pixel. Writes the gradient to d_output, unless it is null.
  double (*compute)(const Params& params, ConstView output, ConstView target, Scalar* d_output) = nullptr;
  // What the mean was divided by, so that means of batches can be put together; nullptr: the number of rows.
  double (*weight)(const Params& params, ConstView target) = nullptr;
  // Checks and completes resolved parameters for the data: so many training samples (or steps, pixels) of each class.
  Result<Params> (*prepare)(const Params& params, std::span<const int64_t> class_counts) = nullptr;

  std::string torch{};  // "nn.HuberLoss(delta={delta})", or empty with the reason
  std::string torch_missing{};
};

const Catalog<LossType>& losses();  // engine/losses/*.cpp

}  // namespace engine
