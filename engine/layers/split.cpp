// One of several equal parts along an axis. The others are split layers of their own on the same wire.
#include "engine/layers/part_of_axis.h"

namespace engine {
namespace {

// Places of each part but the last, which may be smaller.
int64_t part_size(int64_t size, int64_t parts) { return (size + parts - 1) / parts; }

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Result<int> axis = axis_of(params, inputs[0]);
  if (!axis) return axis.error();
  Shape shape = inputs[0];
  const int64_t size = shape[*axis], parts = get_int(params, "parts"), part = get_int(params, "part");
  const int64_t each = part_size(size, parts), there_are = (size + each - 1) / each;
  if (part >= there_are) {
    return error("{} places make {} parts of {}, so there is no part {} (the first is 0); choose an earlier one.", size,
                 there_are, each, part);
  }
  shape[*axis] = std::min(each, size - part * each);
  return shape;
}

}  // namespace

const LayerType& split_layer() {
  static const LayerType type{
      .id = "split",
      .title = "Split",
      .category = "Combine",
      .glyph = "split",
      .summary = "Cuts one axis into parts and keeps one of them.",
      .formula = "y = chunk(x, parts)[part]",
      .use_when = "To send parts of a layer different ways: one split layer for each part.",
      .source = "torch.chunk of PyTorch 1.13.1: the last part may be smaller.",
      .params = {axis_param("The axis that is cut."),
                 {.key = "parts",
                  .label = "Parts",
                  .help = "Into how many parts the axis is cut.",
                  .default_value = int64_t{2},
                  .minimum = 1,
                  .maximum = 1e6,
                  .step = 1},
                 {.key = "part",
                  .label = "Part",
                  .help = "Which part is kept; 0 is the first.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 1e6,
                  .step = 1}},
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        const int axis = *axis_of(params, inputs[0]);
        const int64_t start = get_int(params, "part") * part_size(inputs[0][axis], get_int(params, "parts"));
        return std::make_unique<PartOfAxis>(inputs[0], output, axis, start);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch_missing = part_torch_missing(),
  };
  return type;
}

}  // namespace engine
