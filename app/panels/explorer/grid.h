// Where the cells of a long grid lie and which of them are seen. Pure arithmetic, exact for millions of cells.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "app/ui/geometry.h"

namespace app {

struct SampleGrid {
  int64_t count = 0;
  int columns = 1;
  float wide = 0, high = 0, gap = 0;  // of a cell, and between two

  // As many columns as fit into `width` with cells at least `least` wide, which then share the width; one for a list.
  static SampleGrid fit(float width, int64_t count, float least, float high, float gap) {
    SampleGrid g{count, 1, width, high, gap};
    g.columns = std::max(1, static_cast<int>(std::floor((width + gap) / (least + gap))));
    g.wide = std::max(1.0f, (width - gap * static_cast<float>(g.columns - 1)) / static_cast<float>(g.columns));
    return g;
  }

  int64_t lines() const { return (count + columns - 1) / columns; }
  double pitch() const { return static_cast<double>(high) + static_cast<double>(gap); }
  double height() const { return lines() > 0 ? static_cast<double>(lines()) * pitch() - static_cast<double>(gap) : 0; }

  // Cells first .. last - 1 are at least partly seen, where `offset` of the grid lies at the top of `view`.
  struct Range {
    int64_t first = 0, last = 0;
  };
  Range visible(double offset, double view) const {
    if (count < 1 || !(view > 0) || !std::isfinite(offset)) return {};
    const double most = static_cast<double>(lines());
    const auto from = static_cast<int64_t>(std::clamp(std::floor(offset / pitch()), 0.0, most));
    const auto to = static_cast<int64_t>(std::clamp(std::ceil((offset + view) / pitch()), 0.0, most));
    return {from * columns, std::min(count, to * columns)};
  }
  // Cell i where the grid begins at (x, y - offset).
  ui::Rect cell(int64_t i, float x, float y, double offset) const {
    const auto column = static_cast<float>(i % columns);
    const double top = static_cast<double>(i / columns) * pitch() - offset;
    return {x + column * (wide + gap), y + static_cast<float>(top), wide, high};
  }
};

}  // namespace app
