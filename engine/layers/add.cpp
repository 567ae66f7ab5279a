// The sum of what several wires bring: the end of a skip connection.
#include "engine/graph/layer.h"
#include "engine/layers/wires.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y = x_1 + x_2 + ...
class Add final : public Layer {
 public:
  void forward(const LayerPass& pass) override {
    const int64_t n = pass.output.count();
    Scalar* y = pass.output.data;
    kernels::add(y, pass.inputs[0].data, pass.inputs[1].data, n);
    for (size_t i = 2; i < pass.inputs.size(); ++i) kernels::add(y, y, pass.inputs[i].data, n);
  }

  void backward(const LayerBackward& pass) override {
    for (const View& dx : pass.d_inputs) {
      if (dx) kernels::copy(dx.data, pass.d_output.data, pass.d_output.count());
    }
  }
};

}  // namespace

const LayerType& add_layer() {
  static const LayerType type{
      .id = "add",
      .title = "Add",
      .category = "Combine",
      .glyph = "add",
      .summary = "Adds what several wires bring, number by number.",
      .formula = "y = x1 + x2 + ...",
      .use_when = "At the end of a skip connection: a layer then learns what to change, and gradients pass by it.",
      .source = "He et al. 2016, equation 1.",
      .params = {wires_param()},
      .inputs = 2,
      .inputs_key = kWiresKey,
      .infer_shape = [](const Params&, std::span<const Shape> inputs) { return common_shape(inputs); },
      .make = [](const Params&, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Add>();
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = wires_torch_missing(),
  };
  return type;
}

}  // namespace engine
