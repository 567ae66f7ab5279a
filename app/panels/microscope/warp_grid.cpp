#include "app/panels/microscope/warp_grid.h"

#include <algorithm>
#include <cmath>

namespace app {

WarpGrid warp_of(const engine::WatchedTensor& t, int64_t across, int64_t up, int64_t lines) {
  WarpGrid grid;
  if (t.shape.rank() != 3 || static_cast<int64_t>(t.values.size()) != t.shape.count() || lines < 2) return grid;
  const int64_t units = t.shape[0], rows = t.shape[1], columns = t.shape[2];
  if (across < 0 || up < 0 || across >= units || up >= units || rows < 2 || columns < 2) return grid;
  const auto place = [&](int64_t row, int64_t column) {
    const auto at = [&](int64_t unit) { return t.values[static_cast<size_t>((unit * rows + row) * columns + column)]; };
    return ui::Vec{at(across), at(up)};
  };
  const auto each = [&](int64_t size, std::vector<std::vector<ui::Vec>>& out, const auto& line_at) {
    const int64_t count = std::min(lines, size);
    for (int64_t k = 0; k < count; ++k) out.push_back(line_at((k * (size - 1) + (count - 1) / 2) / (count - 1)));
  };
  each(rows, grid.rows, [&](int64_t row) {
    std::vector<ui::Vec> line;
    for (int64_t c = 0; c < columns; ++c) line.push_back(place(row, c));
    return line;
  });
  each(columns, grid.columns, [&](int64_t column) {
    std::vector<ui::Vec> line;
    for (int64_t r = 0; r < rows; ++r) line.push_back(place(r, column));
    return line;
  });
  bool any = false;
  for (const auto* all : {&grid.rows, &grid.columns}) {
    for (const auto& line : *all) {
      for (const ui::Vec v : line) {
        if (!std::isfinite(v.x) || !std::isfinite(v.y)) continue;
        const double p[2] = {static_cast<double>(v.x), static_cast<double>(v.y)};
        for (int k = 0; k < 2; ++k) {
          grid.low[k] = any ? std::min(grid.low[k], p[k]) : p[k];
          grid.high[k] = any ? std::max(grid.high[k], p[k]) : p[k];
        }
        any = true;
      }
    }
  }
  for (int k = 0; k < 2; ++k) {
    const double air = std::max(1e-6, 0.06 * (grid.high[k] - grid.low[k]));
    grid.low[k] -= air;
    grid.high[k] += air;
  }
  return grid;
}

}  // namespace app
