// A band between two lines, point by point: a strip of triangles without seams.
#pragma once

#include <span>

#include "app/ui/draw.h"

namespace app::ui::draw {

// As many points above as below; where one of a pair is not finite, the band has a gap.
void band(std::span<const Vec> above, std::span<const Vec> below, Colour c);

}  // namespace app::ui::draw
