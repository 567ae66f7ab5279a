// What the files of the drawing layer share: the guard and the step from logical pixels to ImGui's units.
// Nobody else includes this.
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "app/ui/draw.h"

namespace app::ui::draw {

// False for NaN, infinities and anything far outside every window. NaN fails both comparisons.
inline bool sane(float v) { return v > -1e5f && v < 1e5f; }
inline bool sane(Vec p) { return sane(p.x) && sane(p.y); }
inline bool sane(const Rect& r) { return sane(r.x) && sane(r.y) && sane(r.w) && sane(r.h) && r.w > 0 && r.h > 0; }
inline bool visible(Colour c) { return (c & IM_COL32_A_MASK) != 0; }

// Appends a rounded rectangle (ImGui units, clockwise from the top left corner).
void round_path(std::vector<ImVec2>& out, ImVec2 min, ImVec2 max, float radius, int corners);
// Segments of a whole circle so that it never leaves the true one by more than a twelfth of a pixel.
int circle_segments(float radius);
// Strokes points in ImGui units; corners are round, widths below one pixel become fainter instead of thinner.
void stroke(const std::vector<ImVec2>& points, Colour c, float width, bool closed);

}  // namespace app::ui::draw
