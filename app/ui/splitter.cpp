// The movable border between two panels.
#include <algorithm>

#include "app/ui/widgets.h"

namespace app::ui {

Change splitter(const char* name, Vec from, float length, float* position, const Splitter& look) {
  static struct {
    std::string name;
    float grabbed = 0;  // the position when the button went down
  } drag;
  const Rect area = look.vertical ? Rect{*position - 4, from.y, 8, length} : Rect{from.x, *position - 4, length, 8};
  const Hit h = hit(name, area, {.focusable = false});
  Change change;
  const auto go = [&](float to) {
    to = std::clamp(to, look.minimum, std::max(look.minimum, look.maximum));
    change.changed = to != *position;
    *position = to;
  };
  if (h.pressed) {
    drag = {name, *position};
    change.began = true;
  }
  if (h.double_clicked) {
    go(look.restore);
    drag.grabbed = *position;
  } else if (h.held && drag.name == name) {
    go(drag.grabbed + (look.vertical ? h.drag.x : h.drag.y));
  }
  if (h.released) change.committed = true;
  if (h.hovered || h.held) {
    ImGui::SetMouseCursor(look.vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const Rect line =
        look.vertical ? Rect{area.mid_x() - 1, area.y, 2, length} : Rect{area.x, area.mid_y() - 1, length, 2};
    draw::rect_filled(line, theme().acc);
  }
  return change;
}

}  // namespace app::ui
