// The descriptor of a rule that draws the starting weights of a layer.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/core/rng.h"
#include "engine/schema/param.h"
#include "engine/tensor/scalar.h"

namespace engine {

struct FanInOut {
  int64_t fan_in = 1, fan_out = 1;  // as torch.nn.init._calculate_fan_in_and_fan_out
  double gain = 1;                  // of the activation behind the weights
};

struct InitializerType {
  std::string id{};  // file name
  std::string title{};
  std::string summary{};
  std::string formula{};
  std::string source{};
  std::vector<ParamSpec> params{};
  // Fills weight [fan_out, fan_in] (row-major; more dimensions of a kernel belong to fan_in).
  void (*fill)(const Params& params, const FanInOut& fan, Rng& rng, std::span<Scalar> weight) = nullptr;
  bool fills_bias = false;  // the bias is drawn by the same rule; otherwise it starts as zeros
};

const Catalog<InitializerType>& initializers();  // engine/initializers/*.cpp

}  // namespace engine
