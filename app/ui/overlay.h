// Something that lies over the whole window and takes the pointer and the keyboard while it is open: menus,
// questions, sheets. Draws nothing itself.
#pragma once

namespace app::ui {

// A window as large as the display in front of all others; draw and hit inside its life. `bring_to_front` in its
// first frame.
class Overlay {
 public:
  explicit Overlay(const char* name, bool bring_to_front);
  ~Overlay();
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;
};

// How many lay over the window in the last frame, this one's so far included: more than one, and the lowest must leave
// the keyboard to the others.
int overlays_open();

}  // namespace app::ui
