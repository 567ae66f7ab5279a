// What is seen while a layer is dragged: the card under the pointer, the open slot, the joint that takes nothing.
#pragma once

#include <string_view>

#include "app/ui/draw.h"

namespace app::ui {

// The gap that opened: dashed, with a check and the shapes on both sides ("6 → 6").
void open_slot(const Rect& box, float zoom, std::string_view shapes, std::string_view words);
// An arrow through the middle of the slot, with the glyph of the layer on it.
void slot_flow(Vec from, Vec middle, Vec to, std::string_view glyph);

// A gap that cannot take the layer: a dashed red line with the ban sign; with the reason when it is the nearest.
void refusing_joint(float x, float top, float bottom, std::string_view reason);
// The wire into a layer that does not fit.
void broken_wire(Vec from, Vec to);

// The card in the hand; `pointer` lies on its lower right part. `hint` stands below it in a dark pill.
void dragged_card(Vec pointer, std::string_view glyph, std::string_view title, std::string_view hint, bool refused);

// The dashed area of an empty canvas; the buttons are the caller's.
void empty_drop_area(const Rect& box, std::string_view title, std::string_view words, bool lit);

}  // namespace app::ui
