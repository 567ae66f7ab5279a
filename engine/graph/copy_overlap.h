// Weights of a layer that has changed its size: what both sizes have is kept.
#pragma once

#include <algorithm>

#include "engine/tensor/scalar.h"
#include "engine/tensor/shape.h"

namespace engine {

// The part of two arrays of equal rank that both have moves over, dimension by dimension.
inline void copy_box(Scalar* to, const Shape& to_shape, const Scalar* from, const Shape& from_shape, int axis) {
  const int64_t common = std::min(to_shape[axis], from_shape[axis]);
  if (axis + 1 == to_shape.rank()) {
    std::copy_n(from, common, to);
    return;
  }
  int64_t to_stride = 1, from_stride = 1;
  for (int k = axis + 1; k < to_shape.rank(); ++k) to_stride *= to_shape[k], from_stride *= from_shape[k];
  for (int64_t i = 0; i < common; ++i) {
    copy_box(to + i * to_stride, to_shape, from + i * from_stride, from_shape, axis + 1);
  }
}

// The same for each of the blocks that lie one after the other along the first dimension.
inline void copy_overlap(Scalar* to, const Shape& to_shape, const Scalar* from, const Shape& from_shape, int blocks) {
  if (to_shape == from_shape || to_shape.rank() == 0) {
    std::copy_n(from, to_shape.count(), to);
    return;
  }
  Shape to_block = to_shape, from_block = from_shape;
  to_block[0] /= blocks;
  from_block[0] /= blocks;
  for (int b = 0; b < blocks; ++b) {
    copy_box(to + b * to_block.count(), to_block, from + b * from_block.count(), from_block, 0);
  }
}

}  // namespace engine
