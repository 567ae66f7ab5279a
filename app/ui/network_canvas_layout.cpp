#include "app/ui/network_canvas_layout.h"

#include <algorithm>
#include <cmath>

namespace app::ui {
namespace {

constexpr float kLeft = 24, kCrowdedLeft = 16;    // from the stage to the first column
constexpr float kArrow = 52, kCrowdedArrow = 40;  // behind the last column
constexpr float kUsualGap = 72;                   // below it the columns are crowded
constexpr float kMostGap = 260;                   // columns do not drift apart further
constexpr float kHead = 56;                       // title and number of units
constexpr float kFoot = 36;                       // activation chip
constexpr float kShapeLine = 24;                  // below the columns
constexpr float kLeastTile = 24;

// Tiles with names move to the right to make room for them.
float label_shift(float tile) { return tile > 52 ? 9.0f : tile > 44 ? 8.0f : 7.0f; }

struct TileSize {
  float tile, gap;
  int most;  // tiles of a column
};

// All columns have tiles of one size, so that the fullest fills its column: 44 for eight in the usual height, never
// above 52 (56 in high windows). Where even small ones do not fit, fewer are shown.
TileSize tile_size(std::span<const ColumnContent> columns, float room) {
  int64_t largest = 1;
  for (const ColumnContent& c : columns) largest = std::max(largest, c.units);
  int n = static_cast<int>(std::min<int64_t>(largest, kMostTiles));
  n = std::clamp(n, 1, std::max(2, static_cast<int>((room + 4) / (kLeastTile + 4))));
  const float pitch = (room + 8) / static_cast<float>(n);
  const float most = room > 460 ? 56.0f : 52.0f;
  const float tile = std::clamp(std::floor(pitch * 0.847f), kLeastTile, most);
  return {tile, std::clamp(std::floor(pitch - tile), 4.0f, most / 4 - 1), largest > n ? n : kMostTiles};
}

struct World {
  float width, height, left, gap;
};

World world_of(size_t columns, const Rect& stage) {
  const float zoom = fitting_zoom(columns, stage.w);
  const auto n = static_cast<float>(columns);
  World w{stage.w / zoom, (stage.h - kShapeLine) / zoom, kLeft, kLeastGap};
  if (columns < 2) return w;
  float natural = (w.width - kLeft - kArrow - n * kColumnWidth) / (n - 1);
  if (natural < kUsualGap) {  // crowded: the margins give first
    w.left = kCrowdedLeft;
    natural = std::min(kUsualGap, (w.width - kCrowdedLeft - kCrowdedArrow - n * kColumnWidth) / (n - 1));
  }
  w.gap = std::clamp(natural, kLeastGap, kMostGap);
  if (natural > kMostGap) w.left += (natural - kMostGap) * (n - 1) / 2;
  return w;
}

}  // namespace

int ColumnPlace::tile_of(int64_t unit) const {
  const int own = hidden > 0 ? tiles - 1 : tiles;
  return unit < own ? static_cast<int>(unit) : std::max(0, tiles - 1);
}

float fitting_zoom(size_t columns, float stage_width) {
  const auto n = static_cast<float>(columns);
  const float least = kCrowdedLeft + kCrowdedArrow + n * kColumnWidth + std::max(0.0f, n - 1) * kLeastGap;
  return std::clamp(stage_width / least, kLeastZoom, 1.0f);
}

void lay_out(std::span<const ColumnContent> columns, const Rect& stage, const Camera& camera, CanvasLayout& out) {
  const World world = world_of(columns.size(), stage);
  const float zoom = camera.follows ? fitting_zoom(columns.size(), stage.w) : camera.zoom;
  const Vec origin = camera.follows ? stage.min() : stage.min() + camera.pan;
  const TileSize size = tile_size(columns, world.height - kHead - kFoot);
  out.zoom = zoom;
  const float mid = kHead + (world.height - kHead - kFoot) / 2;
  out.mid_y = origin.y + zoom * mid;
  out.shape_y = origin.y + zoom * world.height + 16 * std::max(zoom, 0.75f);
  out.columns.resize(columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    ColumnPlace& c = out.columns[i];
    const float x = world.left + static_cast<float>(i) * (kColumnWidth + world.gap);
    c.box = {origin.x + zoom * x, origin.y, zoom * kColumnWidth, zoom * world.height};
    c.tiles = static_cast<int>(std::min<int64_t>(columns[i].units, size.most));
    c.hidden = columns[i].units > c.tiles ? columns[i].units - (c.tiles - 1) : 0;
    c.tile = zoom * size.tile;
    c.pitch = zoom * (size.tile + size.gap);
    const float stack = static_cast<float>(c.tiles) * (size.tile + size.gap) - size.gap;
    const float shift = columns[i].labels ? label_shift(size.tile) : 0;
    c.first = {origin.x + zoom * (x + (kColumnWidth - size.tile) / 2 + shift), origin.y + zoom * (mid - stack / 2)};
  }
}

void blend(const CanvasLayout& from, const CanvasLayout& to, float t, CanvasLayout& out) {
  const auto mix = [t](float a, float b) { return a + (b - a) * t; };
  out = to;
  out.zoom = mix(from.zoom, to.zoom);
  out.mid_y = mix(from.mid_y, to.mid_y);
  out.shape_y = mix(from.shape_y, to.shape_y);
  for (size_t i = 0; i < out.columns.size() && i < from.columns.size(); ++i) {
    const ColumnPlace &a = from.columns[i], &b = to.columns[i];
    ColumnPlace& c = out.columns[i];
    c.box = {mix(a.box.x, b.box.x), mix(a.box.y, b.box.y), mix(a.box.w, b.box.w), mix(a.box.h, b.box.h)};
    c.tile = mix(a.tile, b.tile);
    c.pitch = mix(a.pitch, b.pitch);
    c.first = {mix(a.first.x, b.first.x), mix(a.first.y, b.first.y)};
  }
}

Camera zoomed_at(const Camera& camera, float zoom, Vec pointer, const Rect& stage) {
  Camera c;
  c.follows = false;
  c.zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
  const Vec from = pointer - stage.min() - camera.pan;
  c.pan = pointer - stage.min() - from * (c.zoom / camera.zoom);
  return c;
}

}  // namespace app::ui
