#include "app/panels/microscope/contours.h"

#include <array>
#include <cmath>

namespace app {

void add_contour(std::span<const float> values, int64_t rows, int64_t columns, float level,
                 std::vector<ContourPiece>& out) {
  if (rows < 2 || columns < 2 || static_cast<int64_t>(values.size()) < rows * columns) return;
  const auto wide = static_cast<float>(columns - 1), high = static_cast<float>(rows - 1);
  for (int64_t r = 0; r + 1 < rows; ++r) {
    for (int64_t c = 0; c + 1 < columns; ++c) {
      // Corners in a circle, from the upper left one.
      constexpr std::array<std::array<int64_t, 2>, 4> kCorner{{{0, 0}, {0, 1}, {1, 1}, {1, 0}}};
      std::array<float, 4> v{};
      bool finite = true;
      for (size_t k = 0; k < 4; ++k) {
        v[k] = values[static_cast<size_t>((r + kCorner[k][0]) * columns + c + kCorner[k][1])];
        finite = finite && std::isfinite(v[k]);
      }
      if (!finite) continue;
      std::array<float, 8> at{};
      size_t crossings = 0;
      for (size_t k = 0; k < 4; ++k) {
        const size_t next = (k + 1) % 4;
        if ((v[k] >= level) == (v[next] >= level)) continue;
        const float t = (level - v[k]) / (v[next] - v[k]);
        const auto from_x = static_cast<float>(c + kCorner[k][1]), to_x = static_cast<float>(c + kCorner[next][1]);
        const auto from_y = static_cast<float>(r + kCorner[k][0]), to_y = static_cast<float>(r + kCorner[next][0]);
        at[2 * crossings] = (from_x + t * (to_x - from_x)) / wide;
        at[2 * crossings + 1] = (from_y + t * (to_y - from_y)) / high;
        ++crossings;
      }
      if (crossings >= 2) out.push_back({at[0], at[1], at[2], at[3]});
      if (crossings == 4) out.push_back({at[4], at[5], at[6], at[7]});
    }
  }
}

}  // namespace app
