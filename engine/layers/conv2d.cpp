// The convolution over images: each kernel looks for one pattern in every place. Its activation is part of it, as in a
// dense layer.
#include "engine/layers/convolution.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

std::vector<ParamSpec> geometry() {
  return {window_param("kernel_size", "Kernel size", "Height and width of a kernel in pixels.", 3, 1),
          window_param("stride", "Stride", "Pixels from one place of the kernel to the next.", 1, 1),
          same_param(),
          padding_param("Zeros around the image, on each side."),
          window_param("dilation", "Dilation", "Distance between two pixels that a kernel looks at; 1: side by side.",
                       1, 1),
          groups_param()};
}

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  if (Status image = check_image(inputs[0]); !image) return image.error();
  const int64_t out_channels = get_int(params, "out_channels");
  if (Status fits = check_convolution(params, inputs[0][0], out_channels); !fits) return fits.error();
  return windows_of_image(inputs[0], convolution_window(params), out_channels);
}

kernels::ConvShape conv_shape(const Params& params, const Shape& input, const Shape& output) {
  const Window window = convolution_window(params);
  return {.channels = input[0],
          .height = input[1],
          .width = input[2],
          .out_channels = output[0],
          .out_height = output[1],
          .out_width = output[2],
          .kernel_h = window.kernel,
          .kernel_w = window.kernel,
          .stride_h = window.stride,
          .stride_w = window.stride,
          .pad_top = window.pad_before,
          .pad_left = window.pad_before,
          .dilation_h = window.dilation,
          .dilation_w = window.dilation,
          .groups = get_int(params, "groups")};
}

Cost cost(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const int64_t kernel = get_int(params, "kernel_size");
  return convolution_cost(params, {output[0], inputs[0][0] / get_int(params, "groups"), kernel, kernel}, output[0],
                          output[1] * output[2]);
}

}  // namespace

const LayerType& conv2d_layer() {
  static const LayerType type{
      .id = "conv2d",
      .title = "Convolution 2-D",
      .category = "Image",
      .glyph = "conv2d",
      .summary = "Moves small kernels over an image; each finds one pattern wherever it is.",
      .formula = "y[o,i,j] = f(b[o] + sum over c,u,v of w[o,c,u,v] x[c, s i + d u - p, s j + d v - p])",
      .use_when = "As the first layers for images.",
      .source =
          "LeCun et al. 1998; as nn.Conv2d of PyTorch 1.13.1 (padding with zeros) followed by the activation. Biases "
          "start as 0 unless the starting weights are PyTorch's default.",
      .params = convolution_params(geometry()),
      .units_key = "out_channels",
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        return std::make_unique<Convolution>(params, Convolution::Kind{conv_shape(params, inputs[0], output)});
      },
      .cost = cost,
      .output_range = [](const Params& params) { return activation_range(params, "activation"); },
      .views = convolution_views(),
      .windowed = &convolution_windowed(),
      .torch = [](const Params& params, std::span<const Shape> inputs,
                  const Shape& output) { return convolution_torch("nn.Conv2d", params, inputs[0][0], output[0]); },
      .torch_missing = activation_torch_missing(),
  };
  return type;
}

}  // namespace engine
