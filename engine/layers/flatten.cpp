// Lays all numbers of a sample out in one row, in the order in which they are stored. Computes nothing.
#include "engine/layers/pass_through.h"
#include "engine/schema/layer_type.h"

namespace engine {

const LayerType& flatten_layer() {
  static const LayerType type{
      .id = "flatten",
      .title = "Flatten",
      .category = "Basic",
      .glyph = "flatten",
      .summary = "Makes one flat list out of an image or a sequence.",
      .formula = "y[(c H + i) W + j] = x[c,i,j]",
      .use_when = "Between convolutions and dense layers.",
      .source = "As nn.Flatten of PyTorch 1.13.1.",
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> {
        return Shape{inputs[0].count()};
      },
      .make = [](const Params&, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<PassThrough>();
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch = [](const Params&, std::span<const Shape>, const Shape&) { return std::string("nn.Flatten()"); },
  };
  return type;
}

}  // namespace engine
