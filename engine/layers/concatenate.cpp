// Lays what several wires bring side by side along one axis.
#include <vector>

#include "engine/graph/layer.h"
#include "engine/layers/axis_choice.h"
#include "engine/layers/wires.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

// y = [x_1 x_2 ...]
class Concatenate final : public Layer {
 public:
  Concatenate(std::span<const Shape> inputs, const Shape& output, int axis) : whole_(output, axis) {
    for (const Shape& shape : inputs) parts_.push_back(shape[axis]);
  }

  void forward(const LayerPass& pass) override {
    Scalar* to = pass.output.data;
    for (size_t i = 0; i < parts_.size(); ++i) {
      const int64_t part = parts_[i] * whole_.inner;
      kernels::copy_columns(to, stride(), pass.inputs[i].data, part, pass.output.rows * whole_.outer, part);
      to += part;
    }
  }

  void backward(const LayerBackward& pass) override {
    const Scalar* from = pass.d_output.data;
    for (size_t i = 0; i < parts_.size(); ++i) {
      const int64_t part = parts_[i] * whole_.inner;
      const View& dx = pass.d_inputs[i];
      if (dx) kernels::copy_columns(dx.data, part, from, stride(), pass.d_output.rows * whole_.outer, part);
      from += part;
    }
  }

 private:
  int64_t stride() const { return whole_.size * whole_.inner; }

  AxisRun whole_;
  std::vector<int64_t> parts_;
};

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Result<int> axis = axis_of(params, inputs[0]);
  if (!axis) return axis.error();
  Shape shape = inputs[0];
  for (size_t i = 1; i < inputs.size(); ++i) {
    Shape other = inputs[i];
    if (other.rank() == shape.rank()) other[*axis] = inputs[0][*axis];
    if (!(other == inputs[0])) {
      return error(
          "The wires may differ along the chosen axis only, but wire 1 brings {} and wire {} brings {}; change a layer "
          "in front of one of them.",
          inputs[0].text(), i + 1, inputs[i].text());
    }
    shape[*axis] += inputs[i][*axis];
  }
  return shape;
}

}  // namespace

const LayerType& concatenate_layer() {
  static const LayerType type{
      .id = "concatenate",
      .title = "Concatenate",
      .category = "Combine",
      .glyph = "concat",
      .summary = "Lays what several wires bring side by side.",
      .formula = "y = [x1, x2, ...]",
      .use_when = "To let a layer see several others at once; in a U-net, early detail beside late meaning.",
      .source = "torch.cat of PyTorch 1.13.1. Along the steps, padding of one wire counts as steps.",
      .params = {wires_param(), axis_param("Along which axis the wires are laid side by side.")},
      .inputs = 2,
      .inputs_key = kWiresKey,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Concatenate>(inputs, output, *axis_of(params, output));
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = wires_torch_missing(),
  };
  return type;
}

}  // namespace engine
