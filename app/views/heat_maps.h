// Pictures of numbers of any size: feature maps, kernels, weight matrices, strips over time. All in one texture, turned
// into colours when the numbers change. Knows no layers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/platform/heatmap_atlas.h"
#include "app/ui/draw.h"
#include "app/views/tile_atlas.h"

namespace app::views {

// Values of a span and the colours that they take.
struct ColourScale {
  ValueSpan span;
  ui::Map map = ui::Map::div;
  ui::Colour colour_of(float value) const;
};

// A place in a picture of [rows, columns].
struct Cell {
  int64_t row = -1, column = -1;
  bool valid() const { return row >= 0 && column >= 0; }
  bool operator==(const Cell&) const = default;
};
Cell cell_at(const ui::Rect& r, int64_t rows, int64_t columns, ui::Vec point);
ui::Rect cell_rect(const ui::Rect& r, int64_t rows, int64_t columns, Cell cell);
// As large as [rows, columns] of square cells fits into r, in its middle.
ui::Rect fit_cells(const ui::Rect& r, int64_t rows, int64_t columns);

class HeatMaps {
 public:
  // Room for `count` pictures of [rows, columns]. Pictures that are too large for a texture are thinned: a point of the
  // screen then shows the number of the largest size in its block. What was there is kept when nothing changes.
  void arrange(int64_t count, int64_t rows, int64_t columns);
  int64_t capacity() const { return atlas_.capacity(); }

  // values [rows, columns]; `step` numbers lie between two neighbours of a row, `row_step` between two rows (0: columns
  // times step).
  void set(int64_t k, std::span<const float> values, const ColourScale& scale, int64_t step = 1, int64_t row_step = 0);
  // Offers its numbers to a right click (picked_picture.h).
  void draw(int64_t k, const ui::Rect& r, float radius = 0) const;

 private:
  void keep(int64_t k, std::span<const float> values, int64_t step, int64_t row_step);

  platform::HeatmapAtlas atlas_;
  int64_t rows_ = 0, columns_ = 0, shrink_ = 1;
  std::vector<float> scratch_;
  std::vector<std::vector<float>> numbers_;  // of each picture, as it was set
};

}  // namespace app::views
