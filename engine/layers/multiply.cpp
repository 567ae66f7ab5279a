// The product of what several wires bring, number by number: one wire opens and closes the other.
#include "engine/graph/layer.h"
#include "engine/layers/wires.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y = x_1 x_2 ...
class Multiply final : public Layer {
 public:
  void forward(const LayerPass& pass) override { product(pass, pass.inputs.size(), pass.output.data); }

  // dx_i = dy times all the others
  void backward(const LayerBackward& pass) override {
    const int64_t n = pass.d_output.count();
    for (size_t i = 0; i < pass.d_inputs.size(); ++i) {
      const View& dx = pass.d_inputs[i];
      if (!dx) continue;
      product(pass, i, dx.data);
      kernels::multiply(dx.data, dx.data, pass.d_output.data, n);
    }
  }

 private:
  // Of all inputs but one.
  static void product(const LayerPass& pass, size_t without, Scalar* y) {
    const int64_t n = pass.output.count();
    bool started = false;
    for (size_t i = 0; i < pass.inputs.size(); ++i) {
      if (i == without) continue;
      if (started) {
        kernels::multiply(y, y, pass.inputs[i].data, n);
      } else {
        kernels::copy(y, pass.inputs[i].data, n);
      }
      started = true;
    }
  }
};

}  // namespace

const LayerType& multiply_layer() {
  static const LayerType type{
      .id = "multiply",
      .title = "Multiply",
      .category = "Combine",
      .glyph = "multiply",
      .summary = "Multiplies what several wires bring, number by number.",
      .formula = "y = x1 x2 ...",
      .use_when = "For gates: a wire of numbers between 0 and 1 lets the other through or holds it back.",
      .source = "The Hadamard product, as in Dauphin et al. 2017, equation 1.",
      .params = {wires_param()},
      .inputs = 2,
      .inputs_key = kWiresKey,
      .infer_shape = [](const Params&, std::span<const Shape> inputs) { return common_shape(inputs); },
      .make = [](const Params&, std::span<const Shape>, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Multiply>();
      },
      .cost =
          [](const Params&, std::span<const Shape> inputs, const Shape& output) {
            return Cost{0, output.count() * static_cast<int64_t>(inputs.size() - 1)};
          },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = wires_torch_missing(),
  };
  return type;
}

}  // namespace engine
