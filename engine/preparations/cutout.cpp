// Covers a rectangle of a picture with its mean.
#include <algorithm>
#include <cmath>

#include "engine/preparations/numbers.h"

namespace engine {
namespace {

class Cutout : public RandomStep {
 public:
  Cutout(const Params& params, const Shape& shape) : shape_(shape), count_(get_int(params, "count")) {
    const double side = get_double(params, "side");
    height_ = std::llround(side * static_cast<double>(shape[1]));
    width_ = std::llround(side * static_cast<double>(shape[2]));
  }

  // The rectangle lies within the picture; each channel is covered with its own mean.
  void apply(const Scalar* in, Scalar* out, Rng& rng) const override {
    const int64_t plane = shape_[1] * shape_[2];
    std::copy_n(in, shape_.count(), out);
    for (int64_t k = 0; k < count_; ++k) {
      const auto top = static_cast<int64_t>(rng.below(static_cast<uint64_t>(shape_[1] - height_ + 1)));
      const auto left = static_cast<int64_t>(rng.below(static_cast<uint64_t>(shape_[2] - width_ + 1)));
      for (int64_t c = 0; c < shape_[0]; ++c) {
        double sum = 0;
        for (int64_t i = 0; i < plane; ++i) sum += static_cast<double>(in[c * plane + i]);
        for (int64_t y = top; y < top + height_; ++y) {
          std::fill_n(out + c * plane + y * shape_[2] + left, width_,
                      static_cast<Scalar>(sum / static_cast<double>(plane)));
        }
      }
    }
  }

 private:
  Shape shape_;
  int64_t count_, height_, width_;
};

}  // namespace

const PreparationType& cutout_preparation() {
  static const PreparationType type{
      .id = "cutout",
      .title = "Cut-out",
      .category = "Augmentation",
      .glyph = "mask",
      .summary = "Covers a rectangle of a picture with its mean.",
      .formula = "y[c, i, j] = mean(x[c]) within a rectangle drawn at random, else x",
      .use_when = "So that a network looks at the whole of a thing and not at one mark of it.",
      .source = "DeVries, Taylor 2017, Improved regularization of convolutional neural networks with cutout, section 3",
      .params = {{.key = "side",
                  .label = "Side",
                  .help = "Sides of the rectangle, as a share of height and width.",
                  .default_value = 0.3,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05},
                 {.key = "count",
                  .label = "Count",
                  .help = "How many rectangles cover a picture.",
                  .default_value = int64_t{1},
                  .minimum = 1,
                  .maximum = 10,
                  .step = 1}},
      .stage = PreparationStage::random,
      .suits = takes_images,
      .draw = [](const Params& params, const SampleFacts& facts) -> Result<std::unique_ptr<const RandomStep>> {
        return std::unique_ptr<const RandomStep>(std::make_unique<Cutout>(params, facts.shape));
      },
  };
  return type;
}

}  // namespace engine
