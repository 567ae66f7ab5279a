// Things that lie over the whole window and take the pointer while they are open. Only files of app/ui include it.
#pragma once

#include "app/ui/geometry.h"

namespace app::ui {

// A window as large as the display in front of all others; draw and hit inside its life.
class Overlay {
 public:
  explicit Overlay(const char* name, bool bring_to_front);
  ~Overlay();
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;
};

// Opens under the control, or above it where there is no room below.
void open_menu_below(const char* name, const Rect& control, int highlighted);

}  // namespace app::ui
