// Numbers over a plane as a surface in space, with points that stand at their own heights and lines from these to the
// surface. Everything that is hidden is drawn first.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/ui/draw.h"
#include "app/views/space_view.h"

namespace app::views {

// A point of the data: x and y from -1 to 1, heights as those of the field.
struct StandingPoint {
  float x = 0, y = 0, height = 0;
  ui::Colour colour = 0;
  bool ring = false;  // drawn hollow
  bool line = false;  // joined with the surface
};

class HeightField {
 public:
  static constexpr float kHigh = 0.62f;  // half the height of the box
  // The surface: corners [rows, columns], row 0 at y = 1. Heights 0 .. 1 fill the box; others stand out of it as far as
  // they are kept; those that are not finite leave holes.
  void set(int64_t rows, int64_t columns, std::span<const float> heights, std::span<const ui::Colour> colours);
  int64_t rows() const { return rows_; }
  int64_t columns() const { return columns_; }
  // Linear between the corners; NaN in holes and outside.
  float height_at(float x, float y) const;
  static Point3 point(float x, float y, float height) { return {x, y, (2 * height - 1) * kHigh}; }

  void draw(const SpaceView& view, const ui::Rect& r, std::span<const StandingPoint> points);
  // The corner whose place is next to the pointer, of those that are near it the one in front; -1: none in reach.
  int64_t corner_at(ui::Vec pointer, float reach) const;

 private:
  Point3 corner(int64_t row, int64_t column) const;
  void sort_points(std::span<const StandingPoint> points);
  void draw_cell(int row, int column) const;
  void draw_point(const SpaceView& view, const ui::Rect& r, const StandingPoint& p, float opacity) const;
  int cell_of(const StandingPoint& p) const;

  int64_t rows_ = 0, columns_ = 0;
  std::vector<float> heights_;
  std::vector<ui::Colour> colours_;
  std::vector<SpaceView::Seen> seen_;  // of the corners, in the last picture
  std::vector<int> row_order_, column_order_;
  std::vector<int> first_, sorted_;  // points by the cell that they stand over: where a cell begins, and which
};

}  // namespace app::views
