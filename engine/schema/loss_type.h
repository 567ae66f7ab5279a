// The descriptor of a loss: how far the output is from the target, and the gradient of that.
#pragma once

#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/tensor/tensor.h"

namespace engine {

enum class TargetCoding {
  numbers,      // regression losses. Classes become one-hot 0/1; two classes with one output: see TwoClass
  zero_one,     // one output per two-class problem, target 0 or 1 (binary cross-entropy)
  plus_minus,   // one output, target -1 or +1 (hinge, perceptron)
  class_index,  // K outputs, target = index of the class (cross-entropy)
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
  bool logits = false;  // the outputs become probabilities by sigmoid or softmax (bce_with_logits, cross-entropy)

  // Mean loss over the batch, as PyTorch's reduction='mean'. output [rows, columns]. target [rows, columns], or
  // [rows, 1] holding the class when coding is class_index. Writes the gradient to d_output, unless it is null.
  double (*compute)(const Params& params, ConstView output, ConstView target, Scalar* d_output) = nullptr;

  std::string torch{};  // "nn.HuberLoss(delta={delta})", or empty with the reason
  std::string torch_missing{};
};

const Catalog<LossType>& losses();  // engine/losses/*.cpp

}  // namespace engine
