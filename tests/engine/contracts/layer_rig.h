// One layer on the test bench: the memory that the network would give it, and its two passes. No network involved.
#pragma once

#include <memory>
#include <vector>

#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "tests/engine/contracts/samples.h"

namespace rig {

using namespace engine;

class LayerRig {
 public:
  // `params` are resolved, `inputs` fit. Weights start from the seed; inputs and d_output are random.
  LayerRig(const LayerType& type, Params params, std::vector<Shape> inputs, int64_t rows, uint64_t seed)
      : type_(type), params_(std::move(params)), shapes_(std::move(inputs)), rows_(rows) {
    output_shape_ = *type.infer_shape(params_, shapes_);
    layer_ = type.make(params_, shapes_, output_shape_);
    Rng rng(seed);
    for (const ParameterSpec& spec : layer_->parameters()) {
      weights_.emplace_back(1, spec.shape);
      d_weights_.emplace_back(1, spec.shape);
    }
    workspace_.resize(static_cast<size_t>(layer_->workspace_count(rows)));
    lengths_.resize(shapes_.size(), nullptr);
    for (const int64_t columns : layer_->scratch_columns()) scratch_.emplace_back(rows, Shape{columns});
    for (const Shape& shape : shapes_) {
      inputs_.push_back(samples::tensor(rows, shape, rng));
      if (type.reads_tokens) {
        for (Scalar& x : inputs_.back().span()) x = static_cast<Scalar>(rng.below(4));
      }
      d_inputs_.emplace_back(rows, shape);
    }
    output_.resize(rows, output_shape_);
    d_output_ = samples::tensor(rows, output_shape_, rng, 0.2, 1.5);
    for (Tensor& w : weights_) weight_pointers_.push_back(w.data());
    for (Tensor& w : d_weights_) d_weight_pointers_.push_back(w.data());
    for (Tensor& s : scratch_) scratch_pointers_.push_back(s.data());
    initialise(seed);
  }
  LayerRig(const LayerRig&) = delete;
  LayerRig& operator=(const LayerRig&) = delete;

  void initialise(uint64_t seed) {
    Rng rng(seed, 7);
    layer_->initialise(weight_pointers_, rng);
  }

  // Random masks come from the same seed in every pass.
  void forward(Mode mode = Mode::training) {
    Rng rng(11, 3);
    LayerPass pass;
    fill(pass, mode);
    pass.rng = mode == Mode::training ? &rng : nullptr;
    layer_->forward(pass);
  }

  // What is not wanted stays as it was.
  void backward(bool want_inputs = true, bool want_weights = true, Mode mode = Mode::training) {
    LayerBackward pass;
    fill(pass, mode);
    pass.d_output = d_output_.view();
    d_views_.clear();
    for (size_t i = 0; i < d_inputs_.size(); ++i) {
      d_views_.push_back({want_inputs ? d_inputs_[i].data() : nullptr, rows_, shapes_[i]});
    }
    pass.d_inputs = d_views_;
    if (want_weights) pass.d_params = d_weight_pointers_;
    layer_->backward(pass);
  }

  // How many steps of each row of that input count.
  void set_lengths(size_t input, std::vector<int32_t> lengths) {
    own_lengths_.resize(shapes_.size());
    own_lengths_[input] = std::move(lengths);
    lengths_[input] = own_lengths_[input].data();
  }

  // The same for all inputs as another one has: of all its rows, or of one.
  void take_lengths(const LayerRig& from) {
    for (size_t i = 0; i < from.own_lengths_.size(); ++i) {
      if (from.lengths_[i]) set_lengths(i, from.own_lengths_[i]);
    }
  }
  void take_lengths(const LayerRig& from, int64_t row) {
    for (size_t i = 0; i < from.own_lengths_.size(); ++i) {
      if (from.lengths_[i]) set_lengths(i, {from.own_lengths_[i][static_cast<size_t>(row)]});
    }
  }

  ConstView pre_activation() {
    LayerPass pass;
    fill(pass, Mode::training);
    return layer_->pre_activation(pass);
  }

  Inside inside(std::string_view name, int64_t row) {
    LayerPass pass;
    fill(pass, Mode::evaluation);
    return layer_->inside(pass, name, row);
  }

  Penalty penalty(Mode mode = Mode::training) {
    LayerPass pass;
    fill(pass, mode);
    return layer_->penalty(pass);
  }

  std::vector<Shape> shapes() const { return shapes_; }
  const LayerType& type() const { return type_; }
  const Params& params() const { return params_; }
  Layer& layer() { return *layer_; }
  int64_t rows() const { return rows_; }
  const Shape& output_shape() const { return output_shape_; }
  std::vector<Tensor>& inputs() { return inputs_; }
  std::vector<Tensor>& weights() { return weights_; }
  std::vector<Tensor>& d_inputs() { return d_inputs_; }
  std::vector<Tensor>& d_weights() { return d_weights_; }
  Tensor& output() { return output_; }
  Tensor& d_output() { return d_output_; }

 private:
  void fill(LayerPass& pass, Mode mode) {
    views_.clear();
    for (const Tensor& x : inputs_) views_.push_back(x.view());
    pass.mode = mode;
    pass.inputs = views_;
    pass.output = output_.view();
    pass.params = weight_pointers_;
    pass.scratch = scratch_pointers_;
    pass.workspace = workspace_;
    pass.lengths = lengths_;
  }

  const LayerType& type_;
  Params params_;
  std::vector<Shape> shapes_;
  int64_t rows_;
  Shape output_shape_;
  std::unique_ptr<Layer> layer_;
  std::vector<Tensor> inputs_, d_inputs_, weights_, d_weights_, scratch_;
  Tensor output_, d_output_;
  std::vector<Scalar*> weight_pointers_, d_weight_pointers_, scratch_pointers_;
  std::vector<ConstView> views_;
  std::vector<Scalar> workspace_;
  std::vector<const int32_t*> lengths_;
  std::vector<std::vector<int32_t>> own_lengths_;
  std::vector<View> d_views_;
};

// What a random layer is like.
struct Kind {
  Params fixed{};            // overrides some parameters
  bool equal_wires = false;  // all wires bring the same shape
  bool large = false;        // so much work that it is cut into pieces for the threads
};

// Shapes for the wires: all equal, or the further ones with some sizes drawn anew.
inline std::vector<Shape> random_shapes(size_t wires, bool equal, bool large, Rng& rng) {
  Shape first = samples::shape(static_cast<int>(1 + rng.below(3)), rng);
  const int64_t grown = first.rank() == 1 ? 30 : first.rank() == 2 ? 6 : 3;
  for (int d = 0; large && d < first.rank(); ++d) first[d] *= grown;
  std::vector<Shape> shapes(wires, first);
  for (size_t i = 1; i < wires && !equal; ++i) {
    for (int d = 0; d < first.rank(); ++d) {
      if (rng.below(2) == 0) shapes[i][d] = static_cast<int64_t>(1 + rng.below(9)) * (large ? grown : 1);
    }
  }
  return shapes;
}

// Lists of steps are padded every other time; now and then nothing of a row counts.
inline void pad_some(LayerRig& rig, Rng& rng) {
  for (size_t i = 0; i < rig.inputs().size(); ++i) {
    const Shape shape = rig.inputs()[i].shape();
    if (shape.rank() != 2 || rng.below(2) == 0) continue;
    std::vector<int32_t> lengths(static_cast<size_t>(rig.rows()));
    for (int32_t& length : lengths) length = static_cast<int32_t>(rng.below(static_cast<uint64_t>(shape[0] + 1)));
    rig.set_lengths(i, lengths);
  }
}

// Of one sample of a random layer, so that it is quick also where strides and dilations blow it up.
constexpr int64_t kMostNumbers = 4000, kMostWork = 100000, kLarger = 50;

// A random legal layer of that type: tries random parameters and shapes until some fit.
inline std::unique_ptr<LayerRig> random_rig(const LayerType& type, uint64_t seed, const Kind& kind = {}) {
  Rng rng(seed, 99);
  for (int attempt = 0; attempt < 3000; ++attempt) {
    Params given = samples::params(type.params, rng);
    for (const auto& [key, value] : kind.fixed) given[key] = value;
    const Result<Params> params = resolve(type.params, given);
    if (!params) continue;
    const auto wires = static_cast<size_t>(input_count(type, *params));
    const bool equal = kind.equal_wires || attempt >= 200;  // some layers take nothing else
    const std::vector<Shape> inputs = random_shapes(wires, equal, kind.large, rng);
    const Result<Shape> output = type.infer_shape(*params, inputs);
    const int64_t times = kind.large ? kLarger : 1;
    if (!output || output->count() > times * kMostNumbers) continue;
    if (type.cost(*params, inputs, *output).multiply_adds > times * kMostWork) continue;
    const auto rows = static_cast<int64_t>(kind.large ? 33 : 1 + rng.below(6));
    auto rig = std::make_unique<LayerRig>(type, *params, inputs, rows, seed);
    if (!kind.equal_wires) pad_some(*rig, rng);
    return rig;
  }
  return nullptr;
}

}  // namespace rig
