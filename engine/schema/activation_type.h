// The descriptor of an activation function, used as a layer of its own or as the last part of a dense layer.
#pragma once

#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"
#include "engine/tensor/scalar.h"

namespace engine {

struct ActivationType {
  std::string id{};  // file name
  std::string title{};
  std::string summary{};
  std::string formula{};     // ASCII, in terms of z
  std::string derivative{};  // ASCII
  std::string use_when{};
  std::string source{};
  std::vector<ParamSpec> params{};  // none or one number
  // Values lie in [low, high]; infinite where unbounded. Says how class targets are coded (loss_type.h).
  double low = 0, high = 0;
  bool per_row = false;  // softmax: a row is one unit of work
  // backward may be handed y in place of z: layers with many outputs then need not keep both.
  bool from_output = false;

  // y = f(z) on [rows, columns]. y may be z. `a` is the value of params[0], or 0.
  void (*forward)(const Scalar* z, Scalar* y, int64_t rows, int64_t columns, Scalar a) = nullptr;
  // dz = dy * f'(z). dz may be dy.
  void (*backward)(const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz, int64_t rows, int64_t columns,
                   Scalar a) = nullptr;

  // PyTorch's module, with {} for the parameter: "nn.LeakyReLU(negative_slope={})"; empty with the reason below.
  std::string torch{};
  std::string torch_missing{};
  double init_gain = 1;  // torch.nn.init.calculate_gain
};

const Catalog<ActivationType>& activations();  // engine/activations/*.cpp

}  // namespace engine
