// The largest number of each window: whether a pattern is there, not where exactly.
#include "engine/layers/pooling.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status image = check_image(input); !image) return image.error();
  const Window window = pooling_window(params);
  if (Status padding = check_pooling(window, {}); !padding) return padding.error();
  Result<Shape> output = windows_of_image(input, window, input[0]);
  if (!output) return output;
  if (Status seen = check_pooling(window, {input[1], input[2]}); !seen) return seen.error();
  return output;
}

std::unique_ptr<Layer> make(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const Shape& input = inputs[0];
  const Window window = pooling_window(params);
  kernels::Pool pool = image_pool(input, output, maximum_ranges(window, input[1]), maximum_ranges(window, input[2]));
  return std::make_unique<PoolingLayer>(Pooling::maximum, std::move(pool), input, output, window.kernel);
}

}  // namespace

const LayerType& max_pool2d_layer() {
  static const LayerType type{
      .id = "max_pool2d",
      .title = "Max pooling 2-D",
      .category = "Image",
      .glyph = "max_pool2d",
      .summary = "Keeps the largest number of each window of an image.",
      .formula = "y[c,i,j] = max over u,v of x[c, s i + d u - p, s j + d v - p]",
      .use_when = "After convolutions, to make images smaller and small shifts harmless.",
      .source = "As nn.MaxPool2d of PyTorch 1.13.1.",
      .params = pooling_params(Pooling::maximum),
      .infer_shape = infer_shape,
      .make = make,
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &maximum_windowed(),
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return pooling_torch("nn.MaxPool2d", params); },
  };
  return type;
}

}  // namespace engine
