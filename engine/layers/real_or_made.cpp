// The place where real samples come into a network that makes samples: the layers in front make them, the layers behind
// tell real ones from made ones. What is made passes through unchanged.
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

class RealOrMade final : public Layer {
 public:
  void forward(const LayerPass& pass) override {
    kernels::copy(pass.output.data, pass.inputs[0].data, pass.output.count());
  }
  void backward(const LayerBackward& pass) override {
    if (pass.d_inputs[0]) kernels::copy(pass.d_inputs[0].data, pass.d_output.data, pass.output.count());
  }
};

}  // namespace

const LayerType& real_or_made_layer() {
  static const LayerType type{
      .id = "real_or_made",
      .title = "Real or made",
      .category = "Generate",
      .glyph = "add",
      .summary =
          "Lets real samples into a network that makes samples: in front of it lies the generator, behind it the "
          "discriminator.",
      .formula = "y = G(z), or a sample of the data in its place",
      .use_when = "Once in a network that is trained adversarially, where the made sample is complete.",
      .source = "Goodfellow et al. 2014, figure 1.",
      .gate = true,
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> { return inputs[0]; },
      .make = [](const Params&, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<RealOrMade>();
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch = [](const Params&, std::span<const Shape>, const Shape&) { return std::string("nn.Identity()"); },
  };
  return type;
}

}  // namespace engine
