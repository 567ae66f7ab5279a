// Mirrors pictures by chance.
#include <algorithm>

#include "engine/preparations/numbers.h"

namespace engine {
namespace {

class Flip : public RandomStep {
 public:
  Flip(const Params& params, const Shape& shape)
      : shape_(shape),
        probability_(get_double(params, "probability")),
        sideways_(get_bool(params, "sideways")),
        upside_down_(get_bool(params, "upside_down")) {}

  void apply(const Scalar* in, Scalar* out, Rng& rng) const override {
    const bool x = sideways_ && rng.uniform() < probability_, y = upside_down_ && rng.uniform() < probability_;
    const int64_t rows = shape_[0] * shape_[1], height = shape_[1], width = shape_[2];
    for (int64_t r = 0; r < rows; ++r) {
      const int64_t from = y ? r / height * height + (height - 1 - r % height) : r;
      const Scalar* begin = in + from * width;
      if (x) {
        std::reverse_copy(begin, begin + width, out + r * width);
      } else {
        std::copy_n(begin, width, out + r * width);
      }
    }
  }

 private:
  Shape shape_;
  double probability_;
  bool sideways_, upside_down_;
};

}  // namespace

const PreparationType& flip_preparation() {
  static const PreparationType type{
      .id = "flip",
      .title = "Flip",
      .category = "Augmentation",
      .glyph = "transpose",
      .summary = "Mirrors a picture by chance.",
      .formula = "y[c, i, j] = x[c, i, W - 1 - j] with the given probability",
      .use_when = "For things that may face either way. Not for digits and letters: a mirrored 2 is none.",
      .source = "Krizhevsky, Sutskever, Hinton 2012, ImageNet classification, section 4.1",
      .params = {{.key = "probability",
                  .label = "Probability",
                  .help = "How often a picture is mirrored, for each direction on its own.",
                  .default_value = 0.5,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05},
                 {.key = "sideways",
                  .label = "Left and right",
                  .help = "Left and right may change places.",
                  .default_value = true},
                 {.key = "upside_down",
                  .label = "Top and bottom",
                  .help = "Top and bottom may change places.",
                  .default_value = false}},
      .stage = PreparationStage::random,
      .suits = takes_movable_images,
      .draw = [](const Params& params, const SampleFacts& facts) -> Result<std::unique_ptr<const RandomStep>> {
        return std::unique_ptr<const RandomStep>(std::make_unique<Flip>(params, facts.shape));
      },
  };
  return type;
}

}  // namespace engine
