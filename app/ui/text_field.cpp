// The framed field for names, paths and searches.
#include "app/ui/inline_edit.h"
#include "app/ui/interact_internal.h"
#include "app/ui/widgets.h"

namespace app::ui {

Change text_field(const char* name, const Rect& r, std::string* value, const TextField& look) {
  static std::string editing, wanted;  // only one field has the caret
  const Palette& t = theme();
  const bool hot = r.contains(mouse()) && ImGui::IsWindowHovered();
  const bool active = editing == name;
  draw::rect_filled(r, active ? t.cv : t.bg2, 6);
  draw::rect(r, look.bad ? t.err : active ? t.acc : hot ? t.line2 : t.line, 6);
  float x = r.x + 10;
  if (!look.icon_name.empty()) {
    icon(look.icon_name, {r.x + 16, r.mid_y()}, 16, t.ink3, 2);
    x = r.x + 30;
  }
  // Tab comes to the frame, Enter into the field.
  Hit keys;
  focus_part(name, r, {.focus_radius = 6}, keys);
  const bool enter = wanted == name;
  if (enter) wanted.clear();
  if (keys.clicked && !active) wanted = name;
  const EditBox box =
      edit_box(name, {x, r.y, r.right() - 8 - x, r.h}, value, {.size = look.size, .mono = look.mono, .colour = t.ink},
               look.focus_now || enter, look.hint);
  if (box.active) {
    editing = name;
  } else if (active) {
    editing.clear();
  }
  return {box.began, box.changed, box.committed};
}

}  // namespace app::ui
