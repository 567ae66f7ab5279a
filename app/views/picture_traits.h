// What the pictures of a set have in common, for a pad to draw one more: the range of their numbers, the paper, and how
// large and where on it things stand. Measured, not assumed.
#pragma once

#include <span>
#include <vector>

#include "app/ui/stroke_picture.h"
#include "engine/schema/dataset_type.h"

namespace app::views {

struct PictureTraits {
  float low = 0, high = 1;  // numbers of the data that stand for black and white
  ui::Ink paper{0, 0, 0};   // mean of the border, 0 .. 1
  bool plain = false;       // drawn on even paper in one channel: what is drawn can be brought to the frame
  ui::InkFrame frame;
};

// `data` holds pictures [channels, height, width].
PictureTraits picture_traits(const engine::Dataset& data);

// Numbers 0 .. 1 of a pad as the data has them, and back.
std::vector<engine::Scalar> to_data(const PictureTraits& traits, std::span<const float> pixels);
std::vector<float> from_data(const PictureTraits& traits, std::span<const engine::Scalar> values);

}  // namespace app::views
