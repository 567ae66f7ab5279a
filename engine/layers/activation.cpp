// An activation function as a layer of its own, for when it shall stand behind something else than a dense layer.
#include "engine/graph/layer.h"
#include "engine/layers/activation_choice.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

// y = f(x), element by element (softmax: over the last axis).
class Activation final : public Layer {
 public:
  explicit Activation(const Params& params) { set_params(params); }

  void set_params(const Params& params) override { function_ = ChosenActivation::from(params, "function"); }

  void forward(const LayerPass& pass) override {
    const int64_t columns = pass.output.shape.back();
    function_.type->forward(pass.inputs[0].data, pass.output.data, pass.output.count() / columns, columns, function_.a);
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    const int64_t columns = pass.output.shape.back();
    function_.type->backward(pass.inputs[0].data, pass.output.data, pass.d_output.data, dx.data,
                             pass.output.count() / columns, columns, function_.a);
  }

  ConstView pre_activation(const LayerPass& pass) const override { return pass.inputs[0]; }

 private:
  ChosenActivation function_;
};

}  // namespace

const LayerType& activation_layer() {
  static const LayerType type{
      .id = "activation",
      .title = "Activation",
      .category = "Basic",
      .glyph = "activation",
      .summary = "A nonlinear function on every number.",
      .formula = "y = f(x)",
      .use_when = "Where the layer before brings no activation of its own.",
      .source = "Each function is PyTorch 1.13.1's module of that name; step and linear aside.",
      .params = activation_params("function", "Function", "What happens to every number.", "relu"),
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> { return inputs[0]; },
      .make = [](const Params& params, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Activation>(params);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .output_range = [](const Params& params) { return activation_range(params, "function"); },
      .views = {{"activation", "output"},
                {"activation", "histogram"},
                {"pre_activation", "histogram"},
                {"activation", "warp"}},
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return ChosenActivation::torch(params, "function"); },
      .torch_missing = activation_torch_missing(),
  };
  return type;
}

}  // namespace engine
