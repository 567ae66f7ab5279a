#include "app/views/sample_picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace app::views {
namespace {

constexpr int64_t kMostLines = 4, kMostPoints = 200;

ui::Colour rgb(float r, float g, float b) {
  const auto byte = [](float v) { return static_cast<int>(std::clamp(v, 0.0f, 1.0f) * 255 + 0.5f); };
  return IM_COL32(byte(r), byte(g), byte(b), 255);
}

// The picture scaled to side_x x side_y pixels, of which the first wide x high are written; row_of(y) says where to.
template <class RowOf>
void paint_rows(std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map, int side_x, int side_y,
                int wide, int high_rows, const RowOf& row_of) {
  const int64_t channels = shape[0], rows = shape[1], columns = shape[2], plane = rows * columns;
  if (plane < 1 || static_cast<int64_t>(values.size()) < channels * plane) return;
  // What lies in 0 .. 1 is shown as it is; other ranges are fitted.
  float low = 0, high = 1;
  for (const engine::Scalar v : values) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, static_cast<float>(v));
    high = std::max(high, static_cast<float>(v));
  }
  const auto at = [&](int64_t channel, int64_t i) {
    return (static_cast<float>(values[static_cast<size_t>(channel * plane + i)]) - low) / (high - low);
  };
  for (int y = 0; y < high_rows; ++y) {
    ui::Colour* to = row_of(y);
    for (int x = 0; x < wide; ++x) {
      const int64_t i = int64_t{y} * rows / side_y * columns + int64_t{x} * columns / side_x;
      to[x] = channels >= 3 ? rgb(at(0, i), at(1, i), at(2, i)) : ui::map_colour(map, std::clamp(at(0, i), 0.0f, 1.0f));
    }
  }
}

}  // namespace

SampleLook look_of(const engine::Dataset& data, bool tokens) {
  if (data.inputs.shape().rank() == 3) return SampleLook::image;
  if (data.inputs.shape().rank() == 2) return SampleLook::series;
  const bool words = tokens || !data.vocabulary.empty();
  return words && data.id_columns.empty() ? SampleLook::tokens : SampleLook::numbers;
}

ui::Map map_of(const engine::Dataset& data) { return data.spectrum ? ui::Map::seq : ui::Map::gray; }

void paint_pixels(std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map, ui::Colour* out,
                  int width, int height) {
  paint_rows(values, shape, map, width, height, width, height, [&](int y) { return out + ptrdiff_t{y} * width; });
}

void paint_pixels(std::span<const engine::Scalar> values, const engine::Shape& shape, ui::Map map,
                  ui::PixelImage& image, int left, int top, int side_x, int side_y) {
  paint_rows(values, shape, map, side_x, side_y, std::min(side_x, image.width() - left),
             std::min(side_y, image.height() - top), [&](int y) { return image.row(top + y) + left; });
}

void paint_classes(std::span<const float> classes, int64_t rows, int64_t columns, int64_t count,
                   ui::PixelImage& image) {
  if (rows < 1 || columns < 1 || static_cast<int64_t>(classes.size()) < rows * columns) return;
  const int64_t width = image.width(), height = image.height();
  for (int64_t y = 0; y < height; ++y) {
    ui::Colour* to = image.row(static_cast<int>(y));
    for (int64_t x = 0; x < width; ++x) {
      const float c = classes[static_cast<size_t>(y * rows / height * columns + x * columns / width)];
      const bool counts = std::isfinite(c) && c >= 0;
      to[x] = counts ? ui::mix(ui::class_colour(static_cast<int>(c), static_cast<int>(std::max<int64_t>(count, 2))),
                               ui::theme().cv, 0.2f)
                     : ui::theme().bg3;
    }
  }
}

void draw_series(const ui::Rect& r, std::span<const engine::Scalar> values, int64_t steps, int64_t features) {
  if (steps < 1 || features < 1 || static_cast<int64_t>(values.size()) < steps * features) return;
  float low = 0, high = 0;
  bool any = false;
  for (const engine::Scalar v : values) {
    if (!std::isfinite(v)) continue;
    low = any ? std::min(low, static_cast<float>(v)) : static_cast<float>(v);
    high = any ? std::max(high, static_cast<float>(v)) : static_cast<float>(v);
    any = true;
  }
  const float reach = high > low ? high - low : 1;
  const int64_t points = std::min(steps, kMostPoints);
  std::vector<ui::Vec> line(static_cast<size_t>(points));
  for (int64_t f = 0; f < std::min(features, kMostLines); ++f) {
    for (int64_t k = 0; k < points; ++k) {
      const int64_t t = points > 1 ? k * (steps - 1) / (points - 1) : 0;
      const auto v = static_cast<float>(values[static_cast<size_t>(t * features + f)]);
      const float x = points > 1 ? static_cast<float>(k) / static_cast<float>(points - 1) : 0.5f;
      line[static_cast<size_t>(k)] = {r.x + r.w * x, r.bottom() - r.h * (v - low) / reach};
    }
    const ui::Colour colour = features == 1 ? ui::theme().pos : ui::class_colour(static_cast<int>(f), 10);
    ui::draw::polyline(line, colour, r.w < 80 ? 1.5f : 2.0f);
  }
}

std::string token_text(const engine::Dataset& data, std::span<const engine::Scalar> ids, size_t most) {
  std::string text;
  if (!data.vocabulary.empty()) {  // 0 pads the end of a text
    while (!ids.empty() && ids.back() == 0) ids = ids.first(ids.size() - 1);
  }
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i == most) return text + " …";
    const auto id = static_cast<size_t>(std::max<engine::Scalar>(0, ids[i]));
    const bool known = id < data.vocabulary.size();
    text += (i ? " " : "") + (known ? data.vocabulary[id] : std::to_string(id));
  }
  return text;
}

}  // namespace app::views
