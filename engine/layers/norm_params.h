// Parameters that the normalisation layers share, with PyTorch's names and defaults.
#pragma once

#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"

namespace engine {

inline ParamSpec epsilon_param() {
  return {.key = "eps",
          .label = "Epsilon",
          .help = "A small number added to the variance, so that nothing is divided by 0.",
          .default_value = 1e-5,
          .minimum = 1e-8,
          .maximum = 0.1,
          .logarithmic = true,
          .live = true};
}

inline ParamSpec affine_param(const char* key) {
  return {.key = key,
          .label = "Learned scale",
          .help = "A factor and an offset behind the normalisation, which are learned.",
          .default_value = true};
}

// PyTorch writes True and False.
inline const char* torch_bool(bool value) { return value ? "True" : "False"; }

}  // namespace engine
