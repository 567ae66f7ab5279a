// Two axes of a sample change places: steps and features, or channels and places of an image.
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

// y[.., j, .., i, ..] = x[.., i, .., j, ..]
class Transpose final : public Layer {
 public:
  // Every sample is [outer, a, between, b, inner], and a and b change places.
  Transpose(const Shape& input, int first, int second) : steps_(input.rank() == 2 ? input[1] : 0) {
    const int low = std::min(first, second), high = std::max(first, second);
    for (int i = 0; i < input.rank(); ++i) {
      int64_t& size = i < low ? outer_ : i == low ? a_ : i < high ? between_ : i == high ? b_ : inner_;
      size *= input[i];
    }
  }

  void forward(const LayerPass& pass) override {
    swap(pass.inputs[0].data, a_, b_, pass.output.data, pass.output.rows * outer_);
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (dx) swap(pass.d_output.data, b_, a_, dx.data, dx.rows * outer_);
  }

  // What were features are steps now, and all of them count.
  bool makes_lengths() const override { return steps_ > 0; }
  void lengths(const LayerPass&, std::span<int32_t> out) const override {
    std::ranges::fill(out, static_cast<int32_t>(steps_));
  }

 private:
  void swap(const Scalar* x, int64_t a, int64_t b, Scalar* y, int64_t blocks) const {
    const int64_t size = a * between_ * b * inner_;
    parallel_for(blocks, 1 + 16384 / size, [&](int64_t begin, int64_t end) {
      for (int64_t block = begin; block < end; ++block) {
        const Scalar* from = x + block * size;
        Scalar* to = y + block * size;
        for (int64_t j = 0; j < b; ++j) {
          for (int64_t m = 0; m < between_; ++m) {
            for (int64_t i = 0; i < a; ++i, to += inner_) {
              std::copy_n(from + ((i * between_ + m) * b + j) * inner_, inner_, to);
            }
          }
        }
      }
    });
  }

  int64_t outer_ = 1, a_ = 1, between_ = 1, b_ = 1, inner_ = 1;
  int64_t steps_;  // of the output when it is a list of steps
};

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  Shape shape = inputs[0];
  const auto first = static_cast<int>(get_int(params, "first")), second = static_cast<int>(get_int(params, "second"));
  if (first >= shape.rank() || second >= shape.rank()) {
    return error("A shape of {} has the axes 0 to {}, but axes {} and {} shall change places; choose two that it has.",
                 shape.text(), shape.rank() - 1, first, second);
  }
  if (first == second) return error("Axis {} cannot change places with itself; choose two different axes.", first);
  std::swap(shape[first], shape[second]);
  return shape;
}

ParamSpec axis_number(const char* key, const char* label, int64_t value) {
  return {.key = key,
          .label = label,
          .help = "An axis of one sample, counted from 0.",
          .default_value = value,
          .minimum = 0,
          .maximum = 4,
          .step = 1};
}

}  // namespace

const LayerType& transpose_layer() {
  static const LayerType type{
      .id = "transpose",
      .title = "Transpose",
      .category = "Combine",
      .glyph = "transpose",
      .summary = "Two axes change places.",
      .formula = "y[j, i] = x[i, j]",
      .use_when = "To make steps of what were features, such as the patches of an image for attention.",
      .source = "torch.transpose of PyTorch 1.13.1; axes are those of one sample, without the batch.",
      .params = {axis_number("first", "First axis", 0), axis_number("second", "Second axis", 1)},
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Transpose>(inputs[0], static_cast<int>(get_int(params, "first")),
                                           static_cast<int>(get_int(params, "second")));
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = "PyTorch has no module that swaps axes; in a model's forward it is one line.",
  };
  return type;
}

}  // namespace engine
