// Convolution of one sample against sums in double, for shapes, strides, paddings, dilations and groups by chance and
// by choice: forward, gradient of the input, gradient of the weights. Nothing outside the results may be written.
#include "engine/tensor/kernels/conv.h"

#include <algorithm>

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

constexpr Scalar kUntouched = 12345;
constexpr size_t kFrame = 40;  // numbers around each result that must stay as they were

size_t at(int64_t i) { return static_cast<size_t>(i); }

struct Framed {
  Array all;
  explicit Framed(int64_t n, Scalar value = nan) : all(at(n) + 2 * kFrame, kUntouched) {
    std::fill(all.begin() + kFrame, all.end() - kFrame, value);
  }
  Scalar* data() { return all.data() + kFrame; }
  Scalar operator[](size_t i) const { return all[kFrame + i]; }
  bool frame_is_whole() const {
    const auto same = [](Scalar x) { return x == kUntouched; };
    return std::all_of(all.begin(), all.begin() + kFrame, same) && std::all_of(all.end() - kFrame, all.end(), same);
  }
};

// body(output index, weight index, input index) for every product of the convolution.
template <class Body>
void each_product(const ConvShape& s, const Body& body) {
  const int64_t in = s.channels / s.groups, out = s.out_channels / s.groups;
  for (int64_t o = 0; o < s.out_channels; ++o) {
    for (int64_t y = 0; y < s.out_height; ++y) {
      for (int64_t x = 0; x < s.out_width; ++x) {
        for (int64_t c = 0; c < in; ++c) {
          for (int64_t ky = 0; ky < s.kernel_h; ++ky) {
            for (int64_t kx = 0; kx < s.kernel_w; ++kx) {
              const int64_t row = y * s.stride_h + ky * s.dilation_h - s.pad_top;
              const int64_t col = x * s.stride_w + kx * s.dilation_w - s.pad_left;
              if (row < 0 || row >= s.height || col < 0 || col >= s.width) continue;
              body(at((o * s.out_height + y) * s.out_width + x), at(((o * in + c) * s.kernel_h + ky) * s.kernel_w + kx),
                   at(((o / out * in + c) * s.height + row) * s.width + col));
            }
          }
        }
      }
    }
  }
}

void expect_near(const Framed& got, const std::vector<double>& want, const std::vector<double>& size,
                 const std::string& what) {
  ASSERT_TRUE(got.frame_is_whole()) << what << " wrote outside";
  for (size_t i = 0; i < want.size(); ++i) {
    ASSERT_NEAR(static_cast<double>(got[i]), want[i], 8 * epsilon * (1 + size[i])) << what << " " << i;
  }
}

std::string name(const ConvShape& s) {
  return std::to_string(s.channels) + "x" + std::to_string(s.height) + "x" + std::to_string(s.width) + " -> " +
         std::to_string(s.out_channels) + "x" + std::to_string(s.out_height) + "x" + std::to_string(s.out_width) +
         " kernel " + std::to_string(s.kernel_h) + "x" + std::to_string(s.kernel_w) + " stride " +
         std::to_string(s.stride_h) + "," + std::to_string(s.stride_w) + " groups " + std::to_string(s.groups);
}

void expect_right(const ConvShape& s, Rng& rng) {
  const Conv conv(s);
  const int64_t inputs = s.channels * s.height * s.width, outputs = s.out_channels * s.out_height * s.out_width;
  const Array x = random_array(inputs, rng), weight = random_array(s.weight_count(), rng);
  const Array bias = random_array(s.out_channels, rng), dy = random_array(outputs, rng);
  std::vector<double> y(at(outputs)), y_size(at(outputs)), dx(at(inputs)), dx_size(at(inputs));
  std::vector<double> dw(weight.size()), dw_size(weight.size());
  for (int64_t i = 0; i < outputs; ++i) y[at(i)] = static_cast<double>(bias[at(i / (s.out_height * s.out_width))]);
  each_product(s, [&](size_t o, size_t w, size_t i) {
    const auto add = [](double& sum, double& size, Scalar a, Scalar b) {
      sum += static_cast<double>(a) * static_cast<double>(b);
      size += std::fabs(static_cast<double>(a) * static_cast<double>(b));
    };
    add(y[o], y_size[o], weight[w], x[i]);
    add(dx[i], dx_size[i], weight[w], dy[o]);
    add(dw[w], dw_size[w], x[i], dy[o]);
  });

  Array packed(weight.size());
  Array buffer(at(std::max({conv.forward_buffer(), conv.data_buffer(), conv.weights_buffer()})), nan);
  Framed got_y(outputs), got_dx(inputs), got_dw(s.weight_count());
  conv.pack_forward(weight.data(), packed.data());
  conv.forward(x.data(), packed.data(), bias.data(), got_y.data(), buffer.data());
  expect_near(got_y, y, y_size, name(s) + " forward");
  std::fill(buffer.begin(), buffer.end(), nan);
  conv.pack_backward(weight.data(), packed.data());
  conv.backward_data(dy.data(), packed.data(), got_dx.data(), buffer.data());
  expect_near(got_dx, dx, dx_size, name(s) + " gradient of the input");
  Framed partials(2 * conv.partial_count(), 0);
  for (int64_t part = 0; part < 2; ++part) {  // two halves of one sum
    std::fill(buffer.begin(), buffer.end(), nan);
    conv.add_weight_gradient(x.data(), dy.data(), partials.data() + part * conv.partial_count(), buffer.data());
  }
  ASSERT_TRUE(partials.frame_is_whole()) << name(s);
  conv.finish_weight_gradient(partials.data(), 2, conv.partial_count(), got_dw.data());
  for (size_t i = 0; i < dw.size(); ++i) dw[i] *= 2;
  expect_near(got_dw, dw, dw_size, name(s) + " gradient of the weights");
}

class ConvKernels : public EachIsa {
 protected:
  int64_t one_to(uint64_t most) { return static_cast<int64_t>(1 + rng.below(most)); }
};
GLASSNET_EACH_ISA(ConvKernels);

TEST_P(ConvKernels, RandomShapes) {
  for (int i = 0; i < 400; ++i) {
    ConvShape s;
    s.groups = rng.below(3) == 0 ? one_to(3) : 1;
    s.channels = s.groups * one_to(i % 8 == 0 ? 40 : 6);
    s.out_channels = s.groups * one_to(i % 8 == 1 ? 70 : 9);
    s.height = one_to(14);
    s.width = one_to(i % 4 == 0 ? 45 : 14);
    s.kernel_h = one_to(5);
    s.kernel_w = one_to(5);
    s.stride_h = rng.below(2) == 0 ? 1 : one_to(4);
    s.stride_w = rng.below(2) == 0 ? 1 : one_to(4);
    s.dilation_h = rng.below(2) == 0 ? 1 : one_to(3);
    s.dilation_w = rng.below(2) == 0 ? 1 : one_to(3);
    s.pad_top = one_to(4) - 1;
    s.pad_left = one_to(4) - 1;
    const int64_t below = one_to(4) - 1, right = one_to(4) - 1;
    const int64_t rows = s.height + s.pad_top + below - (s.kernel_h - 1) * s.dilation_h - 1;
    const int64_t cols = s.width + s.pad_left + right - (s.kernel_w - 1) * s.dilation_w - 1;
    if (rows < 0 || cols < 0) continue;
    s.out_height = rows / s.stride_h + 1;
    s.out_width = cols / s.stride_w + 1;
    expect_right(s, rng);
    if (HasFatalFailure()) return;
  }
}

TEST_P(ConvKernels, ShapesOfUsualNetworks) {
  const auto square = [](int64_t channels, int64_t size, int64_t out, int64_t kernel, int64_t padding) {
    const int64_t result = size + 2 * padding - kernel + 1;
    return ConvShape{.channels = channels,
                     .height = size,
                     .width = size,
                     .out_channels = out,
                     .out_height = result,
                     .out_width = result,
                     .kernel_h = kernel,
                     .kernel_w = kernel,
                     .pad_top = padding,
                     .pad_left = padding};
  };
  for (const ConvShape& s : {square(1, 28, 8, 5, 0), square(8, 12, 16, 5, 0), square(3, 32, 32, 3, 1),
                             square(32, 16, 64, 3, 1), square(3, 32, 32, 3, 0), square(16, 9, 24, 1, 0)}) {
    expect_right(s, rng);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace engine::kernels
