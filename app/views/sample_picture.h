// One sample of the data as people know it: an image, a line over the steps, or words. Draws; changes nothing.
#pragma once

#include <span>
#include <string>

#include "app/ui/draw.h"
#include "app/ui/pixel_image.h"
#include "engine/schema/dataset_type.h"

namespace app::views {

enum class SampleLook { numbers, image, series, tokens };
// How the samples of a set are shown. `tokens`: the network reads the inputs as token ids.
SampleLook look_of(const engine::Dataset& data, bool tokens);

// The colours of images with one channel: greys, or those of a map of values where the set holds spectra.
ui::Map map_of(const engine::Dataset& data);

// The pixels of an image [channels, height, width] in any range: three channels as colours, else the first by `map`.
void paint_pixels(std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map,
                  ui::PixelImage& image, int left, int top, int side_x, int side_y);
// The same into pixels [height, width] of its own.
void paint_pixels(std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map, ui::Colour* to,
                  int width, int height);
// A class for each pixel, in the colours of the classes.
void paint_classes(std::span<const float> classes, int64_t rows, int64_t columns, int64_t count, ui::PixelImage& image);

// A sequence [steps, features] as one line for each of the first features.
void draw_series(const ui::Rect& r, std::span<const engine::Scalar> values, int64_t steps, int64_t features);

// "the film was brilliant", or the ids where they have no words; cut after `most` tokens.
std::string token_text(const engine::Dataset& data, std::span<const engine::Scalar> ids, size_t most);

}  // namespace app::views
