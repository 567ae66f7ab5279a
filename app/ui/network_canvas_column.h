// The pieces of a glass column as pictures: the glass, its head, a tile, the chip at its foot, the line of shapes.
// Draws what it is told at any zoom; asks nobody and reacts to nothing.
#pragma once

#include <string_view>

#include "app/ui/draw.h"
#include "app/ui/network_canvas_layout.h"

namespace app::ui {

// Size of a text on the canvas: the design's at zoom 1, never below the smallest that can be read.
float canvas_text(float size, float zoom);
// Steppers and chips would be too small to use below this.
inline bool controls_fit(float zoom) { return zoom >= 0.7f; }

enum class ColumnState { normal, hovered, selected, failed, ghost };
void glass_column(const Rect& box, float zoom, ColumnState state);

// The title on its line, shortened where it does not fit.
void column_title(const Rect& box, float zoom, std::string_view title, Colour colour = 0);
// In place of the title where no word has room.
void column_glyph(const Rect& box, float zoom, std::string_view glyph, Colour colour = 0);
// A number in place of the stepper.
void column_units(const Rect& box, float zoom, std::string_view units);
Rect title_area(const Rect& box, float zoom);
Vec stepper_centre(const Rect& box, float zoom);
Rect chip_area(const Rect& box, float zoom);

// What lies under and over the picture of a tile.
void tile_ground(const Rect& tile);
void tile_frame(const Rect& tile, bool hovered);
// The tile that stands for `count` more units.
void more_tile(const Rect& tile, float zoom, std::string_view label, bool hovered);
float tile_radius(const Rect& tile);
// The name of an input, left of its tile or, when it is long, across its foot.
void tile_label(const Rect& tile, const Rect& column, float zoom, std::string_view label);

// "8 ------> 8" below the columns.
void shape_text(Vec middle, float zoom, std::string_view shape, Colour colour = 0);
void shape_arrow(Vec from, Vec to, float zoom);

// From the last column to the loss.
void output_arrow(Vec from, Vec to, std::string_view label);

}  // namespace app::ui
