#include "engine/layers/convolution.h"

#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

constexpr int64_t kPieces = 16;               // of a batch: even on 2, 4, 8 and 16 threads
constexpr int64_t kPartialNumbers = 1 << 20;  // of all partial sums together, unless two are more

int64_t up(int64_t n) { return (n + 15) / 16 * 16; }
int64_t up_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Saturates in place of overflowing: the product of absurd sizes is still refused with a figure.
int64_t product(std::initializer_list<int64_t> factors) {
  double result = 1;
  for (const int64_t f : factors) result *= static_cast<double>(f);
  return static_cast<int64_t>(std::min(result, 9e18));
}

}  // namespace

Convolution::Convolution(const Params& params, const Kind& kind)
    : conv_(kind.shape),
      transposed_(kind.transposed),
      steps_first_(kind.steps_first),
      bias_(get_bool(params, "bias")),
      initializer_(ChosenInitializer::from(params)) {
  const kernels::ConvShape& s = kind.shape;
  in_channels_ = transposed_ ? s.out_channels : s.channels;
  in_pixels_ = transposed_ ? s.out_height * s.out_width : s.height * s.width;
  channels_ = transposed_ ? s.channels : s.out_channels;
  pixels_ = transposed_ ? s.height * s.width : s.out_height * s.out_width;
  inputs_ = in_channels_ * in_pixels_;
  outputs_ = channels_ * pixels_;
  weight_count_ = s.weight_count();
  const int64_t conv = std::max({conv_.forward_buffer(), conv_.data_buffer(), conv_.weights_buffer()});
  buffer_count_ = up(conv) + (steps_first_ ? up(inputs_) + up(outputs_) : 0) + up(outputs_) + 4 * up(channels_);
  partial_count_ = up(conv_.partial_count()) + up(channels_);
  Convolution::set_params(params);
}

std::vector<ParameterSpec> Convolution::parameters() const {
  const kernels::ConvShape& s = conv_.shape();
  const int64_t group_in = s.channels / s.groups;
  const Shape weight = steps_first_ ? Shape{s.out_channels, group_in, s.kernel_w}
                                    : Shape{s.out_channels, group_in, s.kernel_h, s.kernel_w};
  // A transposed one has its own channels where the other has its inputs; with groups no axis is theirs.
  const int axis = !transposed_ ? 0 : s.groups == 1 ? 1 : -1, bias_axis = axis < 0 ? -1 : 0;
  std::vector<ParameterSpec> list{{.name = "weight", .shape = weight, .unit_axis = axis}};
  if (bias_) list.push_back({.name = "bias", .shape = {channels_}, .decays = false, .unit_axis = bias_axis});
  return list;
}

// As torch.nn.init: the places of the kernel count in both.
void Convolution::initialise(std::span<Scalar* const> params, Rng& rng) {
  const kernels::ConvShape& s = conv_.shape();
  const int64_t taps = s.kernel_h * s.kernel_w;
  const FanInOut fan{s.channels / s.groups * taps, s.out_channels * taps, activation_.type->init_gain};
  initializer_.fill(fan, rng, {params[0], static_cast<size_t>(weight_count_)},
                    bias_ ? std::span<Scalar>{params[1], static_cast<size_t>(channels_)} : std::span<Scalar>{});
}

int64_t Convolution::partials(int64_t rows) const {
  return std::min(rows, std::clamp<int64_t>(kPartialNumbers / partial_count_, 2, kPieces));
}

// The packed weights, a buffer for each piece, partial sums.
int64_t Convolution::workspace_count(int64_t max_rows) const {
  return up(weight_count_) + std::min(max_rows, kPieces) * buffer_count_ + partials(max_rows) * partial_count_;
}

Convolution::Buffer Convolution::buffer_at(Scalar* start) const {
  Buffer b{};
  b.conv = start;
  b.pixel = start + buffer_count_ - 4 * up(channels_);
  b.output = b.pixel - up(outputs_);
  b.planes = b.output - (steps_first_ ? up(outputs_) : 0);
  b.input = b.planes - (steps_first_ ? up(inputs_) : 0);
  return b;
}

const Scalar* Convolution::pack(const LayerPass& pass, bool forward) const {
  Scalar* packed = pass.workspace.data();
  if (forward != transposed_) {
    conv_.pack_forward(pass.params[0], packed);
  } else {
    conv_.pack_backward(pass.params[0], packed);
  }
  return packed;
}

void Convolution::forward(const LayerPass& pass) {
  const Scalar* packed = pack(pass, true);
  Scalar* buffers = pass.workspace.data() + up(weight_count_);
  const int64_t rows = pass.output.rows, each = up_div(rows, kPieces);
  parallel_for(rows, each, [&](int64_t begin, int64_t end) {
    const Buffer buffer = buffer_at(buffers + begin / each * buffer_count_);
    for (int64_t row = begin; row < end; ++row) forward_row(pass, packed, row, buffer);
  });
}

void Convolution::forward_row(const LayerPass& pass, const Scalar* packed, int64_t row, const Buffer& buffer) const {
  const Scalar* x = pass.inputs[0].data + row * inputs_;
  const Scalar* bias = bias_ ? pass.params[1] : nullptr;
  Scalar* y = pass.output.data + row * outputs_;
  Scalar* z = activation_.type->from_output ? y : pass.scratch[0] + row * outputs_;
  if (steps_first_) {
    kernels::transpose(buffer.input, in_pixels_, x, in_channels_, in_pixels_, in_channels_);
    convolve(buffer.input, packed, bias, buffer.planes, buffer);
    kernels::transpose(z, channels_, buffer.planes, pixels_, channels_, pixels_);
  } else {
    convolve(x, packed, bias, z, buffer);
  }
  activate(z, y, buffer.pixel);
}

void Convolution::convolve(const Scalar* x, const Scalar* packed, const Scalar* bias, Scalar* z,
                           const Buffer& buffer) const {
  if (!transposed_) return conv_.forward(x, packed, bias, z, buffer.conv);
  conv_.backward_data(x, packed, z, buffer.conv);
  for (int64_t c = 0; bias != nullptr && c < channels_; ++c) {
    for (int64_t i = 0; i < pixels_; ++i) z[c * pixels_ + i] += bias[c];
  }
}

// Softmax and its like work on the channels of each pixel.
void Convolution::activate(const Scalar* z, Scalar* y, Scalar* pixel) const {
  const ActivationType& f = *activation_.type;
  if (steps_first_ || !f.per_row)
    return f.forward(z, y, steps_first_ ? pixels_ : channels_, steps_first_ ? channels_ : pixels_, activation_.a);
  for (int64_t i = 0; i < pixels_; ++i) {
    for (int64_t c = 0; c < channels_; ++c) pixel[c] = z[c * pixels_ + i];
    f.forward(pixel, pixel, 1, channels_, activation_.a);
    for (int64_t c = 0; c < channels_; ++c) y[c * pixels_ + i] = pixel[c];
  }
}

void Convolution::activate_backward(const Scalar* z, const Scalar* y, const Scalar* dy, Scalar* dz,
                                    Scalar* pixel) const {
  const ActivationType& f = *activation_.type;
  if (steps_first_ || !f.per_row)
    return f.backward(z, y, dy, dz, steps_first_ ? pixels_ : channels_, steps_first_ ? channels_ : pixels_,
                      activation_.a);
  Scalar *pz = pixel, *py = pixel + up(channels_), *pdy = py + up(channels_), *pdz = pdy + up(channels_);
  for (int64_t i = 0; i < pixels_; ++i) {
    for (int64_t c = 0; c < channels_; ++c) {
      pz[c] = z[c * pixels_ + i];
      py[c] = y[c * pixels_ + i];
      pdy[c] = dy[c * pixels_ + i];
    }
    f.backward(pz, py, pdy, pdz, 1, channels_, activation_.a);
    for (int64_t c = 0; c < channels_; ++c) dz[c * pixels_ + i] = pdz[c];
  }
}

void Convolution::backward(const LayerBackward& pass) {
  const bool want_weights = !pass.d_params.empty(), want_input = static_cast<bool>(pass.d_inputs[0]);
  if (!want_weights && !want_input) return;
  const Scalar* packed = want_input ? pack(pass, false) : nullptr;
  const int64_t rows = pass.output.rows;
  if (rows == 0) return;
  const int64_t each = up_div(rows, want_weights ? partials(rows) : kPieces), count = up_div(rows, each);
  Scalar* buffers = pass.workspace.data() + up(weight_count_);
  Scalar* sums = buffers + std::min(rows, kPieces) * buffer_count_;
  parallel_for(rows, each, [&](int64_t begin, int64_t end) {
    const int64_t piece = begin / each;
    const Buffer buffer = buffer_at(buffers + piece * buffer_count_);
    Scalar* partial = want_weights ? sums + piece * partial_count_ : nullptr;
    if (partial) std::fill_n(partial, partial_count_, Scalar(0));
    for (int64_t row = begin; row < end; ++row) backward_row(pass, packed, row, buffer, partial);
  });
  if (!want_weights) return;
  for (int64_t c = 0; bias_ && c < channels_; ++c) {
    const Scalar* from = sums + up(conv_.partial_count()) + c;
    Scalar sum = 0;
    for (int64_t n = 0; n < count; ++n) sum += from[n * partial_count_];
    pass.d_params[1][c] = sum;
  }
  conv_.finish_weight_gradient(sums, count, partial_count_, pass.d_params[0]);
}

void Convolution::backward_row(const LayerBackward& pass, const Scalar* packed, int64_t row, const Buffer& buffer,
                               Scalar* partial) const {
  const Scalar* y = pass.output.data + row * outputs_;
  const Scalar* z = activation_.type->from_output ? y : pass.scratch[0] + row * outputs_;
  activate_backward(z, y, pass.d_output.data + row * outputs_, buffer.output, buffer.pixel);
  const Scalar* dz = buffer.output;
  if (steps_first_) {
    kernels::transpose(buffer.planes, pixels_, dz, channels_, pixels_, channels_);
    dz = buffer.planes;
  }
  if (partial != nullptr) {
    const Scalar* x = pass.inputs[0].data + row * inputs_;
    if (steps_first_) {
      kernels::transpose(buffer.input, in_pixels_, x, in_channels_, in_pixels_, in_channels_);
      x = buffer.input;
    }
    conv_.add_weight_gradient(transposed_ ? dz : x, transposed_ ? x : dz, partial, buffer.conv);
    Scalar* d_bias = partial + up(conv_.partial_count());
    for (int64_t c = 0; bias_ && c < channels_; ++c) {
      d_bias[c] += static_cast<Scalar>(kernels::sum(dz + c * pixels_, pixels_));
    }
  }
  if (!pass.d_inputs[0]) return;
  Scalar* dx = pass.d_inputs[0].data + row * inputs_;
  Scalar* planes = steps_first_ ? buffer.input : dx;
  if (transposed_) {
    conv_.forward(dz, packed, nullptr, planes, buffer.conv);
  } else {
    conv_.backward_data(dz, packed, planes, buffer.conv);
  }
  if (steps_first_) kernels::transpose(dx, in_channels_, planes, in_pixels_, in_channels_, in_pixels_);
}

ConstView Convolution::pre_activation(const LayerPass& pass) const {
  if (activation_.type->from_output) return {};
  return {pass.scratch[0], pass.output.rows, pass.output.shape};
}

std::vector<ParamSpec> convolution_params(std::vector<ParamSpec> geometry) {
  std::vector<ParamSpec> params{{.key = "out_channels",
                                 .label = "Channels",
                                 .help = "The number of kernels, each of which makes one channel of the output.",
                                 .default_value = int64_t{8},
                                 .minimum = 1,
                                 .maximum = 1e9,
                                 .step = 1}};
  std::move(geometry.begin(), geometry.end(), std::back_inserter(params));
  const char* help = "What each number of the output is put through.";
  for (ParamSpec& spec : activation_params("activation", "Activation", help, "relu")) {
    params.push_back(std::move(spec));
  }
  params.push_back({.key = "bias",
                    .label = "Bias",
                    .help = "A number of its own that each kernel adds to its sums.",
                    .default_value = true});
  for (ParamSpec& spec : initializer_params()) params.push_back(std::move(spec));
  return params;
}

ParamSpec same_param() {
  return {.key = "same",
          .label = "Same size",
          .help = "Pads so that the output is as large as the input (padding=\"same\" in PyTorch).",
          .default_value = false};
}

ParamSpec padding_param(const char* help) {
  ParamSpec padding = window_param("padding", "Padding", help, 0, 0);
  padding.visible_if = {"same", {"false"}};
  return padding;
}

ParamSpec groups_param() {
  return {.key = "groups",
          .label = "Groups",
          .help = "Parts into which the channels are cut; each part of the output sees one part of the input.",
          .default_value = int64_t{1},
          .minimum = 1,
          .maximum = 1e6,
          .step = 1};
}

std::vector<ViewRef> convolution_views() {
  return {
      {"activation", "convolution"}, {"activation", "patches"}, {"weight", "matrix"}, {"pre_activation", "histogram"},
      {"activation", "histogram"},   {"weight", "histogram"},   {"bias", "histogram"}};
}

const Windowed& convolution_windowed() {
  static const Windowed windowed{
      .taps = [](const Params& params, const Shape&, const Shape&, int, int64_t place, std::vector<Tap>& out) {
        window_taps(convolution_window(params), place, out);
      }};
  return windowed;
}

Window convolution_window(const Params& params) {
  Window window{.kernel = get_int(params, "kernel_size"),
                .stride = get_int(params, "stride"),
                .dilation = get_int(params, "dilation")};
  window.pad_before = window.pad_after = get_int(params, "padding");
  if (get_bool(params, "same")) {
    window.pad_before = (window.reach() - 1) / 2;
    window.pad_after = window.reach() - 1 - window.pad_before;
  }
  return window;
}

std::string convolution_torch(const char* module, const Params& params, int64_t in_channels, int64_t out_channels) {
  std::string function = ChosenActivation::torch(params, "activation");
  if (function.empty()) return "";
  const size_t axis = function.find("dim=-1");
  if (axis != std::string::npos) function.replace(axis, 6, "dim=1");  // the channels
  std::string text = fmt::format("{}({}, {}, {}", module, in_channels, out_channels, get_int(params, "kernel_size"));
  const bool same = params.contains("same") && get_bool(params, "same");
  for (const auto& [key, usual] :
       {std::pair("stride", 1), {"padding", 0}, {"output_padding", 0}, {"dilation", 1}, {"groups", 1}}) {
    if (!params.contains(key) || (same && std::string_view(key) == "padding")) continue;
    if (get_int(params, key) != usual) text += fmt::format(", {}={}", key, get_int(params, key));
  }
  text += same ? ", padding=\"same\"" : "";
  text += get_bool(params, "bias") ? ")" : ", bias=False)";
  return function == "nn.Identity()" ? text : text + "\n" + function;
}

Cost convolution_cost(const Params& params, std::initializer_list<int64_t> weight, int64_t out_channels,
                      int64_t pixels) {
  const int64_t weights = product(weight), bias = get_bool(params, "bias") ? out_channels : 0;
  return {std::min(weights, int64_t{1} << 62) + bias, product({weights, pixels})};
}

Status check_groups(int64_t groups, int64_t in_channels, int64_t out_channels) {
  if (in_channels % groups != 0) {
    return error("The {} groups must share {} input channels evenly; choose a number of groups that divides {}.",
                 groups, in_channels, in_channels);
  }
  if (out_channels % groups != 0) {
    return error("The {} groups must share {} output channels evenly; choose a number of channels that {} divides.",
                 groups, out_channels, groups);
  }
  return {};
}

Status check_convolution(const Params& params, int64_t in_channels, int64_t out_channels) {
  const int64_t stride = get_int(params, "stride");
  if (get_bool(params, "same") && stride != 1) {
    return error(
        "The output can only keep the size of the input with stride 1, not {}; set the stride to 1, or give the "
        "padding "
        "in numbers.",
        stride);
  }
  return check_groups(get_int(params, "groups"), in_channels, out_channels);
}

}  // namespace engine
