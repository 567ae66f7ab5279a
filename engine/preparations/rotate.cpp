// Turns pictures about their middle.
#include <algorithm>

#include "engine/preparations/numbers.h"
#include "engine/preparations/picture_moves.h"

namespace engine {
namespace {

constexpr double kDegree = 3.14159265358979323846 / 180;

class Rotate : public RandomStep {
 public:
  Rotate(const Params& params, const Shape& shape)
      : shape_(shape),
        quarters_(get_text(params, "kind") == "quarters"),
        degrees_(get_double(params, "degrees")),
        beyond_(beyond_of(params)) {}

  void apply(const Scalar* in, Scalar* out, Rng& rng) const override {
    if (!quarters_) {
      warp_picture(shape_, turn(kDegree * rng.uniform(-degrees_, degrees_)), beyond_, in, out);
      return;
    }
    const uint64_t quarters = rng.below(4);
    const int64_t n = shape_[1];
    for (int64_t c = 0; c < shape_[0]; ++c) {
      for (int64_t y = 0; y < n; ++y) {
        for (int64_t x = 0; x < n; ++x) {
          const int64_t from[4] = {y * n + x, x * n + n - 1 - y, (n - 1 - y) * n + n - 1 - x, (n - 1 - x) * n + y};
          out[(c * n + y) * n + x] = in[c * n * n + from[quarters]];
        }
      }
    }
  }

 private:
  Shape shape_;
  bool quarters_;
  double degrees_;
  Beyond beyond_;
};

Status suits(const Params& params, const SampleFacts& facts) {
  if (Status images = takes_movable_images(params, facts); !images) return images;
  if (get_text(params, "kind") != "quarters" || facts.shape[1] == facts.shape[2]) return {};
  return error("Only square pictures can make quarter turns, not {}.", facts.shape.text());
}

}  // namespace

const PreparationType& rotate_preparation() {
  static const PreparationType type{
      .id = "rotate",
      .title = "Rotate",
      .category = "Augmentation",
      .glyph = "reset",
      .summary = "Turns a picture about its middle, anew every time it is seen.",
      .formula = "y(p) = x(R(a) p), a drawn from -degrees .. degrees; bilinear",
      .use_when = "For things that stand a little askew. Beyond some 15 degrees a 6 begins to be a 9.",
      .source = "Simard, Steinkraus, Platt 2003, Best practices for convolutional neural networks, section 2",
      .params = {{.key = "kind",
                  .label = "Kind",
                  .help = "Any angle up to the largest, or quarter turns, which keep every pixel.",
                  .default_value = std::string("free"),
                  .choices = {{"free", "Any angle"}, {"quarters", "Quarter turns"}}},
                 {.key = "degrees",
                  .label = "Largest angle",
                  .help = "In degrees, in both directions.",
                  .default_value = 15.0,
                  .minimum = 0,
                  .maximum = 180,
                  .step = 1,
                  .unit = "°",
                  .visible_if = {"kind", {"free"}}},
                 beyond_param()},
      .stage = PreparationStage::random,
      .suits = suits,
      .draw = [](const Params& params, const SampleFacts& facts) -> Result<std::unique_ptr<const RandomStep>> {
        return std::unique_ptr<const RandomStep>(std::make_unique<Rotate>(params, facts.shape));
      },
  };
  return type;
}

}  // namespace engine
