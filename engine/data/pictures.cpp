// Colour pictures of ten recognisable things, 3×32×32. Colour and background are drawn at random, so that only the
// shape tells the class.
#include "engine/data/sample_set.h"
#include "engine/generators/backdrop.h"
#include "engine/generators/picture_things.h"

namespace engine {
namespace {

constexpr int kSide = 32;

paint::Pose draw_pose(double variation, Rng& rng) {
  paint::Pose pose;
  pose.size = 0.38 * std::clamp(1 + 0.16 * variation * rng.normal(), 0.55, 1.25);
  pose.centre.x = 0.5 + variation * rng.uniform(-0.12, 0.12);
  pose.centre.y = 0.5 + variation * rng.uniform(-0.12, 0.12);
  pose.angle = 0.17 * variation * rng.normal();
  pose.mirrored = rng.uniform() < 0.5;
  return pose;
}

Result<Dataset> make_pictures(const DatasetRequest& request) {
  const auto& things = paint::things();
  const auto classes = static_cast<int64_t>(things.size());
  const double variation = get_double(request.params, "variation");
  Dataset set = sample_set(request, {3, kSide, kSide}, {}, classes);
  draw_samples(request, "pictures", set, [&](int64_t i, Rng& rng, Scalar* picture, Scalar* target) {
    paint::Canvas canvas(kSide, kSide);
    paint::draw_backdrop(canvas, rng);
    canvas.place(draw_pose(variation, rng));
    things[static_cast<size_t>(i % classes)].draw(canvas, rng);
    paint::add_grain(canvas, 0.25 * request.noise, rng);
    canvas.write(picture);
    *target = static_cast<Scalar>(i % classes);
  });
  for (const paint::Thing& thing : things) set.class_names.push_back(thing.name);
  set.target_name = "thing";
  return set;
}

}  // namespace

const DatasetType& pictures_dataset() {
  static const DatasetType type{
      .id = "pictures",
      .title = "Pictures",
      .category = "Images",
      .summary =
          "Colour pictures of ten things, 32 by 32 pixels: houses, trees, fish, cars, faces and more. Any colour "
          "and background goes with any thing; only the shape tells.",
      .params = {{.key = "variation",
                  .label = "Variation",
                  .help = "How much place, size and angle differ from picture to picture.",
                  .default_value = 1.0,
                  .minimum = 0,
                  .maximum = 2,
                  .step = 0.1}},
      .dimensions = 0,
      .classes = 10,
      .default_noise = 0.1,
      .kind = SampleKind::image,
      .sample_shape =
          [](const Params&) {
            return Shape{3, kSide, kSide};
          },
      .make = make_pictures,
  };
  return type;
}

}  // namespace engine
