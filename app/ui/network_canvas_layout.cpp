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
constexpr float kEasyZoom = 0.72f;  // titles and controls are still there
constexpr float kLaneGap = 28;      // between columns of one rank, with the shape of the upper one

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
  for (const ColumnContent& c : columns) largest = std::max(largest, c.strip ? int64_t{1} : c.units);
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

World world_of(size_t ranks, const Rect& stage, int channels) {
  const float zoom = fitting_zoom(ranks, stage.w);
  const auto n = static_cast<float>(ranks);
  const float corridor = channels > 0 ? 8 + kChannel * static_cast<float>(channels) : 0;
  World w{stage.w / zoom, (stage.h - kShapeLine) / zoom - corridor, kLeft, kLeastGap};
  if (ranks < 2) return w;
  float natural = (w.width - kLeft - kArrow - n * kColumnWidth) / (n - 1);
  if (natural < kUsualGap) {  // crowded: the margins give first
    w.left = kCrowdedLeft;
    natural = std::min(kUsualGap, (w.width - kCrowdedLeft - kCrowdedArrow - n * kColumnWidth) / (n - 1));
  }
  w.gap = std::clamp(natural, kNarrowGap, kMostGap);
  if (natural > kMostGap) w.left += (natural - kMostGap) * (n - 1) / 2;
  return w;
}

int rank_of(std::span<const ColumnContent> columns, size_t i) {
  return columns[i].rank >= 0 ? columns[i].rank : static_cast<int>(i);
}

size_t ranks_of(std::span<const ColumnContent> columns) {
  int most = -1;
  for (size_t i = 0; i < columns.size(); ++i) most = std::max(most, rank_of(columns, i));
  return static_cast<size_t>(most + 1);
}

// The tiles of one column in its box, which is `room` high in the world.
void place_tiles(const ColumnContent& content, const TileSize& size, float zoom, float room, ColumnPlace& c) {
  float tile = size.tile, gap = size.gap;
  const float content_height = room - kHead - kFoot;
  const int fit = std::max(1, static_cast<int>((content_height + gap) / (tile + gap)));
  if (content.strip) {
    tile = kColumnWidth - 16;
    c.tiles = content.units > 0 ? 1 : 0;
    c.hidden = 0;
    c.tall = zoom * std::max(kLeastTile, content_height - 8);
  } else {
    tile = std::min(tile, std::max(kLeastTile / 2, content_height));
    c.tiles = static_cast<int>(std::min<int64_t>(content.units, std::min(size.most, fit)));
    c.hidden = content.units > c.tiles ? content.units - (c.tiles - 1) : 0;
    c.tall = 0;
  }
  c.tile = zoom * tile;
  c.pitch = zoom * (tile + gap);
  const float stack = content.strip ? c.tall / zoom : static_cast<float>(c.tiles) * (tile + gap) - gap;
  const float shift = content.labels && !content.strip ? label_shift(tile) : 0;
  c.first = {c.box.x + zoom * ((kColumnWidth - tile) / 2 + shift),
             c.box.y + zoom * (kHead + (content_height - stack) / 2)};
}

}  // namespace

int ColumnPlace::tile_of(int64_t unit) const {
  const int own = hidden > 0 ? tiles - 1 : tiles;
  return unit < own ? static_cast<int>(unit) : std::max(0, tiles - 1);
}

float fitting_zoom(size_t ranks, float stage_width) {
  const auto n = static_cast<float>(ranks);
  const auto zoom = [&](float gap) {
    return stage_width / (kCrowdedLeft + kCrowdedArrow + n * kColumnWidth + std::max(0.0f, n - 1) * gap);
  };
  // Deep networks give up distance before they become too small to work with.
  const float usual = zoom(kLeastGap);
  return std::clamp(usual >= kEasyZoom ? usual : std::min(kEasyZoom, zoom(kNarrowGap)), kLeastZoom, 1.0f);
}

void lay_out(std::span<const ColumnContent> columns, const Rect& stage, const Camera& camera, CanvasLayout& out,
             int channels) {
  const size_t ranks = ranks_of(columns);
  const World world = world_of(ranks, stage, channels);
  const float zoom = camera.follows ? fitting_zoom(ranks, stage.w) : camera.zoom;
  const Vec origin = camera.follows ? stage.min() : stage.min() + camera.pan;
  const TileSize size = tile_size(columns, world.height - kHead - kFoot);
  out.zoom = zoom;
  out.mid_y = origin.y + zoom * (kHead + (world.height - kHead - kFoot) / 2);
  out.corridor_y = origin.y + zoom * world.height;
  const float corridor = channels > 0 ? 8 + kChannel * static_cast<float>(channels) : 0;
  out.shape_y = origin.y + zoom * (world.height + corridor) + 16 * std::max(zoom, 0.75f);
  out.columns.resize(columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    ColumnPlace& c = out.columns[i];
    const auto lanes = static_cast<float>(std::max(1, columns[i].lanes));
    const float pitch = (world.height + (lanes > 1 ? kLaneGap : 0)) / lanes;
    const float room = lanes > 1 ? pitch - kLaneGap : world.height;
    const float x = world.left + static_cast<float>(rank_of(columns, i)) * (kColumnWidth + world.gap);
    const float y = static_cast<float>(columns[i].lane) * pitch;
    c.box = {origin.x + zoom * x, origin.y + zoom * y, zoom * kColumnWidth, zoom * room};
    const bool lowest = columns[i].lane + 1 >= columns[i].lanes;
    c.shape_y = lowest ? out.shape_y : c.box.bottom() + 13 * std::max(zoom, 0.75f);
    place_tiles(columns[i], size, zoom, room, c);
  }
}

void blend(const CanvasLayout& from, const CanvasLayout& to, float t, CanvasLayout& out) {
  const auto mix = [t](float a, float b) { return a + (b - a) * t; };
  out = to;
  out.zoom = mix(from.zoom, to.zoom);
  out.mid_y = mix(from.mid_y, to.mid_y);
  out.shape_y = mix(from.shape_y, to.shape_y);
  out.corridor_y = mix(from.corridor_y, to.corridor_y);
  for (size_t i = 0; i < out.columns.size() && i < from.columns.size(); ++i) {
    const ColumnPlace &a = from.columns[i], &b = to.columns[i];
    ColumnPlace& c = out.columns[i];
    c.box = {mix(a.box.x, b.box.x), mix(a.box.y, b.box.y), mix(a.box.w, b.box.w), mix(a.box.h, b.box.h)};
    c.tile = mix(a.tile, b.tile);
    c.tall = mix(a.tall, b.tall);
    c.shape_y = mix(a.shape_y, b.shape_y);
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
