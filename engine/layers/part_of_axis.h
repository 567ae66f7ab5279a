// The layer behind slice and split: places start .. start + length - 1 of one axis.
#pragma once

#include <algorithm>

#include "engine/graph/layer.h"
#include "engine/layers/axis_choice.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {

class PartOfAxis final : public Layer {
 public:
  PartOfAxis(const Shape& input, const Shape& output, int axis, int64_t start)
      : whole_(input, axis), start_(start), length_(output[axis]), cuts_steps_(input.rank() == 2 && axis == 0) {}

  void forward(const LayerPass& pass) override {
    const int64_t rows = pass.output.rows * whole_.outer;
    kernels::copy_columns(pass.output.data, part(), pass.inputs[0].data + offset(), stride(), rows, part());
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    kernels::fill(dx.data, 0, dx.count());
    const int64_t rows = pass.d_output.rows * whole_.outer;
    kernels::copy_columns(dx.data + offset(), stride(), pass.d_output.data, part(), rows, part());
  }

  // Steps that were cut off no longer count.
  bool makes_lengths() const override { return cuts_steps_; }
  void lengths(const LayerPass& pass, std::span<int32_t> out) const override {
    for (size_t r = 0; r < out.size(); ++r) {
      const int64_t given = pass.lengths[0] ? pass.lengths[0][r] : whole_.size;
      out[r] = static_cast<int32_t>(std::clamp<int64_t>(given - start_, 0, length_));
    }
  }

 private:
  int64_t part() const { return length_ * whole_.inner; }
  int64_t stride() const { return whole_.size * whole_.inner; }
  int64_t offset() const { return start_ * whole_.inner; }

  AxisRun whole_;
  int64_t start_, length_;
  bool cuts_steps_;
};

// Why no nn.Sequential holds such a layer.
inline const char* part_torch_missing() {
  return "PyTorch has no module that cuts; in a model's forward it is one line.";
}

}  // namespace engine
