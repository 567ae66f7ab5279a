// The one place that lets the user type: ImGui's text input in the design's clothes, and the field that stands in
// for a number after a double click.
#pragma once

#include <string>
#include <string_view>

#include "app/ui/draw.h"

namespace app::ui {

struct EditBox {
  bool changed = false;  // in this frame
  bool active = false;   // has the caret
  bool began = false;
  bool committed = false;  // Enter, Tab or a click elsewhere, after changes
  bool cancelled = false;  // Esc
};
// Text only, no frame. `look` gives font, colour and alignment (left or centre).
EditBox edit_box(const char* name, const Rect& r, std::string* value, const Text& look, bool take_focus,
                 std::string_view hint = {});

// One number may be typed at a time.
// `owner`: the control whose focus comes back when the edit ends, if it is not the one of that name.
void start_inline_edit(const char* name, std::string text, const char* owner = nullptr);
bool inline_edit_open(const char* name);
// What was typed is dropped.
void end_inline_edit(const char* name);
// Draws the field while it is open for `name`. True once, when a text was entered.
bool inline_edit(const char* name, const Rect& r, const Text& look, std::string* entered);

}  // namespace app::ui
