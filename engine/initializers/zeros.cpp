// All weights 0. Shows why symmetry must be broken: every unit of a hidden layer then learns the same.
#include <algorithm>

#include "engine/schema/initializer_type.h"

namespace engine {

const InitializerType& zeros_initializer() {
  static const InitializerType type{
      .id = "zeros",
      .title = "Zeros",
      .summary = "Every weight starts as 0; the units of a hidden layer then stay equal.",
      .formula = "w = 0",
      .source = "As torch.nn.init.zeros_ of PyTorch 1.13.1.",
      .fill = [](const Params&, const FanInOut&, Rng&,
                 std::span<Scalar> weight) { std::fill(weight.begin(), weight.end(), Scalar{0}); },
  };
  return type;
}

}  // namespace engine
