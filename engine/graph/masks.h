// What of a layer is switched off, or does not move while the rest learns. Part of a NodeSpec; taken over while
// training runs (Network::set_masks), nothing starts again.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tensor/shape.h"

namespace engine {

// A single weight of a matrix "weight" [units, inputs] that keeps its value; 0 cuts the connection.
struct HeldWeight {
  int64_t unit = 0, input = 0;
  double value = 0;
  bool operator==(const HeldWeight&) const = default;
};

// Each list is sorted and names nothing twice. Indices that the layer does not have are kept and do nothing, so that a
// layer may become smaller and larger again.
struct Masks {
  std::vector<int64_t> off_units{};     // their output is 0, whatever they compute
  std::vector<int64_t> off_heads{};     // of attention: the output makes nothing of them
  std::vector<int64_t> frozen_units{};  // their own weights and biases do not move
  std::vector<HeldWeight> weights{};
  bool empty() const { return off_units.empty() && off_heads.empty() && frozen_units.empty() && weights.empty(); }
  bool operator==(const Masks&) const = default;
};

// Units of an output: the channels of an image, the features of a sequence, the numbers of a list.
inline int64_t unit_count(const Shape& output) {
  return output.rank() == 0 ? 0 : output.rank() == 3 ? output[0] : output.back();
}

}  // namespace engine
