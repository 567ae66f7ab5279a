// The numbers that one unit weighs its inputs with, as bars about a middle line: up is positive. Its bias stands apart
// at the right. For more numbers than fit as bars see TileAtlas::set_cells.
#pragma once

#include <span>

#include "app/ui/draw.h"

namespace app::views {

constexpr size_t kMostBars = 16;

struct SignedBars {
  std::span<const float> values;
  const float* bias = nullptr;
  float full = 1;         // the value of a bar of full height
  ui::Colour colour = 0;  // 0: by sign
  float radius = 7;
};
void signed_bars(const ui::Rect& r, const SignedBars& bars);

}  // namespace app::views
