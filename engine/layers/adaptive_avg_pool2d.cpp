// Means over windows that share an image evenly, so that the output has a wished size whatever the input's is.
#include "engine/layers/pooling.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  if (Status image = check_image(inputs[0]); !image) return image.error();
  return Shape{inputs[0][0], get_int(params, "output_height"), get_int(params, "output_width")};
}

std::unique_ptr<Layer> make(const Params&, std::span<const Shape> inputs, const Shape& output) {
  const Shape& input = inputs[0];
  kernels::Pool pool =
      image_pool(input, output, adaptive_ranges(input[1], output[1]), adaptive_ranges(input[2], output[2]));
  return std::make_unique<PoolingLayer>(Pooling::mean, std::move(pool), input, output, 1);
}

}  // namespace

const LayerType& adaptive_avg_pool2d_layer() {
  static const LayerType type{
      .id = "adaptive_avg_pool2d",
      .title = "Adaptive average pooling",
      .category = "Image",
      .glyph = "pool",
      .summary = "Brings an image of any size to a fixed one; each number is the mean of its part.",
      .formula = "y[c,i,j] = mean of x[c, floor(i H / h) to ceil((i+1) H / h), floor(j W / w) to ceil((j+1) W / w)]",
      .use_when = "Before dense layers, when images come in several sizes.",
      .source = "As nn.AdaptiveAvgPool2d of PyTorch 1.13.1.",
      .params = {window_param("output_height", "Height", "Rows of the output.", 2, 1),
                 window_param("output_width", "Width", "Columns of the output.", 2, 1)},
      .infer_shape = infer_shape,
      .make = make,
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &adaptive_windowed(),
      .torch = [](const Params&, std::span<const Shape>,
                  const Shape& output) { return fmt::format("nn.AdaptiveAvgPool2d(({}, {}))", output[1], output[2]); },
  };
  return type;
}

}  // namespace engine
