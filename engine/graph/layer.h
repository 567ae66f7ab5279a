// The runtime side of a layer: parameters it asks for, forward, backward. Owns no buffers; all memory is the network's.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/rng.h"
#include "engine/schema/param.h"
#include "engine/tensor/tensor.h"

namespace engine {

struct ParameterSpec {
  std::string name;  // as in PyTorch: "weight", "bias"
  Shape shape;
  bool decays = true;   // L1 and L2 apply (weights yes, biases no)
  bool trained = true;  // no: state such as running statistics, written by forward in training, never by the optimizer
  int blocks = 1;       // equal parts along the first dimension, such as the gates of an LSTM
  // The dimension along which lie the units of the layer's output (in each block), each with numbers of its own, and
  // which unit is the first; -1: its numbers belong to all of them.
  int unit_axis = -1;
  int64_t first_unit = 0;
};

enum class Mode { training, evaluation };

// What a layer sees of one pass. All views have the same number of rows.
struct LayerPass {
  Mode mode = Mode::evaluation;
  std::span<const ConstView> inputs;
  View output;                       // forward writes it; backward may read it
  std::span<Scalar* const> params;   // one pointer per ParameterSpec
  std::span<Scalar* const> scratch;  // one pointer per scratch request, rows of this pass
  std::span<Scalar> workspace;       // workspace_count() numbers; lost between calls, shared by all layers
  // One per input: how many leading steps of each row count [rows]; null where all do. The rest is padding.
  std::span<const int32_t* const> lengths;
  Rng* rng = nullptr;  // for dropout and noise; training only
};

struct LayerBackward : LayerPass {
  ConstView d_output;
  std::span<const View> d_inputs;     // to be overwritten; a view without data is not needed
  std::span<Scalar* const> d_params;  // to be overwritten, untrained ones left alone; empty when the layer is frozen
};

// Something inside a layer for one sample. Owns nothing; its numbers need not lie side by side.
struct Inside {
  const Scalar* data = nullptr;
  Shape shape;                       // of rank 1 to 3
  std::array<int64_t, 3> strides{};  // numbers from one index to the next, for each dimension; may be negative

  // As it lies in memory, row-major.
  static Inside contiguous(const Scalar* data, const Shape& shape) {
    Inside i{data, shape, {}};
    int64_t stride = 1;
    for (int d = shape.rank(); d-- > 0; stride *= shape[d]) i.strides[static_cast<size_t>(d)] = stride;
    return i;
  }
  Scalar at(int64_t a, int64_t b = 0, int64_t c = 0) const {
    return data[a * strides[0] + b * strides[1] + c * strides[2]];
  }
  explicit operator bool() const { return data != nullptr; }
};

// What a layer adds to the loss: the mean over the rows, before and after its weight.
struct Penalty {
  double value = 0, weighted = 0;
  int64_t dimensions = 0;  // numbers of a sample that it is the sum over
};

class Layer {
 public:
  virtual ~Layer() = default;

  virtual std::vector<ParameterSpec> parameters() const { return {}; }
  // Columns per row of each buffer that must survive from forward to backward.
  virtual std::vector<int64_t> scratch_columns() const { return {}; }
  // Numbers that one call of forward or backward needs for itself with at most max_rows rows.
  virtual int64_t workspace_count(int64_t max_rows) const { return (void)max_rows, 0; }
  // Says itself how many steps of each row count, in place of handing on what it was told.
  virtual bool makes_lengths() const { return false; }
  // After forward: writes that number for each row. Asked only when makes_lengths().
  virtual void lengths(const LayerPass& pass, std::span<int32_t> out) const { (void)pass, (void)out; }
  // Fills the parameters with starting values.
  virtual void initialise(std::span<Scalar* const> params, Rng& rng) { (void)params, (void)rng; }
  // Takes over changed values of live parameters.
  virtual void set_params(const Params& params) { (void)params; }

  virtual void forward(const LayerPass& pass) = 0;
  virtual void backward(const LayerBackward& pass) = 0;

  // After forward: what the layer adds to the loss. Its backward adds the gradient of that by itself.
  virtual bool has_penalty() const { return false; }
  virtual Penalty penalty(const LayerPass& pass) const { return (void)pass, Penalty(); }

  // The values before the activation function [rows, columns], for histograms; empty when the layer has none.
  virtual ConstView pre_activation(const LayerPass& pass) const { return (void)pass, ConstView(); }
  // What LayerType::insides names, of a row of the last pass: "attention" is [heads, queries, keys]. Empty when the
  // layer has no such thing.
  virtual Inside inside(const LayerPass& pass, std::string_view name, int64_t row) const {
    return (void)pass, (void)name, (void)row, Inside();
  }
};

}  // namespace engine
