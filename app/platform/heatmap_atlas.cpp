#include "app/platform/heatmap_atlas.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace app::platform {

void colour_field(const float* values, int width, int height, const Colouring& colouring, ImU32* rgba, int stride) {
  const ColourTable& table = *colouring.table;
  const float span = colouring.high - colouring.low;
  const bool sound = std::isfinite(span) && span != 0;
  const float factor = sound ? 255.0f / span : 0;
  const float shift = sound ? 0.5f - colouring.low * factor : 127.5f;  // a range without extent shows its middle
  const auto columns = static_cast<std::size_t>(width);
  std::vector<int> index(columns);
  for (int y = 0; y < height; ++y) {
    const float* row = values + static_cast<std::ptrdiff_t>(y) * width;
    ImU32* out = rgba + static_cast<std::ptrdiff_t>(y) * stride;
    int bad = 0;
    for (std::size_t x = 0; x < columns; ++x) {  // without a branch: compilers make vectors of it
      float t = row[x] * factor + shift;
      t = t > 0.0f ? t : 0.0f;  // also for NaN
      t = t < 255.0f ? t : 255.0f;
      index[x] = static_cast<int>(t);
      bad |= row[x] - row[x] == 0.0f ? 0 : 1;
    }
    for (std::size_t x = 0; x < columns; ++x) out[x] = table[static_cast<std::size_t>(index[x])];
    for (int x = 0; bad && x < width; ++x) {
      if (!std::isfinite(row[x])) out[x] = colouring.bad[(x + y) / 3 % 2];
    }
  }
}

void HeatmapAtlas::layout(int tile_width, int tile_height, int capacity, Filter filter) {
  tile_width = std::clamp(tile_width, 1, 2048);
  tile_height = std::clamp(tile_height, 1, 2048);
  capacity = std::max(capacity, 1);
  if (tile_width == tile_width_ && tile_height == tile_height_ && capacity == capacity_ && filter == filter_) return;
  tile_width_ = tile_width;
  tile_height_ = tile_height;
  filter_ = filter;
  columns_ = std::clamp(4096 / (tile_width + 2), 1, std::max(1, static_cast<int>(std::ceil(std::sqrt(capacity)))));
  const int rows = std::min((capacity + columns_ - 1) / columns_, std::max(1, 8192 / (tile_height + 2)));
  capacity_ = std::min(capacity, rows * columns_);
  sizes_.assign(static_cast<std::size_t>(capacity_), {});
  pictures_.assign(static_cast<std::size_t>(capacity_), {});
  page_.allocate(columns_ * (tile_width + 2), rows * (tile_height + 2), Pixels::rgba8, filter);
}

ImVec2 HeatmapAtlas::corner(int tile) const {
  return {float(tile % columns_ * (tile_width_ + 2) + 1), float(tile / columns_ * (tile_height_ + 2) + 1)};
}

bool HeatmapAtlas::update(int tile, const float* values, int width, int height, const Colouring& colouring) {
  if (tile < 0 || tile >= capacity_ || width <= 0 || height <= 0 || !colouring.table) return false;
  width = std::min(width, tile_width_);
  height = std::min(height, tile_height_);
  const int stride = width + 2;
  scratch_.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height + 2));
  ImU32* inner = scratch_.data() + stride + 1;
  colour_field(values, width, height, colouring, inner, stride);
  // The border repeats the edge, so that linear sampling never reaches the neighbour.
  for (int y = 0; y < height; ++y) {
    ImU32* row = inner + static_cast<std::ptrdiff_t>(y) * stride;
    row[-1] = row[0];
    row[width] = row[width - 1];
  }
  std::memcpy(scratch_.data(), scratch_.data() + stride, std::size_t(stride) * sizeof(ImU32));
  ImU32* last = scratch_.data() + static_cast<std::ptrdiff_t>(height) * stride;
  std::memcpy(last + stride, last, std::size_t(stride) * sizeof(ImU32));

  const auto slot = static_cast<std::size_t>(tile);
  if (sizes_[slot].width == width && sizes_[slot].height == height && pictures_[slot] == scratch_) return false;
  sizes_[slot] = {width, height};
  pictures_[slot] = scratch_;
  const ImVec2 at = corner(tile);
  page_.update(int(at.x) - 1, int(at.y) - 1, width + 2, height + 2, scratch_.data());
  ++uploads_;
  return true;
}

TileImage HeatmapAtlas::image(int tile) const {
  if (tile < 0 || tile >= capacity_ || !sizes_[static_cast<std::size_t>(tile)].width) return {};
  const Size size = sizes_[static_cast<std::size_t>(tile)];
  const ImVec2 at = corner(tile);
  const float w = float(page_.width()), h = float(page_.height());
  return {page_.id(), {at.x / w, at.y / h}, {(at.x + float(size.width)) / w, (at.y + float(size.height)) / h}};
}

}  // namespace app::platform
