// Pooling of one sample on the calling thread: the maximum or the mean of a window that moves over planes.
// A window may also differ from place to place (adaptive pooling). No batch, no threads.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

// The part of one axis that one place of the window covers: `begin`, `begin + step`, ... below `end`.
struct PoolRange {
  int64_t begin = 0, end = 0, step = 1;
  int64_t first = 0;  // number of the place in the window that `begin` is: those before it lie in the padding
  int64_t size = 1;   // what a mean is divided by along this axis
};

// Where numbers lie in memory: of one plane, and from one plane to the next.
struct PoolLayout {
  int64_t plane = 1, row = 1, column = 1;
};

class Pool {
 public:
  // x [planes, rows, cols] and y [planes, row_ranges, col_ranges], laid out as told.
  Pool(int64_t planes, int64_t rows, int64_t cols, std::vector<PoolRange> row_ranges, std::vector<PoolRange> col_ranges,
       const PoolLayout& x, const PoolLayout& y);

  // `which` gets the place in the window of each maximum (row * window_cols + column); the first one of several wins.
  void maximum(const Scalar* x, Scalar* y, Scalar* which, int64_t window_cols) const;
  void maximum_backward(const Scalar* dy, const Scalar* which, Scalar* dx, int64_t window_cols) const;
  void mean(const Scalar* x, Scalar* y) const;
  void mean_backward(const Scalar* dy, Scalar* dx) const;

 private:
  bool two_by_two() const;

  int64_t planes_, rows_, cols_;
  std::vector<PoolRange> row_ranges_, col_ranges_;
  PoolLayout x_, y_;
  bool quick_;  // windows of 2 x 2 that do not overlap, on rows without gaps
};

}  // namespace engine::kernels
