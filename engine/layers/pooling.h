// What the pooling layers share: the batch and its threads around kernels::Pool, and their parameters. No descriptor.
#pragma once

#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/layers/windows.h"
#include "engine/tensor/kernels/pool.h"

namespace engine {

enum class Pooling { maximum, mean };

class PoolingLayer final : public Layer {
 public:
  PoolingLayer(Pooling kind, kernels::Pool pool, const Shape& input, const Shape& output, int64_t window_cols)
      : kind_(kind), pool_(std::move(pool)), inputs_(input.count()), outputs_(output.count()), window_(window_cols) {}

  // Which number of each window was the largest.
  std::vector<int64_t> scratch_columns() const override {
    return kind_ == Pooling::maximum ? std::vector<int64_t>{outputs_} : std::vector<int64_t>{};
  }

  void forward(const LayerPass& pass) override {
    const Scalar* x = pass.inputs[0].data;
    Scalar* y = pass.output.data;
    parallel_for(pass.output.rows, grain(), [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        if (kind_ == Pooling::maximum) {
          pool_.maximum(x + row * inputs_, y + row * outputs_, pass.scratch[0] + row * outputs_, window_);
        } else {
          pool_.mean(x + row * inputs_, y + row * outputs_);
        }
      }
    });
  }

  void backward(const LayerBackward& pass) override {
    if (!pass.d_inputs[0]) return;
    const Scalar* dy = pass.d_output.data;
    Scalar* dx = pass.d_inputs[0].data;
    parallel_for(pass.output.rows, grain(), [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        if (kind_ == Pooling::maximum) {
          pool_.maximum_backward(dy + row * outputs_, pass.scratch[0] + row * outputs_, dx + row * inputs_, window_);
        } else {
          pool_.mean_backward(dy + row * outputs_, dx + row * inputs_);
        }
      }
    });
  }

 private:
  int64_t grain() const { return 1 + (1 << 15) / inputs_; }  // samples that are worth a piece of work

  Pooling kind_;
  kernels::Pool pool_;
  int64_t inputs_, outputs_, window_;
};

// The numbers that each place of a maximum's window covers; those in the padding are left out.
inline std::vector<kernels::PoolRange> maximum_ranges(const Window& window, int64_t size) {
  std::vector<kernels::PoolRange> ranges;
  for (int64_t i = 0; i < window.places(size); ++i) {
    const int64_t start = i * window.stride - window.pad_before;
    const int64_t first = start < 0 ? (-start + window.dilation - 1) / window.dilation : 0;
    const int64_t end = std::min(size, start + window.reach());
    ranges.push_back({start + first * window.dilation, end, window.dilation, first, 1});
  }
  return ranges;
}

// The same for a mean, which is divided by the whole window where padding counts as zeros.
inline std::vector<kernels::PoolRange> mean_ranges(const Window& window, int64_t size, bool padding_counts) {
  std::vector<kernels::PoolRange> ranges;
  for (int64_t i = 0; i < window.places(size); ++i) {
    const int64_t start = i * window.stride - window.pad_before;
    const int64_t begin = std::max<int64_t>(start, 0), end = std::min(size, start + window.kernel);
    const int64_t padded = std::min(size + window.pad_after, start + window.kernel) - start;
    ranges.push_back({begin, end, 1, begin - start, padding_counts ? padded : end - begin});
  }
  return ranges;
}

// `count` places that share `size` numbers as evenly as possible, as PyTorch's adaptive pooling.
inline std::vector<kernels::PoolRange> adaptive_ranges(int64_t size, int64_t count) {
  std::vector<kernels::PoolRange> ranges;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t begin = i * size / count, end = ((i + 1) * size + count - 1) / count;
    ranges.push_back({begin, end, 1, 0, end - begin});
  }
  return ranges;
}

// Windows over the rows and columns of [C, H, W].
inline kernels::Pool image_pool(const Shape& input, const Shape& output, std::vector<kernels::PoolRange> rows,
                                std::vector<kernels::PoolRange> cols) {
  return {input[0],
          input[1],
          input[2],
          std::move(rows),
          std::move(cols),
          {input[1] * input[2], input[2], 1},
          {output.count() / input[0], output.back(), 1}};
}
// Windows over the steps of [T, F]: the features are the planes.
inline kernels::Pool steps_pool(const Shape& input, std::vector<kernels::PoolRange> steps) {
  return {input[1], input[0], 1, std::move(steps), {{0, 1, 1, 0, 1}}, {1, input[1], 1}, {1, input[1], 1}};
}

inline Window pooling_window(const Params& params);

// What the windows of the pooling layers look at: a maximum sees no padding, a mean only where it counts.
inline const Windowed& maximum_windowed() {
  static const Windowed windowed{.makes = Windowed::Makes::maximum,
                                 .taps = [](const Params& params, const Shape& input, const Shape&, int axis,
                                            int64_t place, std::vector<Tap>& out) {
                                   window_taps(pooling_window(params), place, out);
                                   const int64_t size = windowed_size(input, axis);
                                   std::erase_if(out, [&](const Tap& t) { return t.input < 0 || t.input >= size; });
                                 }};
  return windowed;
}
inline const Windowed& mean_windowed() {
  static const Windowed windowed{.makes = Windowed::Makes::mean,
                                 .taps = [](const Params& params, const Shape& input, const Shape&, int axis,
                                            int64_t place, std::vector<Tap>& out) {
                                   const Window window = pooling_window(params);
                                   const int64_t size = windowed_size(input, axis);
                                   const bool counts = get_bool(params, "count_include_pad");
                                   window_taps(window, place, out);
                                   std::erase_if(out, [&](const Tap& t) {
                                     return counts ? t.input >= size + window.pad_after
                                                   : t.input < 0 || t.input >= size;
                                   });
                                 }};
  return windowed;
}
// Of means over parts that share the input, or over all of it.
inline const Windowed& adaptive_windowed() {
  static const Windowed windowed{.makes = Windowed::Makes::mean,
                                 .taps = [](const Params&, const Shape& input, const Shape& output, int axis,
                                            int64_t place, std::vector<Tap>& out) {
                                   const int64_t size = windowed_size(input, axis);
                                   const int64_t places = output.rank() == 3 ? output[1 + axis] : 1;
                                   const kernels::PoolRange range =
                                       adaptive_ranges(size, places)[static_cast<size_t>(place)];
                                   out.clear();
                                   for (int64_t i = range.begin; i < range.end; ++i)
                                     out.push_back({i, i - range.begin});
                                 }};
  return windowed;
}

// kernel_size, stride, padding, dilation (of a maximum) or count_include_pad (of a mean), ceil_mode.
inline std::vector<ParamSpec> pooling_params(Pooling kind) {
  std::vector<ParamSpec> params{
      window_param("kernel_size", "Window size", "Numbers that a window covers in each direction.", 2, 1),
      window_param("stride", "Stride", "From one window to the next; 0: as far as the window is large.", 0, 0),
      window_param("padding", "Padding", "Places around the input that windows may cover, on each side.", 0, 0)};
  if (kind == Pooling::maximum) {
    const char* help = "Distance between two numbers that a window looks at; 1: side by side.";
    params.push_back(window_param("dilation", "Dilation", help, 1, 1));
  } else {
    params.push_back({.key = "count_include_pad",
                      .label = "Padding counts",
                      .help = "The padding counts as zeros in the mean.",
                      .default_value = true});
  }
  params.push_back({.key = "ceil_mode",
                    .label = "Last window may reach over",
                    .help = "Adds a window at the end where one does not fit in whole.",
                    .default_value = false});
  return params;
}

inline Window pooling_window(const Params& params) {
  Window window{.kernel = get_int(params, "kernel_size"), .stride = get_int(params, "stride")};
  if (window.stride == 0) window.stride = window.kernel;
  window.pad_before = window.pad_after = get_int(params, "padding");
  if (params.contains("dilation")) window.dilation = get_int(params, "dilation");
  window.round_up = get_bool(params, "ceil_mode");
  return window;
}

// Every window sees at least one number.
inline Status check_pooling(const Window& window, std::initializer_list<int64_t> sizes) {
  if (window.pad_before > window.kernel / 2) {
    return error("A padding of {} is more than half of the window of {}; make it {} or less.", window.pad_before,
                 window.kernel, window.kernel / 2);
  }
  for (const int64_t size : sizes) {
    for (const kernels::PoolRange& range : maximum_ranges(window, size)) {
      if (range.begin < range.end) continue;
      return error("A window with dilation {} would see nothing but padding; make the dilation or the padding smaller.",
                   window.dilation);
    }
  }
  return {};
}

// "nn.MaxPool2d(2, stride=3)"
inline std::string pooling_torch(const char* module, const Params& params) {
  const Window window = pooling_window(params);
  std::string text = fmt::format("{}({}", module, window.kernel);
  if (window.stride != window.kernel) text += fmt::format(", stride={}", window.stride);
  if (window.pad_before != 0) text += fmt::format(", padding={}", window.pad_before);
  if (window.dilation != 1) text += fmt::format(", dilation={}", window.dilation);
  if (window.round_up) text += ", ceil_mode=True";
  if (params.contains("count_include_pad") && !get_bool(params, "count_include_pad"))
    text += ", count_include_pad=False";
  return text + ")";
}

}  // namespace engine
