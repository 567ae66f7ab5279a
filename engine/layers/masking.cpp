// Finds the padding at the end of sequences of numbers and tells the layers behind it how many steps count.
// The numbers themselves pass through unchanged.
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y = x; a trailing step whose features all equal the padding value does not count.
class Masking final : public Layer {
 public:
  Masking(const Params& params, const Shape& shape) : steps_(shape[0]), features_(shape[1]) {
    Masking::set_params(params);
  }

  void set_params(const Params& params) override { value_ = static_cast<Scalar>(get_double(params, "value")); }

  void forward(const LayerPass& pass) override {
    kernels::copy(pass.output.data, pass.inputs[0].data, pass.output.count());
  }
  void backward(const LayerBackward& pass) override {
    if (pass.d_inputs[0]) kernels::copy(pass.d_inputs[0].data, pass.d_output.data, pass.d_output.count());
  }

  bool makes_lengths() const override { return true; }
  void lengths(const LayerPass& pass, std::span<int32_t> out) const override {
    for (size_t row = 0; row < out.size(); ++row) {
      const Scalar* x = pass.inputs[0].row(static_cast<int64_t>(row));
      int64_t left = steps_ * features_;
      while (left > 0 && x[left - 1] == value_) --left;
      out[row] = static_cast<int32_t>((left + features_ - 1) / features_);
    }
  }

 private:
  int64_t steps_, features_;
  Scalar value_ = 0;
};

}  // namespace

const LayerType& masking_layer() {
  static const LayerType type{
      .id = "masking",
      .title = "Masking",
      .category = "Sequence",
      .glyph = "eye",
      .summary = "Lets the layers behind it ignore the padding at the end of short sequences.",
      .formula = "y = x; steps counted up to the last one that is not all padding",
      .use_when = "Right behind the input when sequences of different length were filled up to the same one.",
      .source = "As Masking of Keras, for padding at the end; the effect is that of pack_padded_sequence of PyTorch.",
      .params = {{.key = "value",
                  .label = "Padding value",
                  .help = "A step at the end in which every number equals this one does not count.",
                  .default_value = 0.0,
                  .minimum = -1e6,
                  .maximum = 1e6,
                  .live = true}},
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> {
        if (inputs[0].rank() == 2) return inputs[0];
        return error("Masking needs a sequence [steps, features], but gets {}.", inputs[0].text());
      },
      .make = [](const Params& params, std::span<const Shape>, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Masking>(params, output);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = "PyTorch masks with pack_padded_sequence around a layer, not with a layer.",
  };
  return type;
}

}  // namespace engine
