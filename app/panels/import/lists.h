// Arrays by name, shape and type; the first lines of a text, cut into its tokens.
#pragma once

#include <span>

#include "app/ui/geometry.h"
#include "engine/schema/data_preview.h"

namespace app {

// Returns the height used.
float draw_import_arrays(std::span<const engine::PreviewArray> arrays, const ui::Rect& r);
void draw_import_lines(std::span<const engine::PreviewLine> lines, const ui::Rect& r);

}  // namespace app
