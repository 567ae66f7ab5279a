// What layers with several wires of equal standing share: how many there are, and that they bring the same shape.
#pragma once

#include <span>

#include "engine/schema/layer_type.h"

namespace engine {

inline constexpr const char* kWiresKey = "inputs";

inline ParamSpec wires_param() {
  return {.key = kWiresKey,
          .label = "Wires",
          .help = "How many layers are joined.",
          .default_value = int64_t{2},
          .minimum = 2,
          .maximum = 8,
          .step = 1};
}

// The shape that all wires bring.
inline Result<Shape> common_shape(std::span<const Shape> inputs) {
  for (size_t i = 1; i < inputs.size(); ++i) {
    if (inputs[i] == inputs[0]) continue;
    return error(
        "All wires must bring the same shape, but wire 1 brings {} and wire {} brings {}; change a layer in front of "
        "one of them.",
        inputs[0].text(), i + 1, inputs[i].text());
  }
  return inputs[0];
}

// Why no nn.Sequential holds such a layer.
inline const char* wires_torch_missing() {
  return "A layer with several wires does not fit into an nn.Sequential; in a model's forward it is one line.";
}

}  // namespace engine
