// An axis of a sample as a parameter of a layer, by what it means rather than by its number: features or channels,
// steps, height, width.
#pragma once

#include "engine/schema/layer_type.h"

namespace engine {

inline ParamSpec axis_param(const char* help) {
  return {
      .key = "axis",
      .label = "Axis",
      .help = help,
      .default_value = std::string("features"),
      .choices = {{"features", "Features or channels"}, {"steps", "Steps"}, {"height", "Height"}, {"width", "Width"}}};
}

// The place of the chosen axis in `shape`. A list has features; a list of steps has steps and features; an image has
// channels, height and width.
inline Result<int> axis_of(const Params& params, const Shape& shape) {
  const std::string& axis = get_text(params, "axis");
  const int rank = shape.rank();
  if (axis == "features" && rank >= 1 && rank <= 3) return rank == 2 ? 1 : 0;
  if (axis == "steps" && rank == 2) return 0;
  if (axis == "height" && rank == 3) return 1;
  if (axis == "width" && rank == 3) return 2;
  if (axis == "steps") return error("A shape of {} has no steps; choose another axis.", shape.text());
  if (axis == "features")
    return error("A shape of {} has no features to choose; put a flatten layer in front.", shape.text());
  return error("A shape of {} is not an image and has neither height nor width; choose another axis.", shape.text());
}

// A shape as [outer, size, inner] around one axis.
struct AxisRun {
  int64_t outer = 1, size = 1, inner = 1;

  AxisRun(const Shape& shape, int axis) : size(shape[axis]) {
    for (int i = 0; i < axis; ++i) outer *= shape[i];
    for (int i = axis + 1; i < shape.rank(); ++i) inner *= shape[i];
  }
};

}  // namespace engine
