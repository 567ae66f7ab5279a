// Little landscapes with houses, trees and cars, and for every pixel what it shows. The mask is painted by the same
// strokes as the picture.
#include "engine/data/sample_set.h"
#include "engine/generators/backdrop.h"
#include "engine/generators/picture_things.h"

namespace engine {
namespace {

constexpr const char* kLabels[] = {"Background", "House", "Tree", "Car"};
constexpr int64_t kClasses = 4;

// Things stand on the ground, the far ones first; no two at the same place.
void draw_scene(paint::Canvas& canvas, int things, Rng& rng) {
  const double horizon = paint::draw_landscape(canvas, rng);
  const double first = rng.uniform();
  for (int i = 0; i < things; ++i) {
    const auto label = static_cast<int>(1 + rng.below(kClasses - 1));
    const double near = (i + rng.uniform()) / things;  // 0: at the horizon
    paint::Pose pose;
    pose.size = (label == 3 ? 0.13 : 0.17) + 0.09 * near;
    const double column = first + (i + 0.3 * rng.uniform()) / things;
    pose.centre.x = 0.08 + 0.84 * (column - std::floor(column));
    pose.centre.y = horizon + 0.06 + (0.9 - horizon) * near - 0.8 * pose.size;
    pose.angle = 0.06 * rng.normal();
    pose.mirrored = rng.uniform() < 0.5;
    canvas.place(pose, label);
    paint::thing(kLabels[label]).draw(canvas, rng);
  }
}

Result<Dataset> make_segmentation(const DatasetRequest& request) {
  const int64_t side = get_int(request.params, "side"), things = get_int(request.params, "things");
  Dataset set = sample_set(request, {3, side, side}, {side, side}, kClasses);
  draw_samples(request, "segmentation", set, [&](int64_t, Rng& rng, Scalar* picture, Scalar* mask) {
    paint::Canvas canvas(static_cast<int>(side), static_cast<int>(side));
    draw_scene(canvas, static_cast<int>(1 + rng.below(static_cast<uint64_t>(things))), rng);
    paint::add_grain(canvas, 0.25 * request.noise, rng);
    canvas.write(picture);
    for (const int label : canvas.mask()) *mask++ = static_cast<Scalar>(label);
  });
  set.class_names.assign(std::begin(kLabels), std::end(kLabels));
  set.target_name = "mask";
  return set;
}

}  // namespace

const DatasetType& segmentation_dataset() {
  static const DatasetType type{
      .id = "segmentation",
      .title = "Segmentation",
      .category = "Images",
      .summary = "Little landscapes with houses, trees and cars. For every pixel the network says what it shows.",
      .params = {{.key = "side",
                  .label = "Side",
                  .help = "Height and width of the pictures.",
                  .default_value = int64_t{32},
                  .minimum = 16,
                  .maximum = 128,
                  .step = 8,
                  .unit = "px"},
                 {.key = "things",
                  .label = "Things",
                  .help = "The largest number of things in a picture.",
                  .default_value = int64_t{3},
                  .minimum = 1,
                  .maximum = 6,
                  .step = 1}},
      .dimensions = 0,
      .classes = kClasses,
      .default_noise = 0.1,
      .kind = SampleKind::image,
      .sample_shape =
          [](const Params& params) {
            const int64_t side = get_int(params, "side");
            return Shape{3, side, side};
          },
      .target_shape =
          [](const Params& params) {
            const int64_t side = get_int(params, "side");
            return Shape{side, side};
          },
      .make = make_segmentation,
  };
  return type;
}

}  // namespace engine
