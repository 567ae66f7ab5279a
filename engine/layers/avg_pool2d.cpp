// The mean of each window.
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
  const bool counts = get_bool(params, "count_include_pad");
  kernels::Pool pool =
      image_pool(input, output, mean_ranges(window, input[1], counts), mean_ranges(window, input[2], counts));
  return std::make_unique<PoolingLayer>(Pooling::mean, std::move(pool), input, output, 1);
}

}  // namespace

const LayerType& avg_pool2d_layer() {
  static const LayerType type{
      .id = "avg_pool2d",
      .title = "Average pooling 2-D",
      .category = "Image",
      .glyph = "avg_pool2d",
      .summary = "Keeps the mean of each window of an image.",
      .formula = "y[c,i,j] = mean over u,v of x[c, s i + u - p, s j + v - p]",
      .use_when = "To make images smaller where every number counts, as in LeNet.",
      .source = "LeCun et al. 1998; as nn.AvgPool2d of PyTorch 1.13.1.",
      .params = pooling_params(Pooling::mean),
      .infer_shape = infer_shape,
      .make = make,
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &mean_windowed(),
      .torch = [](const Params& params, std::span<const Shape>,
                  const Shape&) { return pooling_torch("nn.AvgPool2d", params); },
  };
  return type;
}

}  // namespace engine
