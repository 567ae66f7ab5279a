// Pictures drawn with a pen into classes that the user has named.
#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/data/hand_made.h"
#include "engine/formats/hand_files.h"
#include "engine/formats/limits.h"
#include "engine/formats/resample.h"
#include "engine/schema/dataset_type.h"

namespace engine {
namespace {

int channels_of(const Params& params) { return get_text(params, "colours") == "colour" ? 3 : 1; }

Shape shape_of(const Params& params) {
  return {channels_of(params), get_int(params, "height"), get_int(params, "width")};
}

// Numbers 0 .. 1 in the shape that is wanted; a drawing of another size is stretched to it.
void write_picture(const DrawnPicture& drawn, const Shape& shape, Scalar* out) {
  const Shape own{drawn.channels, drawn.height, drawn.width};
  if (own == shape) {
    std::ranges::transform(drawn.pixels, out, [](uint8_t v) { return static_cast<Scalar>(v) / Scalar(255); });
    return;
  }
  const size_t plane = static_cast<size_t>(drawn.height) * static_cast<size_t>(drawn.width);
  const auto channels = static_cast<size_t>(drawn.channels);
  Picture picture;
  picture.width = drawn.width;
  picture.height = drawn.height;
  picture.channels = drawn.channels;
  picture.pixels = {new uint8_t[channels * plane], [](void* p) { delete[] static_cast<uint8_t*>(p); }};
  for (size_t c = 0; c < channels; ++c) {
    for (size_t i = 0; i < plane; ++i) picture.pixels[i * channels + c] = drawn.pixels[c * plane + i];
  }
  resample(picture, "stretch", static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2]), out);
}

// One output decides between two, so there are no fewer.
int64_t count_classes(const HandMade& hand) {
  return std::max<int64_t>(2, static_cast<int64_t>(hand.drawings.classes.size()));
}

Result<Dataset> make_drawings(const DatasetRequest& request) {
  const LabelledSet<Drawing>& drawn = request.hand.drawings;
  if (Status status = check_drawings(drawn); !status) return status.error();
  Dataset set;
  const Shape shape = shape_of(request.params);
  const auto rows = static_cast<int64_t>(drawn.items.size());
  set.inputs.resize(rows, shape);
  set.targets.resize(drawn.items.size());
  set.classes = count_classes(request.hand);
  set.class_names = drawn.classes;
  constexpr int64_t kGrain = 32;
  parallel_for(rows, kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Drawing& drawing = drawn.items[static_cast<size_t>(i)];
      write_picture(*drawing.picture, shape, set.inputs.row(i));
      set.targets[static_cast<size_t>(i)] = static_cast<Scalar>(drawing.label);
    }
  });
  return set;
}

ParamSpec side(const char* key, const char* label, const char* help) {
  return {.key = key,
          .label = label,
          .help = help,
          .default_value = int64_t{28},
          .minimum = 8,
          .maximum = static_cast<double>(limits::drawing_side.value),
          .step = 1};
}

}  // namespace

const DatasetType& drawings_dataset() {
  static const DatasetType type{
      .id = "drawings",
      .title = "Own drawings",
      .category = "By hand",
      .summary = "Pictures that you draw with a pen, each into a class that you name.",
      .params = {side("width", "Width", "Pixels from left to right. Drawings of another size are scaled."),
                 side("height", "Height", "Pixels from top to bottom. Drawings of another size are scaled."),
                 {.key = "colours",
                  .label = "Colours",
                  .help = "One channel holds shades of grey, three hold red, green and blue.",
                  .default_value = std::string("grey"),
                  .choices = {{"grey", "Grey"}, {"colour", "Colour"}}}},
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .kind = SampleKind::image,
      .sample_shape = shape_of,
      .made_by_hand = [](const HandMade& hand) { return static_cast<int64_t>(hand.drawings.items.size()); },
      .classes_by_hand = [](const HandMade& hand, const Params&) { return count_classes(hand); },
      .begin_by_hand =
          [](HandMade& hand) {
            if (hand.drawings.classes.empty()) hand.drawings.classes = {"A", "B"};
          },
      .export_by_hand = {"drawings", "",
                         [](const HandMade& hand, const Params&, const std::string& path) {
                           return write_drawings(hand.drawings, path);
                         }},
      .make = make_drawings,
  };
  return type;
}

}  // namespace engine
