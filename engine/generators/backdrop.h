// What lies behind the things in generated pictures: gradients, a landscape, water, stripes, dots, a night sky. Any of
// them stands behind any thing, so that a background gives no class away.
#pragma once

#include "engine/core/rng.h"
#include "engine/generators/canvas.h"

namespace engine::paint {

void draw_backdrop(Canvas& canvas, Rng& rng);
// Sky above, ground below; the share of the height where they meet.
double draw_landscape(Canvas& canvas, Rng& rng);

// Grey grain of the given deviation on every pixel.
void add_grain(Canvas& canvas, double deviation, Rng& rng);

}  // namespace engine::paint
