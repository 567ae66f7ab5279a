// A card over the window with a title and a cross: lists and settings that are looked at and closed again. Esc and a
// press beside it close it. The content is the caller's.
#pragma once

#include <string_view>

#include "app/ui/geometry.h"
#include "app/ui/overlay.h"

namespace app::ui {

class Sheet {
 public:
  // `name` is the prefix of the cross ("history" -> "history.close"); `frames` counts the frames since it opened and
  // belongs to the caller, who sets it to 0 while the sheet is closed. `veil` dims the window behind.
  Sheet(const char* name, std::string_view title, const Rect& card, int& frames, bool veil = true);
  ~Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  bool opened() const { return first_; }   // in its first frame
  bool closed() const { return closed_; }  // the user wants it to go
  const Rect& card() const { return card_; }
  // Below the title.
  Rect inside() const { return {card_.x + 16, card_.y + 52, card_.w - 32, card_.h - 68}; }

 private:
  Overlay overlay_;
  const char* name_;
  Rect card_;
  bool first_, closed_ = false;
};

// A card of that size in the middle of the window, or as large as the window allows.
Rect middle_card(float width, float height);
// The same, hanging from a control at the top.
Rect card_below(const Rect& control, float width, float height);

}  // namespace app::ui
