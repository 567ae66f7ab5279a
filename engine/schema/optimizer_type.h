// The descriptor of an optimizer: one pass over the flat parameters and gradients.
#pragma once

#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/tensor/scalar.h"

namespace engine {

// One contiguous piece of the parameters. Every slot has as many numbers as w and starts as zeros.
struct OptimizerPass {
  Scalar* w;
  const Scalar* g;
  Scalar* slot[3];
  int64_t count;
  int64_t step;  // 1 at the first update
};

struct OptimizerType {
  std::string id{};  // file name
  std::string title{};
  std::string summary{};
  std::string formula{};  // the update rule, ASCII
  std::string use_when{};
  std::string source{};
  std::vector<ParamSpec> params{};  // "learning_rate" is always one of them
  int slots = 0;                    // buffers of the size of the parameters, at most 3
  bool full_batch = false;          // every step sees the whole training set

  void (*update)(const Params& params, const OptimizerPass& pass) = nullptr;

  std::string torch{};  // "torch.optim.Adam(params, lr={learning_rate}, ...)", or empty with the reason
  std::string torch_missing{};
};

const Catalog<OptimizerType>& optimizers();  // engine/optimizers/*.cpp

}  // namespace engine
