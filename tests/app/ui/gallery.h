// The sheet of the kit: every glyph, colour, type size, control and state on one page, charts on a second, what lies
// over the window on a third.
#pragma once

namespace ui_test {

void draw_sheet();
void draw_charts();
void draw_overlays();

}  // namespace ui_test
