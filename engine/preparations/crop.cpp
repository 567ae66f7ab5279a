// Cuts a piece out of a picture and enlarges it to the old size.
#include <cmath>

#include "engine/preparations/numbers.h"
#include "engine/preparations/picture_moves.h"

namespace engine {
namespace {

// The piece keeps the proportions and lies within the picture; its area is drawn evenly.
class Crop : public RandomStep {
 public:
  Crop(const Params& params, const Shape& shape) : shape_(shape), smallest_(get_double(params, "smallest")) {}

  void apply(const Scalar* in, Scalar* out, Rng& rng) const override {
    const double side = std::sqrt(rng.uniform(smallest_, 1));
    const auto draw = [&](int64_t pixels) {
      const double room = (1 - side) * static_cast<double>(pixels) / 2;
      return rng.uniform(-room, room);
    };
    const double column = draw(shape_[2]), row = draw(shape_[1]);
    warp_picture(shape_, {.xx = side, .yy = side, .column = column, .row = row}, Beyond::edge, in, out);
  }

 private:
  Shape shape_;
  double smallest_;
};

}  // namespace

const PreparationType& crop_preparation() {
  static const PreparationType type{
      .id = "crop",
      .title = "Crop",
      .category = "Augmentation",
      .glyph = "upsample",
      .summary = "Cuts a piece out of a picture and enlarges it to the old size.",
      .formula = "y(p) = x(s p + d), s^2 drawn from smallest .. 1; bilinear",
      .use_when = "Where a thing may be near or far. Too small a piece may leave the thing out.",
      .source = "Szegedy and others 2015, Going deeper with convolutions, section 6",
      .params = {{.key = "smallest",
                  .label = "Smallest piece",
                  .help = "The smallest piece, as a share of the area of the picture.",
                  .default_value = 0.7,
                  .minimum = 0.05,
                  .maximum = 1,
                  .step = 0.05}},
      .stage = PreparationStage::random,
      .suits = takes_movable_images,
      .draw = [](const Params& params, const SampleFacts& facts) -> Result<std::unique_ptr<const RandomStep>> {
        return std::unique_ptr<const RandomStep>(std::make_unique<Crop>(params, facts.shape));
      },
  };
  return type;
}

}  // namespace engine
