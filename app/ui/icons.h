// Icons and layer glyphs: strokes on a 24 grid in one colour, drawn by path calls, sharp at any scale.
// No icon font and no pictures.
#pragma once

#include <string_view>
#include <vector>

#include "app/ui/geometry.h"
#include "app/ui/theme.h"

namespace app::ui {

// `stroke` is the width of a full stroke in logical pixels. An unknown name draws a neutral dot.
void icon(std::string_view name, Vec centre, float size, Colour colour, float stroke = 2);
bool has_icon(std::string_view name);
std::vector<std::string_view> icon_names();

}  // namespace app::ui
