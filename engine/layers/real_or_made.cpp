// The place where real samples come into a network that makes samples: the layers in front make them, the layers behind
// tell real ones from made ones. What is made passes through unchanged.
#include "engine/layers/pass_through.h"
#include "engine/schema/layer_type.h"

namespace engine {

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
        return std::make_unique<PassThrough>();
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch = [](const Params&, std::span<const Shape>, const Shape&) { return std::string("nn.Identity()"); },
  };
  return type;
}

}  // namespace engine
