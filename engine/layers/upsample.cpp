// Makes an image larger by a whole factor, without weights.
#include <algorithm>
#include <vector>

#include "engine/core/parallel.h"
#include "engine/graph/layer.h"
#include "engine/layers/windows.h"
#include "engine/schema/layer_type.h"

namespace engine {
namespace {

// The two numbers of an axis that a place of the output is mixed of: (1 - part) x[low] + part x[high].
struct Mix {
  int64_t low, high;
  Scalar part;
};

// nearest: low is the source. bilinear: centres of pixels are matched (align_corners=False), edges repeat.
std::vector<Mix> mixes(int64_t size, int64_t factor, bool bilinear) {
  std::vector<Mix> list;
  for (int64_t i = 0; i < size * factor; ++i) {
    if (!bilinear) {
      list.push_back({i / factor, i / factor, 0});
      continue;
    }
    const double source = std::max(0.0, (static_cast<double>(i) + 0.5) / static_cast<double>(factor) - 0.5);
    const auto low = static_cast<int64_t>(source);
    list.push_back({low, std::min(low + 1, size - 1), static_cast<Scalar>(source - static_cast<double>(low))});
  }
  return list;
}

class Upsample final : public Layer {
 public:
  Upsample(const Shape& input, int64_t factor, bool bilinear)
      : planes_(input[0]),
        width_(input[2]),
        plane_(input[1] * input[2]),
        rows_(mixes(input[1], factor, bilinear)),
        cols_(mixes(input[2], factor, bilinear)) {}

  // y[i,j] = (1 - a) ((1 - b) x[i0,j0] + b x[i0,j1]) + a ((1 - b) x[i1,j0] + b x[i1,j1])
  void forward(const LayerPass& pass) override {
    parallel_for(pass.output.rows * planes_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t p = begin; p < end; ++p) {
        const Scalar* x = pass.inputs[0].data + p * plane_;
        Scalar* y = pass.output.data + p * output_plane();
        for (const Mix& i : rows_) {
          const Scalar *top = x + i.low * width_, *below = x + i.high * width_;
          for (const Mix& j : cols_) {
            const Scalar upper = (1 - j.part) * top[j.low] + j.part * top[j.high];
            const Scalar lower = (1 - j.part) * below[j.low] + j.part * below[j.high];
            *y++ = (1 - i.part) * upper + i.part * lower;
          }
        }
      }
    });
  }

  void backward(const LayerBackward& pass) override {
    if (!pass.d_inputs[0]) return;
    parallel_for(pass.output.rows * planes_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t p = begin; p < end; ++p) {
        const Scalar* dy = pass.d_output.data + p * output_plane();
        Scalar* dx = pass.d_inputs[0].data + p * plane_;
        std::fill_n(dx, plane_, Scalar(0));
        for (const Mix& i : rows_) {
          Scalar *top = dx + i.low * width_, *below = dx + i.high * width_;
          for (const Mix& j : cols_) {
            const Scalar upper = (1 - i.part) * *dy, lower = i.part * *dy;
            top[j.low] += (1 - j.part) * upper;
            top[j.high] += j.part * upper;
            below[j.low] += (1 - j.part) * lower;
            below[j.high] += j.part * lower;
            ++dy;
          }
        }
      }
    });
  }

 private:
  int64_t output_plane() const { return static_cast<int64_t>(rows_.size() * cols_.size()); }

  int64_t planes_, width_, plane_;
  std::vector<Mix> rows_, cols_;
};

bool is_bilinear(const Params& params) { return get_text(params, "mode") == "bilinear"; }

Result<Shape> infer_shape(const Params& params, std::span<const Shape> inputs) {
  if (Status image = check_image(inputs[0]); !image) return image.error();
  const int64_t factor = get_int(params, "scale_factor");
  return Shape{inputs[0][0], inputs[0][1] * factor, inputs[0][2] * factor};
}

}  // namespace

const LayerType& upsample_layer() {
  static const LayerType type{
      .id = "upsample",
      .title = "Upsample",
      .category = "Image",
      .glyph = "fit",
      .summary = "Makes an image larger by repeating or blending its pixels.",
      .formula = "y[c,i,j] = x[c, i / s, j / s], or the mix of the four nearest pixels",
      .use_when = "In decoders and segmentation, before a convolution that refines the result.",
      .source = "As nn.Upsample of PyTorch 1.13.1 (align_corners=False).",
      .params = {window_param("scale_factor", "Factor", "How many times as high and as wide the output is.", 2, 1),
                 {.key = "mode",
                  .label = "Mode",
                  .help = "Where the new pixels come from.",
                  .default_value = std::string("nearest"),
                  .choices = {{"nearest", "Nearest pixel"}, {"bilinear", "Bilinear"}}}},
      .infer_shape = infer_shape,
      .make = [](const Params& params, std::span<const Shape> inputs, const Shape&) -> std::unique_ptr<Layer> {
        return std::make_unique<Upsample>(inputs[0], get_int(params, "scale_factor"), is_bilinear(params));
      },
      .cost = [](const Params&, std::span<const Shape>, const Shape&) { return Cost{}; },
      .views = {{"activation", "output"}, {"activation", "histogram"}},
      .torch =
          [](const Params& params, std::span<const Shape>, const Shape&) {
            return fmt::format("nn.Upsample(scale_factor={}, mode=\"{}\")", get_int(params, "scale_factor"),
                               get_text(params, "mode"));
          },
  };
  return type;
}

}  // namespace engine
