// The points of a scatter plot: made of two columns or of principal components, painted beside the drawing. Pure:
// colours and sizes come in, pixels go out.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "app/ui/theme.h"
#include "app/views/sample_picture.h"
#include "engine/data/prepare.h"
#include "engine/data/principal_components.h"

namespace app {

// What an axis shows: a column of the set, the target, or a principal component.
struct ScatterAxis {
  enum class Kind { column, target, component } kind = Kind::column;
  int64_t index = 0;
  bool operator==(const ScatterAxis&) const = default;
};

// All rows along the first principal components, and how much of the variance these hold.
struct Projection {
  std::vector<float> along[engine::kPrincipalComponents];
  double share[engine::kPrincipalComponents] = {};
};
// Tables are standardised first. The directions come from at most so many rows that it stays quick.
Projection project_rows(const engine::PreparedData& data, bool standardised, const std::function<bool()>& stop);

// [rows]; NaN where the row has no value. Empty projection: components have no values.
std::vector<float> axis_values(const engine::PreparedData& data, const ScatterAxis& axis, const Projection& projection);

struct ScatterFrame {
  double low[2] = {0, 0}, high[2] = {1, 1};  // of x and y
};
// The smallest rectangle with all finite points and a little air; 0 .. 1 when there is none.
ScatterFrame frame_of(const std::vector<float>& x, const std::vector<float>& y);

// How points look: a colour for each row, and a shape that tells classes with like colours apart.
struct ScatterLook {
  int width = 0, height = 0;  // pixels
  float radius = 3, edge = 1;
  ui::Colour rim = 0;
  std::vector<ui::Colour> colours = {};  // [rows]
  std::vector<int> shapes = {};          // [rows] 0 .. kShapes - 1; empty: discs
};
constexpr int kShapes = 6;  // disc, square, diamond, triangle, cross, ring
std::vector<ui::Colour> paint_points(const std::vector<float>& x, const std::vector<float>& y,
                                     const ScatterFrame& frame, const ScatterLook& look,
                                     const std::function<bool()>& stop);

// The row whose point is nearest to (px, py) within `reach` pixels, else -1; positions as paint_points has them.
int64_t nearest_point(const std::vector<float>& x, const std::vector<float>& y, const ScatterFrame& frame, double width,
                      double height, double px, double py, double reach);

}  // namespace app
