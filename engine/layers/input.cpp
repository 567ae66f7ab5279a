// The place where the data enters the network. Does no arithmetic: the network hands the data on as it is.
#include "engine/core/check.h"
#include "engine/graph/layer.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

class Input final : public Layer {
 public:
  void forward(const LayerPass&) override { CHECK(false, "the data itself is the output of the input layer"); }
  void backward(const LayerBackward&) override { CHECK(false, "the input layer has nothing to learn"); }
};

}  // namespace

const LayerType& input_layer() {
  static const LayerType type{
      .id = "input",
      .title = "Input",
      .category = "Basic",
      .glyph = "input",
      .summary = "The data, one number per feature.",
      .formula = "y = x",
      .use_when = "Once, at the start of every network.",
      .source = "Its shape is that of the data.",
      .inputs = 0,
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> { return inputs[0]; },
      .make = [](const Params&, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Input>();
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "saliency"}, {"activation", "histogram"}},
      .torch_missing = "PyTorch's models have no input layer; they are called with the data.",
  };
  return type;
}

}  // namespace engine
