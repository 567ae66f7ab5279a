// The sheet of the kit: every glyph, colour, type size, control and state on one page, charts on a second.
#pragma once

namespace ui_test {

void draw_sheet();
void draw_charts();

}  // namespace ui_test
