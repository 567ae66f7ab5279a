// Dropout: in training each number is set to 0 with probability p, and the rest grow by 1 / (1 - p), so that nothing
// need be changed in evaluation ("inverted" dropout).
#include "engine/core/check.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

class Dropout final : public Layer {
 public:
  Dropout(const Params& params, int64_t columns) : columns_(columns) { set_params(params); }

  void set_params(const Params& params) override { p_ = get_double(params, "p"); }

  // The mask: 0, or 1 / (1 - p).
  std::vector<int64_t> scratch_columns() const override { return {columns_}; }

  void forward(const LayerPass& pass) override {
    const int64_t n = pass.output.count();
    const ConstView& x = pass.inputs[0];
    if (pass.mode == Mode::evaluation) return kernels::copy(pass.output.data, x.data, n);
    CHECK(pass.rng, "training needs random numbers");
    Scalar* mask = pass.scratch[0];
    draw_mask(*pass.rng, mask, n);
    kernels::multiply(pass.output.data, x.data, mask, n);
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    const int64_t n = pass.output.count();
    if (pass.mode == Mode::evaluation) return kernels::copy(dx.data, pass.d_output.data, n);
    kernels::multiply(dx.data, pass.d_output.data, pass.scratch[0], n);
  }

 private:
  // Two draws of 32 bits out of each 64, in the order of the elements: the same mask on any number of threads.
  void draw_mask(Rng& rng, Scalar* mask, int64_t n) const {
    const auto kept = static_cast<Scalar>(p_ < 1 ? 1 / (1 - p_) : 0);
    const auto limit = static_cast<uint64_t>(p_ * 4294967296.0);  // dropped below it
    for (int64_t i = 0; i < n; i += 2) {
      const uint64_t bits = rng.bits();
      mask[i] = (bits & 0xFFFFFFFFu) < limit ? Scalar{0} : kept;
      if (i + 1 < n) mask[i + 1] = (bits >> 32) < limit ? Scalar{0} : kept;
    }
  }

  double p_ = 0;
  int64_t columns_;
};

}  // namespace

const LayerType& dropout_layer() {
  static const LayerType type{
      .id = "dropout",
      .title = "Dropout",
      .category = "Stabilise",
      .glyph = "dropout",
      .summary = "Sets random numbers to 0 while training, so that no unit relies on another.",
      .formula = "y = x m / (1 - p), m = 0 with probability p, else 1; y = x in evaluation",
      .use_when = "Against overfitting, between large dense layers.",
      .source = "Srivastava et al. 2014; as nn.Dropout of PyTorch 1.13.1 (other random numbers).",
      .params = {{.key = "p",
                  .label = "Drop probability",
                  .help = "The chance of each number to be set to 0.",
                  .default_value = 0.5,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05,
                  .live = true}},
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> { return inputs[0]; },
      .make = [](const Params& params, std::span<const Shape>, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Dropout>(params, output.count());
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "dropout"}, {"activation", "output"}, {"activation", "histogram"}},
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return fmt::format("nn.Dropout(p={})", get_double(params, "p")); },
  };
  return type;
}

}  // namespace engine
