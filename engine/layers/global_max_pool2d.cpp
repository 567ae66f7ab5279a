// The largest value of each channel of an image, wherever it is.
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

// y_c = max over all pixels of x_c. The first of several largest gets the gradient.
class GlobalMaxPool final : public Layer {
 public:
  explicit GlobalMaxPool(const Shape& input) : channels_(input[0]), pixels_(input[1] * input[2]) {}

  // The pixel that had the largest value.
  std::vector<int64_t> scratch_columns() const override { return {channels_}; }

  void forward(const LayerPass& pass) override {
    parallel_for(pass.output.rows * channels_, planes_of_piece(), [&](int64_t begin, int64_t end) {
      for (int64_t plane = begin; plane < end; ++plane) {
        const Scalar* x = pass.inputs[0].data + plane * pixels_;
        int64_t winner = 0;
        for (int64_t i = 1; i < pixels_; ++i) {
          if (x[i] > x[winner] || x[i] != x[i]) winner = i;  // NaN wins
        }
        pass.output.data[plane] = x[winner];
        pass.scratch[0][plane] = static_cast<Scalar>(winner);
      }
    });
  }

  void backward(const LayerBackward& pass) override {
    const View& dx = pass.d_inputs[0];
    if (!dx) return;
    parallel_for(dx.rows * channels_, planes_of_piece(), [&](int64_t begin, int64_t end) {
      std::fill(dx.data + begin * pixels_, dx.data + end * pixels_, Scalar{0});
      for (int64_t plane = begin; plane < end; ++plane) {
        dx.data[plane * pixels_ + static_cast<int64_t>(pass.scratch[0][plane])] = pass.d_output.data[plane];
      }
    });
  }

 private:
  int64_t planes_of_piece() const { return 1 + 16384 / pixels_; }

  int64_t channels_, pixels_;
};

constexpr Windowed kWindowed{
    .makes = Windowed::Makes::maximum,
    .taps = [](const Params&, const Shape& input, const Shape&, int axis, int64_t, std::vector<Tap>& out) {
      out.clear();
      for (int64_t i = 0; i < windowed_size(input, axis); ++i) out.push_back({i, i});
    }};

}  // namespace

const LayerType& global_max_pool2d_layer() {
  static const LayerType type{
      .id = "global_max_pool2d",
      .title = "Global max pooling",
      .category = "Image",
      .glyph = "pool",
      .summary = "The largest value of each channel, wherever it is.",
      .formula = "y[c] = max over i, j of x[c, i, j]",
      .use_when = "To find out whether a pattern occurs anywhere in an image, whatever the image's size.",
      .source = "Oquab et al. 2015; as nn.AdaptiveMaxPool2d(1) of PyTorch 1.13.1 and a flatten layer.",
      .infer_shape = [](const Params&, std::span<const Shape> inputs) -> Result<Shape> {
        if (Status image = check_image(inputs[0]); !image) return image.error();
        return Shape{inputs[0][0]};
      },
      .make = [](const Params&, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<GlobalMaxPool>(inputs[0]);
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "pooling"}, {"activation", "output"}, {"activation", "histogram"}},
      .windowed = &kWindowed,
      .torch = [](const Params&, std::span<const Shape>,
                  const Shape&) { return std::string("nn.AdaptiveMaxPool2d(1)\nnn.Flatten()"); },
  };
  return type;
}

}  // namespace engine
