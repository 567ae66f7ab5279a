// Cuts a path into dashes by arc length, since ImGui has no dashed lines. Pure: points in, points out.
#pragma once

#include <span>
#include <vector>

#include "app/ui/geometry.h"

namespace app::ui {

struct Dashes {
  std::vector<Vec> points;   // of all dashes, one after the other
  std::vector<size_t> ends;  // index behind the last point of each dash
};

// Dashes `on` long, `off` apart; a dash bends round the corners of the path. The result replaces `out`.
// Paths with a point that is not finite, and dashes that are not positive, give nothing; never more than 10 000.
void cut_dashes(std::span<const Vec> path, float on, float off, Dashes& out);

}  // namespace app::ui
