// One number for each channel of an image: the mean over all places.
#include "engine/layers/pooling.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

Result<Shape> infer_shape(const Params&, std::span<const Shape> inputs) {
  if (Status image = check_image(inputs[0]); !image) return image.error();
  return Shape{inputs[0][0]};
}

std::unique_ptr<Layer> make(const Params&, std::span<const Shape> inputs, const Shape& output) {
  const Shape& input = inputs[0];
  kernels::Pool pool = image_pool(input, output, adaptive_ranges(input[1], 1), adaptive_ranges(input[2], 1));
  return std::make_unique<PoolingLayer>(Pooling::mean, std::move(pool), input, output, 1);
}

}  // namespace

const LayerType& global_avg_pool2d_layer() {
  static const LayerType type{
      .id = "global_avg_pool2d",
      .title = "Global average pooling",
      .category = "Image",
      .glyph = "global_pool",
      .summary = "Keeps one number of each channel: its mean over the whole image.",
      .formula = "y[c] = mean over i,j of x[c,i,j]",
      .use_when = "Before the last dense layer, in place of flatten; the size of the image then no longer matters.",
      .source = "Lin et al. 2013; as nn.AdaptiveAvgPool2d(1) and nn.Flatten of PyTorch 1.13.1.",
      .infer_shape = infer_shape,
      .make = make,
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &adaptive_windowed(),
      .torch = [](const Params&, std::span<const Shape>,
                  const Shape&) { return std::string("nn.AdaptiveAvgPool2d(1)\nnn.Flatten()"); },
  };
  return type;
}

}  // namespace engine
