// Where the columns of the network stand on the canvas, and their tiles in them. Columns of one rank stand below each
// other; wires that skip ranks run in a corridor below all columns. Pure geometry in logical pixels: draws nothing and
// knows nothing of layers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/ui/geometry.h"

namespace app::ui {

constexpr float kColumnWidth = 80;
constexpr float kLeastGap = 44;
constexpr float kNarrowGap = 24;     // of deep networks
constexpr float kChannel = 14;       // height of one wire in the corridor
constexpr int kMostTiles = 8;        // above that the last tile stands for all the others
constexpr float kRibbonZoom = 0.6f;  // below it a gap shows one ribbon in place of its edges
constexpr float kNearZoom = 1.6f;    // from it on numbers stand at edges and units
constexpr float kLeastZoom = 0.3f, kMostZoom = 2.5f;

// What the layout must know of a column.
struct ColumnContent {
  int64_t units = 0;    // 0: nothing to show, such as a column with an error or an open slot
  bool labels = false;  // names stand left of the tiles
  int rank = -1;        // place from left to right; -1: as in the list
  int lane = 0;         // place from top to bottom among the columns of the rank
  int lanes = 1;        // how many there are
  bool strip = false;   // one tall tile in place of many
};

// View of the columns: screen = stage + pan + zoom * world. A camera that `follows` always shows everything.
struct Camera {
  float zoom = 1;
  Vec pan;
  bool follows = true;
};

struct ColumnPlace {
  Rect box;
  float tile = 0;      // width of a tile
  float tall = 0;      // height of a strip; 0: tiles are square
  float pitch = 0;     // from one tile to the next
  Vec first;           // top left corner of the first tile
  int tiles = 0;       // with the one that stands for the others
  int64_t hidden = 0;  // units that the last tile stands for; 0: every unit has its own

  float shape_y = 0;  // middle of the text below it

  float tile_height() const { return tall > 0 ? tall : tile; }
  Rect tile_at(int k) const { return {first.x, first.y + pitch * static_cast<float>(k), tile, tile_height()}; }
  // The tile of a unit: its own, or the one that stands for the others.
  int tile_of(int64_t unit) const;
  // The middle of all tiles.
  float mid_y() const {
    return tiles > 0 ? first.y + (pitch * static_cast<float>(tiles - 1) + tile_height()) / 2 : box.mid_y();
  }
};

struct CanvasLayout {
  std::vector<ColumnPlace> columns;
  float zoom = 1;
  float mid_y = 0;       // the line on which all columns centre their tiles
  float shape_y = 0;     // middle of the line of shapes below the columns
  float corridor_y = 0;  // top of the corridor, between the columns and the shapes

  float gap_middle(size_t left, size_t right) const { return (columns[left].box.right() + columns[right].box.x) / 2; }
};

// The zoom at which all ranks fit into the width of the stage.
float fitting_zoom(size_t ranks, float stage_width);
// `stage` is the area of columns and shape line, up to the arrow's end at the loss column. `channels`: wires side by
// side in the corridor.
void lay_out(std::span<const ColumnContent> columns, const Rect& stage, const Camera& camera, CanvasLayout& out,
             int channels = 0);
// From one layout to another, 0 .. 1; they must have the same number of columns.
void blend(const CanvasLayout& from, const CanvasLayout& to, float t, CanvasLayout& out);

// Camera at zoom `zoom` with the point of the world under `pointer` where it is. The current zoom is resolved by the
// caller for cameras that follow.
Camera zoomed_at(const Camera& camera, float zoom, Vec pointer, const Rect& stage);

}  // namespace app::ui
