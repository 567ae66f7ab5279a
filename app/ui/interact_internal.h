// What the widgets share with the pointer and focus code behind the public header. Only files of app/ui include it.
#pragma once

#include <cstddef>
#include <string_view>

namespace app::ui {

// The item of the last hit(), for the tooltip that is asked for behind it.
struct LastHit {
  size_t id = 0;
  bool hovered = false;
  bool held = false;
};
const LastHit& last_hit();

void take_wheel();    // nothing below scrolls in this frame
void note_overlay();  // a menu or question is open: it has the keyboard

bool keyboard_focus(std::string_view name);  // has the focus and shows it: arrow keys are for it

void draw_tooltip();  // at the end of the frame

}  // namespace app::ui
