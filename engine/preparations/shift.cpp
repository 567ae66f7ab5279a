// Moves pictures by whole pixels.
#include <algorithm>
#include <cmath>

#include "engine/preparations/numbers.h"
#include "engine/preparations/picture_moves.h"

namespace engine {
namespace {

class Shift : public RandomStep {
 public:
  Shift(const Params& params, const Shape& shape) : shape_(shape), beyond_(beyond_of(params)) {
    const double reach = get_double(params, "reach");
    rows_ = std::llround(reach * static_cast<double>(shape[1]));
    columns_ = std::llround(reach * static_cast<double>(shape[2]));
  }

  void apply(const Scalar* in, Scalar* out, Rng& rng) const override {
    const auto draw = [&](int64_t most) {
      return static_cast<int64_t>(rng.below(static_cast<uint64_t>(2 * most + 1))) - most;
    };
    const int64_t down = draw(rows_), right = draw(columns_), height = shape_[1], width = shape_[2];
    for (int64_t r = 0; r < shape_[0] * height; ++r) {
      const int64_t y = r % height - down, from = r - r % height + std::clamp<int64_t>(y, 0, height - 1);
      const bool row_inside = y == std::clamp<int64_t>(y, 0, height - 1);
      for (int64_t x = 0; x < width; ++x) {
        const int64_t at = std::clamp<int64_t>(x - right, 0, width - 1);
        const bool inside = row_inside && at == x - right;
        *out++ = inside || beyond_ == Beyond::edge ? in[from * width + at] : Scalar{0};
      }
    }
  }

 private:
  Shape shape_;
  Beyond beyond_;
  int64_t rows_ = 0, columns_ = 0;
};

}  // namespace

const PreparationType& shift_preparation() {
  static const PreparationType type{
      .id = "shift",
      .title = "Shift",
      .category = "Augmentation",
      .glyph = "output",
      .summary = "Moves a picture by some pixels, anew every time it is seen.",
      .formula = "y[c, i, j] = x[c, i - a, j - b], a and b drawn from -reach .. reach",
      .use_when = "Where a thing may stand anywhere. A dense network learns from it what a convolution is born with.",
      .source = "LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning, section III.A",
      .params = {{.key = "reach",
                  .label = "Reach",
                  .help = "The longest way, as a share of height and width.",
                  .default_value = 0.1,
                  .minimum = 0,
                  .maximum = 0.5,
                  .step = 0.01},
                 beyond_param()},
      .stage = PreparationStage::random,
      .suits = takes_movable_images,
      .draw = [](const Params& params, const SampleFacts& facts) -> Result<std::unique_ptr<const RandomStep>> {
        return std::unique_ptr<const RandomStep>(std::make_unique<Shift>(params, facts.shape));
      },
  };
  return type;
}

}  // namespace engine
