// Where the columns of the network stand on the canvas, and their tiles in them. Pure geometry in logical pixels:
// draws nothing and knows nothing of layers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/ui/geometry.h"

namespace app::ui {

constexpr float kColumnWidth = 80;
constexpr float kLeastGap = 44;
constexpr int kMostTiles = 8;        // above that the last tile stands for all the others
constexpr float kRibbonZoom = 0.6f;  // below it a gap shows one ribbon in place of its edges
constexpr float kLeastZoom = 0.4f, kMostZoom = 2.5f;

// What the layout must know of a column.
struct ColumnContent {
  int64_t units = 0;    // 0: nothing to show, such as a column with an error or an open slot
  bool labels = false;  // names stand left of the tiles
};

// View of the columns: screen = stage + pan + zoom * world. A camera that `follows` always shows everything.
struct Camera {
  float zoom = 1;
  Vec pan;
  bool follows = true;
};

struct ColumnPlace {
  Rect box;
  float tile = 0;      // side of a tile
  float pitch = 0;     // from one tile to the next
  Vec first;           // top left corner of the first tile
  int tiles = 0;       // with the one that stands for the others
  int64_t hidden = 0;  // units that the last tile stands for; 0: every unit has its own

  Rect tile_at(int k) const { return {first.x, first.y + pitch * static_cast<float>(k), tile, tile}; }
  // The tile of a unit: its own, or the one that stands for the others.
  int tile_of(int64_t unit) const;
  // The middle of all tiles.
  float mid_y() const { return tiles > 0 ? first.y + (pitch * static_cast<float>(tiles - 1) + tile) / 2 : box.mid_y(); }
};

struct CanvasLayout {
  std::vector<ColumnPlace> columns;
  float zoom = 1;
  float mid_y = 0;    // the line on which all columns centre their tiles
  float shape_y = 0;  // middle of the line of shapes below the columns

  float gap_middle(size_t left, size_t right) const { return (columns[left].box.right() + columns[right].box.x) / 2; }
};

// The zoom at which all columns fit into the width of the stage.
float fitting_zoom(size_t columns, float stage_width);
// `stage` is the area of columns and shape line, up to the arrow's end at the loss column.
void lay_out(std::span<const ColumnContent> columns, const Rect& stage, const Camera& camera, CanvasLayout& out);
// From one layout to another, 0 .. 1; they must have the same number of columns.
void blend(const CanvasLayout& from, const CanvasLayout& to, float t, CanvasLayout& out);

// Camera at zoom `zoom` with the point of the world under `pointer` where it is. The current zoom is resolved by the
// caller for cameras that follow.
Camera zoomed_at(const Camera& camera, float zoom, Vec pointer, const Rect& stage);

}  // namespace app::ui
