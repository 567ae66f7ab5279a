// Layers that make each number of their output from a window of the input: which numbers, and what becomes of them.
// For pictures that point from an output back to its inputs; training does not use it.
#pragma once

#include <vector>

#include "engine/schema/param.h"
#include "engine/tensor/shape.h"

namespace engine {

// One number of a window along one axis. An input below 0 or beyond the size is padding, which counts as 0.
struct Tap {
  int64_t input = 0;
  int64_t kernel = 0;  // which weight along that axis meets it
};

struct Windowed {
  enum class Makes { weighted_sum, maximum, mean };
  Makes makes = Makes::weighted_sum;
  bool transposed = false;  // weight [in, out / groups, ...] in place of [out, in / groups, ...]
  // What the output at `place` looks at along an axis: 0 the rows of an image or the steps of a sequence, 1 the columns
  // of an image. Overwrites `out`. `params` are resolved. A mean is the sum over all taps divided by their number.
  void (*taps)(const Params& params, const Shape& input, const Shape& output, int axis, int64_t place,
               std::vector<Tap>& out) = nullptr;
};

}  // namespace engine
