// The convolution over sequences: each kernel looks for one pattern in all features at every step.
#include "engine/layers/convolution.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

std::vector<ParamSpec> geometry() {
  return {
      window_param("kernel_size", "Kernel size", "Steps that a kernel looks at.", 3, 1),
      window_param("stride", "Stride", "Steps from one place of the kernel to the next.", 1, 1),
      same_param(),
      padding_param("Zeros before the first and after the last step."),
      window_param("dilation", "Dilation", "Distance between two steps that a kernel looks at; 1: side by side.", 1, 1),
      groups_param()};
}

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  if (Status steps = check_steps(inputs[0]); !steps) return steps.error();
  const int64_t out_channels = get_int(params, "out_channels");
  if (Status fits = check_convolution(params, inputs[0][1], out_channels); !fits) return fits.error();
  return windows_of_sequence(inputs[0], convolution_window(params), out_channels);
}

// A sequence is an image of height 1, whose channels are the features.
kernels::ConvShape conv_shape(const Params& params, const Shape& input, const Shape& output) {
  const Window window = convolution_window(params);
  return {.channels = input[1],
          .width = input[0],
          .out_channels = output[1],
          .out_width = output[0],
          .kernel_w = window.kernel,
          .stride_w = window.stride,
          .pad_left = window.pad_before,
          .dilation_w = window.dilation,
          .groups = get_int(params, "groups")};
}

Cost cost(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const int64_t group = inputs[0][1] / get_int(params, "groups");
  return convolution_cost(params, {output[1], group, get_int(params, "kernel_size")}, output[1], output[0]);
}

}  // namespace

const LayerType& conv1d_layer() {
  static const LayerType type{
      .id = "conv1d",
      .title = "Convolution 1-D",
      .category = "Sequence",
      .glyph = "conv1d",
      .summary = "Moves small kernels along a sequence; each finds one pattern whenever it comes.",
      .formula = "y[i,o] = f(b[o] + sum over c,u of w[o,c,u] x[s i + d u - p, c])",
      .use_when = "For series and sentences in which short patterns tell.",
      .source =
          "Waibel et al. 1989; as nn.Conv1d of PyTorch 1.13.1 (padding with zeros) with the steps first, followed by "
          "the activation. Biases start as 0 unless the starting weights are PyTorch's default.",
      .params = convolution_params(geometry()),
      .units_key = "out_channels",
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        Convolution::Kind kind{.shape = conv_shape(params, inputs[0], output), .steps_first = true};
        return std::make_unique<Convolution>(params, kind);
      },
      .cost = cost,
      .output_range = [](const Params& params) { return activation_range(params, "activation"); },
      .views = convolution_views(),
      .windowed = &convolution_windowed(),
      .torch = [](const Params& params, std::span<const Shape> inputs,
                  const Shape& output) { return convolution_torch("nn.Conv1d", params, inputs[0][1], output[1]); },
      .torch_missing = activation_torch_missing(),
  };
  return type;
}

}  // namespace engine
