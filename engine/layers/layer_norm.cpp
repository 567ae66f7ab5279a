// Layer normalisation: each sample, or each step of a sequence, gets mean 0 and variance 1 over its own numbers.
#include <algorithm>

#include "engine/graph/layer.h"
#include "engine/layers/norm_params.h"
#include "engine/tensor/kernels/normalise.h"

namespace engine {
namespace {

// The numbers that are normalised together: the features of a list or of a step, all of an image.
Shape normalised_shape(const Shape& input) { return input.rank() == 3 ? input : Shape{input.back()}; }

// y = (x - mean) / sqrt(variance + eps) * weight + bias
class LayerNorm final : public Layer {
 public:
  LayerNorm(const Params& params, const Shape& input)
      : shape_(normalised_shape(input)),
        columns_(shape_.count()),
        lists_(input.count() / columns_),
        affine_(get_bool(params, "elementwise_affine")) {
    LayerNorm::set_params(params);
  }

  std::vector<ParameterSpec> parameters() const override {
    if (!affine_) return {};
    const int axis = shape_.rank() == 1 ? 0 : -1;
    return {{.name = "weight", .shape = shape_, .decays = false, .unit_axis = axis},
            {.name = "bias", .shape = shape_, .decays = false, .unit_axis = axis}};
  }
  // mean and 1 / deviation
  std::vector<int64_t> scratch_columns() const override { return {lists_, lists_}; }
  int64_t workspace_count(int64_t) const override { return affine_ ? kernels::layer_norm_workspace(columns_) : 0; }

  void set_params(const Params& params) override { epsilon_ = get_double(params, "eps"); }
  void initialise(std::span<Scalar* const> params, Rng&) override {
    if (!affine_) return;
    std::fill_n(params[0], columns_, Scalar{1});
    std::fill_n(params[1], columns_, Scalar{0});
  }

  void forward(const LayerPass& pass) override {
    kernels::layer_norm_forward(pass.inputs[0].data, affine_ ? pass.params[0] : nullptr,
                                affine_ ? pass.params[1] : nullptr, epsilon_, pass.output.data, pass.scratch[0],
                                pass.scratch[1], pass.output.rows * lists_, columns_);
  }

  void backward(const LayerBackward& pass) override {
    const bool learns = affine_ && !pass.d_params.empty();
    kernels::layer_norm_backward(pass.inputs[0].data, affine_ ? pass.params[0] : nullptr, pass.scratch[0],
                                 pass.scratch[1], pass.d_output.data, pass.d_inputs[0].data,
                                 learns ? pass.d_params[0] : nullptr, learns ? pass.d_params[1] : nullptr,
                                 pass.workspace.data(), pass.output.rows * lists_, columns_);
  }

 private:
  Shape shape_;
  int64_t columns_, lists_;
  bool affine_;
  double epsilon_ = 0;
};

Result<Shape> infer_shape(const Params&, std::span<const Shape> inputs) {
  if (inputs[0].rank() >= 1 && inputs[0].rank() <= 3) return inputs[0];
  return error("Layer normalisation needs a list, a list of steps or an image, but gets {}; remove it.",
               inputs[0].text());
}

std::string torch(const Params& params, std::span<const Shape> inputs, const Shape&) {
  const Shape shape = normalised_shape(inputs[0]);
  std::string sizes;
  for (int i = 0; i < shape.rank(); ++i) sizes += fmt::format("{}{}", i ? ", " : "", shape[i]);
  return fmt::format("nn.LayerNorm([{}], eps={}, elementwise_affine={})", sizes, get_double(params, "eps"),
                     torch_bool(get_bool(params, "elementwise_affine")));
}

}  // namespace

const LayerType& layer_norm_layer() {
  static const LayerType type{
      .id = "layer_norm",
      .title = "Layer normalisation",
      .category = "Stabilise",
      .glyph = "layernorm",
      .summary = "Brings the numbers of each sample, or of each step, to mean 0 and variance 1.",
      .formula = "y = (x - mean) / sqrt(var + eps) * weight + bias",
      .use_when = "In transformers and recurrent networks; it does not depend on the batch.",
      .source =
          "Ba et al. 2016; as nn.LayerNorm of PyTorch 1.13.1 over the last axis, of an image over channels, height and "
          "width.",
      .params = {epsilon_param(), affine_param("elementwise_affine")},
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<LayerNorm>(params, inputs[0]);
      },
      .cost =
          [](const Params& params, std::span<const Shape> inputs, const Shape& output) {
            const bool affine = get_bool(params, "elementwise_affine");
            return Cost{affine ? 2 * normalised_shape(inputs[0]).count() : 0, 2 * output.count()};
          },
      .views = {{"activation", "normalisation"},
                {"activation", "output"},
                {"weight", "histogram"},
                {"bias", "histogram"},
                {"activation", "histogram"}},
      .torch = torch,
  };
  return type;
}

}  // namespace engine
