// The transposed convolution: every number of the input lays down a kernel, and what overlaps is added. It makes images
// larger, as the backward pass of a convolution does with gradients.
#include <algorithm>

#include "engine/layers/convolution.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

std::vector<ParamSpec> geometry() {
  return {window_param("kernel_size", "Kernel size", "Height and width of a kernel in pixels.", 2, 1),
          window_param("stride", "Stride", "Pixels of the output from one kernel to the next.", 2, 1),
          window_param("padding", "Padding", "Pixels taken away on each side of the output.", 0, 0),
          window_param("output_padding", "Output padding",
                       "Pixels added below and on the right, where a stride leaves the size open.", 0, 0),
          window_param("dilation", "Dilation", "Distance between two pixels of a kernel; 1: side by side.", 1, 1),
          groups_param()};
}

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  if (Status image = check_image(inputs[0]); !image) return image.error();
  const int64_t out_channels = get_int(params, "out_channels");
  if (Status groups = check_groups(get_int(params, "groups"), inputs[0][0], out_channels); !groups) {
    return groups.error();
  }
  const int64_t kernel = get_int(params, "kernel_size"), stride = get_int(params, "stride");
  const int64_t dilation = get_int(params, "dilation"), padding = get_int(params, "padding");
  const int64_t extra = get_int(params, "output_padding"), limit = std::max(stride, dilation);
  if (extra >= limit) {
    return error("The output padding must be smaller than the stride or the dilation, so at most {}, not {}.",
                 limit - 1, extra);
  }
  const auto size = [&](int64_t in) { return (in - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1; };
  const Shape output{out_channels, size(inputs[0][1]), size(inputs[0][2])};
  if (output[1] > 0 && output[2] > 0) return output;
  return error("A padding of {} takes the whole output away; make it smaller.", padding);
}

// The convolution whose gradient this is: from the layer's output to its input.
kernels::ConvShape conv_shape(const Params& params, const Shape& input, const Shape& output) {
  const int64_t kernel = get_int(params, "kernel_size"), stride = get_int(params, "stride");
  const int64_t dilation = get_int(params, "dilation"), padding = get_int(params, "padding");
  return {.channels = output[0],
          .height = output[1],
          .width = output[2],
          .out_channels = input[0],
          .out_height = input[1],
          .out_width = input[2],
          .kernel_h = kernel,
          .kernel_w = kernel,
          .stride_h = stride,
          .stride_w = stride,
          .pad_top = padding,
          .pad_left = padding,
          .dilation_h = dilation,
          .dilation_w = dilation,
          .groups = get_int(params, "groups")};
}

Cost cost(const Params& params, std::span<const Shape> inputs, const Shape& output) {
  const int64_t kernel = get_int(params, "kernel_size"), group = output[0] / get_int(params, "groups");
  const int64_t pixels = inputs[0][1] * inputs[0][2];
  return convolution_cost(params, {inputs[0][0], group, kernel, kernel}, output[0], pixels);
}

// The numbers whose kernels reach that place: s i + d u - p = place.
void taps(const Params& params, const Shape& input, const Shape&, int axis, int64_t place, std::vector<Tap>& out) {
  const int64_t stride = get_int(params, "stride"), dilation = get_int(params, "dilation");
  out.clear();
  for (int64_t k = get_int(params, "kernel_size") - 1; k >= 0; --k) {
    const int64_t from = place + get_int(params, "padding") - k * dilation;
    if (from < 0 || from % stride != 0 || from / stride >= windowed_size(input, axis)) continue;
    out.push_back({from / stride, k});
  }
}

constexpr Windowed kWindowed{.transposed = true, .taps = taps};

}  // namespace

const LayerType& conv_transpose2d_layer() {
  static const LayerType type{
      .id = "conv_transpose2d",
      .title = "Transposed convolution 2-D",
      .category = "Image",
      .glyph = "conv_transpose2d",
      .summary = "Makes an image larger: every number lays down a learned kernel.",
      .formula = "y[o, s i + d u - p, s j + d v - p] += w[c,o,u,v] x[c,i,j]; y = f(y + b[o])",
      .use_when = "To draw images: in decoders, generators and segmentation.",
      .source =
          "Zeiler et al. 2010; as nn.ConvTranspose2d of PyTorch 1.13.1 followed by the activation. Biases start as 0 "
          "unless the starting weights are PyTorch's default.",
      .params = convolution_params(geometry()),
      .units_key = "out_channels",
      .has_weights = true,
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape& output) -> std::unique_ptr<Layer> {
        Convolution::Kind kind{.shape = conv_shape(params, inputs[0], output), .transposed = true};
        return std::make_unique<Convolution>(params, kind);
      },
      .cost = cost,
      .output_range = [](const Params& params) { return activation_range(params, "activation"); },
      .views = convolution_views(),
      .windowed = &kWindowed,
      .torch =
          [](const Params& params, std::span<const Shape> inputs, const Shape& output) {
            return convolution_torch("nn.ConvTranspose2d", params, inputs[0][0], output[0]);
          },
      .torch_missing = activation_torch_missing(),
  };
  return type;
}

}  // namespace engine
