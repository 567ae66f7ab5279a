// Channel-wise dropout: in training whole channels of an image are set to 0 with probability p, and the rest grow by
// 1 / (1 - p). Neighbouring pixels know each other's values, so dropping single ones would hide nothing.
#include "engine/core/check.h"
#include "engine/graph/layer.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

class Dropout2d final : public Layer {
 public:
  Dropout2d(const Params& params, const Shape& input)
      : p_(get_double(params, "p")), channels_(input[0]), pixels_(input[1] * input[2]) {}

  void set_params(const Params& params) override { p_ = get_double(params, "p"); }

  // The factor of each channel: 0, or 1 / (1 - p).
  std::vector<int64_t> scratch_columns() const override { return {channels_}; }

  void forward(const LayerPass& pass) override {
    if (pass.mode == Mode::evaluation) {
      return kernels::copy(pass.output.data, pass.inputs[0].data, pass.output.count());
    }
    CHECK(pass.rng, "training needs random numbers");
    const auto kept = static_cast<Scalar>(p_ < 1 ? 1 / (1 - p_) : 0);
    const int64_t count = pass.output.rows * channels_;
    for (int64_t i = 0; i < count; ++i) pass.scratch[0][i] = pass.rng->uniform() < p_ ? Scalar{0} : kept;
    multiply(pass.output.data, pass.inputs[0].data, pass.scratch[0], count);
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    if (pass.mode == Mode::evaluation) return kernels::copy(dx.data, pass.d_output.data, pass.output.count());
    multiply(dx.data, pass.d_output.data, pass.scratch[0], pass.output.rows * channels_);
  }

 private:
  void multiply(Scalar* y, const Scalar* x, const Scalar* factor, int64_t count) const {
    for (int64_t i = 0; i < count; ++i, y += pixels_, x += pixels_) {
      for (int64_t k = 0; k < pixels_; ++k) y[k] = factor[i] * x[k];
    }
  }

  double p_;
  int64_t channels_, pixels_;
};

}  // namespace

const LayerType& dropout2d_layer() {
  static const LayerType type{
      .id = "dropout2d",
      .title = "Dropout of channels",
      .category = "Stabilise",
      .glyph = "dropout",
      .summary = "Sets random channels of an image to 0 while training, so that no kernel relies on another.",
      .formula = "y[c] = x[c] m[c] / (1 - p), m[c] = 0 with probability p, else 1; y = x in evaluation",
      .use_when = "Against overfitting, between convolutions.",
      .source = "Tompson et al. 2015; as nn.Dropout2d of PyTorch 1.13.1 (other random numbers).",
      .params = {{.key = "p",
                  .label = "Drop probability",
                  .help = "The chance of each channel to be set to 0.",
                  .default_value = 0.5,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05,
                  .live = true}},
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> {
        if (Status image = check_image(inputs[0]); !image) return image.error();
        return inputs[0];
      },
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Dropout2d>(params, inputs[0]);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "dropout"}, {"activation", "output"}, {"activation", "histogram"}},
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return fmt::format("nn.Dropout2d(p={})", get_double(params, "p")); },
  };
  return type;
}

}  // namespace engine
