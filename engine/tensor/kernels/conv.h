// Convolution of one sample (PyTorch's: the kernel is not turned round), and its two gradients, on the calling thread.
// Direct: no matrix of patches is built. Stride, padding, dilation and groups are all the same to it, because
// - the sample is copied into a grid with its padding, cut by the stride into planes ("phases") in which a step of the
//   output is a step of one, and
// - each weight is then a fixed offset into that grid.
// No activation, no batch, no threads. Every element is bias + w_0 x_0 + w_1 x_1 + ... in the order of the weights.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

struct ConvShape {
  int64_t channels = 1, height = 1, width = 1;  // input  [channels, height, width]
  int64_t out_channels = 1, out_height = 1, out_width = 1;
  int64_t kernel_h = 1, kernel_w = 1;  // weight [out_channels, channels / groups, kernel_h, kernel_w]
  int64_t stride_h = 1, stride_w = 1;
  int64_t pad_top = 0, pad_left = 0;  // zeros; what is missing below and on the right follows from the output's size
  int64_t dilation_h = 1, dilation_w = 1;
  int64_t groups = 1;

  int64_t weight_count() const { return out_channels * (channels / groups) * kernel_h * kernel_w; }
};

class Conv {
 public:
  explicit Conv(const ConvShape& shape);

  const ConvShape& shape() const { return shape_; }
  // Numbers that each function wants in its buffer.
  int64_t forward_buffer() const { return grid_count_; }
  int64_t data_buffer() const { return back_grid_count_ + phase_count_; }
  int64_t weights_buffer() const;
  // Numbers of one partial sum of the weights' gradient.
  int64_t partial_count() const;

  // The weights as forward or backward_data reads them: weight_count() numbers. Once per batch.
  void pack_forward(const Scalar* weight, Scalar* packed) const;
  void pack_backward(const Scalar* weight, Scalar* packed) const;

  // y = x * w + bias (bias may be null).
  void forward(const Scalar* x, const Scalar* packed, const Scalar* bias, Scalar* y, Scalar* buffer) const;
  // dx from dy; all of dx is overwritten. Also the forward pass of a transposed convolution.
  void backward_data(const Scalar* dy, const Scalar* packed, Scalar* dx, Scalar* buffer) const;
  // partial += the weights' gradient of this sample.
  void add_weight_gradient(const Scalar* x, const Scalar* dy, Scalar* partial, Scalar* buffer) const;
  // dw = the sum of `count` partial sums that lie `step` numbers apart, in their order. They are used up.
  void finish_weight_gradient(Scalar* partials, int64_t count, int64_t step, Scalar* dw) const;

 private:
  // The weights that meet one phase of the grid, for the gradient of the input.
  struct Phase {
    int64_t y = 0, x = 0;                                      // of the first input row and column that it holds
    int64_t first_row = 0, first_col = 0, rows = 0, cols = 0;  // the part of the grid that is input
    int64_t image_row = 0, image_col = 0;                      // where that part starts in the input
    std::vector<int64_t> taps;                                 // ky * kernel_w + kx
    std::vector<int64_t> offsets;                              // of dy for [out channel of a group][tap]
    int64_t packed = 0;                                        // where its weights start for each group
  };

  void plan_phases();
  void fill_grid(const Scalar* x, Scalar* grid) const;
  void fill_grid_by_pixels(const Scalar* x, Scalar* grid) const;
  bool reads_in_place() const;
  int64_t run_of_rows() const;

  ConvShape shape_;
  int64_t group_in_, group_out_, taps_;
  int64_t far_row_, far_col_;         // the largest offset of a weight inside a phase
  int64_t grid_height_, grid_width_;  // of one phase
  int64_t plane_, grid_count_;
  int64_t back_grid_count_, back_plane_, phase_count_;
  std::vector<int64_t> tap_phase_, tap_offset_;  // of each ky, kx
  std::vector<int64_t> offsets_;                 // of x for [channel of a group][ky, kx]
  std::vector<Phase> phases_;
};

// to[c * to_step + r] = from[r * from_step + c] for r < rows, c < cols.
void transpose(Scalar* to, int64_t to_step, const Scalar* from, int64_t from_step, int64_t rows, int64_t cols);

}  // namespace engine::kernels
