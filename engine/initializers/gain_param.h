// The parameter that Xavier's rules and the orthogonal one share: whether the activation's gain multiplies the weights.
#pragma once

#include "engine/schema/initializer_type.h"

namespace engine {

inline ParamSpec use_gain_param() {
  return {.key = "use_gain",
          .label = "Gain of the activation",
          .help =
              "Multiplies the weights by torch.nn.init.calculate_gain of the activation (tanh 5/3, ReLU sqrt 2); "
              "off is PyTorch's default, gain 1.",
          .default_value = false};
}

inline double chosen_gain(const Params& params, const FanInOut& fan) {
  return get_bool(params, "use_gain") ? fan.gain : 1.0;
}

}  // namespace engine
