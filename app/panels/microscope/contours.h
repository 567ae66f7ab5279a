// Lines of equal height through numbers on a grid. Arithmetic only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace app {

// A piece of a line; 0 .. 1 from the first column or row to the last.
struct ContourPiece {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};
// values [rows, columns] at the nodes of the grid, linear between them (marching squares). Cells with a corner that is
// not finite have no line.
void add_contour(std::span<const float> values, int64_t rows, int64_t columns, float level,
                 std::vector<ContourPiece>& out);

}  // namespace app
