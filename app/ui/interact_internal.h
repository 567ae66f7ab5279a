// What the widgets share with the pointer and focus code behind the public header. Only files of app/ui include it.
#pragma once

#include <cstddef>
#include <string_view>

#include "app/ui/interact.h"

namespace app::ui {

// The item of the last hit(), for the tooltip that is asked for behind it.
struct LastHit {
  size_t id = 0;
  bool hovered = false;
  bool held = false;
};
const LastHit& last_hit();

const char* scoped(const char* name);  // with the NameScope in front; valid until the next frame
size_t id_of_scoped(std::string_view name);
void take_wheel();  // nothing below scrolls in this frame

size_t id_of(std::string_view name);
void begin_focus();
void draw_focus();
void focus_part(const char* name, const Rect& area, const HitOptions& options, Hit& h);
void note_surface();  // a panel begins
// A menu, a card or a question is open: what is drawn until it is left has the keyboard, unless more lies over it.
void enter_overlay();
void leave_overlay();
int level_now();                       // of what is being drawn: 0 in the window, 1 in what lies over it, and so on
void scroll_into_view(const Rect& r);  // in the scroll area that is being drawn

bool keyboard_focus(std::string_view name);  // has the focus and shows it: arrow keys are for it
bool keys_reach();                           // what is being drawn here: nothing lies over it, and nobody types

void draw_tooltip();  // at the end of the frame

}  // namespace app::ui
