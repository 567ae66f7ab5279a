#include "app/views/tile_atlas.h"

#include <algorithm>
#include <cmath>

namespace app::views {
namespace {

platform::Colouring colouring(ValueSpan span, ui::Map map) {
  const float reach = span.reach > 1e-12f && std::isfinite(span.reach) ? span.reach : 1.0f;
  return {.table = &ui::lut(map),
          .low = span.middle - reach,
          .high = span.middle + reach,
          .bad = {ui::theme().cv, ui::theme().err}};
}

}  // namespace

Limits limits_of(std::span<const float> values) {
  Limits l;
  bool any = false;
  for (float v : values) {
    if (!std::isfinite(v)) continue;
    l.low = any ? std::min(l.low, v) : v;
    l.high = any ? std::max(l.high, v) : v;
    any = true;
  }
  return l;
}

void TileAtlas::arrange(int count, int resolution, bool pixels) {
  resolution_ = std::clamp(resolution, 1, 256);
  atlas_.layout(resolution_, resolution_, std::max(count, 1),
                pixels ? platform::Filter::nearest : platform::Filter::linear);
}

void TileAtlas::set_picture(int tile, std::span<const float> values, ValueSpan span, ui::Map map) {
  if (values.size() != static_cast<size_t>(resolution_) * static_cast<size_t>(resolution_)) return;
  atlas_.update(tile, values.data(), resolution_, resolution_, colouring(span, map));
}

void TileAtlas::set_cells(int tile, std::span<const float> values, ValueSpan span, ui::Map map) {
  const auto side = static_cast<size_t>(resolution_);
  if (values.empty() || side == 0) return;
  values = values.first(std::min(values.size(), side * side));
  const auto columns = static_cast<size_t>(std::ceil(std::sqrt(static_cast<double>(values.size()))));
  const size_t rows = (values.size() + columns - 1) / columns;
  cells_.resize(side * side);
  for (size_t y = 0; y < side; ++y) {
    for (size_t x = 0; x < side; ++x) {
      const size_t at = y * rows / side * columns + x * columns / side;
      cells_[y * side + x] = at < values.size() ? values[at] : span.middle;
    }
  }
  atlas_.update(tile, cells_.data(), resolution_, resolution_, colouring(span, map));
}

void TileAtlas::draw(int tile, const ui::Rect& r, float radius) const {
  const platform::TileImage image = atlas_.image(tile);
  if (image.texture == ImTextureID{}) return;
  ui::draw::image_rounded(image.texture, r, radius, {image.uv0.x, image.uv0.y}, {image.uv1.x, image.uv1.y});
}

}  // namespace app::views
