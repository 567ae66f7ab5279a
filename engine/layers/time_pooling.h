// What layers that make one list of features out of a list of steps share.
#pragma once

#include <algorithm>

#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"

namespace engine {

inline Result<Shape> infer_time_pooling(const Params&, std::span<const Shape> inputs) {
  if (inputs[0].rank() == 2) return Shape{inputs[0][1]};
  return error(
      "This layer needs a list of steps (steps×features), but gets {}; remove it or put an embedding in front.",
      inputs[0].text());
}

// Steps of that row that are no padding.
inline int64_t counted_steps(const LayerPass& pass, int64_t row, int64_t steps) {
  return pass.lengths[0] ? std::clamp<int64_t>(pass.lengths[0][row], 0, steps) : steps;
}

// Samples of `size` numbers that make a piece for a thread.
inline int64_t samples_of_piece(int64_t size) { return 1 + 16384 / std::max<int64_t>(size, 1); }

// Why no nn.Sequential holds such a layer.
inline const char* time_pooling_torch_missing() {
  return "PyTorch has no module that pools over the steps; in a model's forward it is one line.";
}

}  // namespace engine
