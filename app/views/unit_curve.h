// The output of a unit over data with one input: a curve in a tile.
#pragma once

#include <span>

#include "app/ui/draw.h"
#include "app/views/tile_atlas.h"

namespace app::views {

void unit_curve(const ui::Rect& r, std::span<const float> values, ValueSpan span, float radius);

}  // namespace app::views
