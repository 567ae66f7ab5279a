// A part of the input: some neighbouring places of one axis. Also what split is made of.
#include "engine/layers/part_of_axis.h"

namespace engine {
namespace {

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Result<int> axis = axis_of(params, inputs[0]);
  if (!axis) return axis.error();
  Shape shape = inputs[0];
  const int64_t start = get_int(params, "start"), length = get_int(params, "length"), size = shape[*axis];
  if (start >= size || length > size - start) {
    return error("A slice of {} from place {} does not fit into {} places; make it shorter or start earlier.", length,
                 start, size);
  }
  shape[*axis] = length;
  return shape;
}

}  // namespace

const LayerType& slice_layer() {
  static const LayerType type{
      .id = "slice",
      .title = "Slice",
      .category = "Combine",
      .glyph = "slice",
      .summary = "Keeps some neighbouring places of one axis.",
      .formula = "y = x[start .. start + length - 1]",
      .use_when = "To take a few features or steps, such as the first step alone.",
      .source = "torch.narrow of PyTorch 1.13.1.",
      .params = {axis_param("The axis that is cut."),
                 {.key = "start",
                  .label = "Start",
                  .help = "The first place that is kept; 0 is the first of all.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 1e9,
                  .step = 1},
                 {.key = "length",
                  .label = "Length",
                  .help = "How many places are kept.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 1e9,
                  .step = 1}},
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<PartOfAxis>(inputs[0], output, *axis_of(params, inputs[0]), get_int(params, "start"));
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = part_torch_missing(),
  };
  return type;
}

}  // namespace engine
