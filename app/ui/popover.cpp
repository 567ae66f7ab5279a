#include "app/ui/popover.h"

#include <algorithm>
#include <string>

#include "app/ui/draw.h"
#include "app/ui/interact.h"
#include "app/ui/interact_internal.h"
#include "app/ui/lint.h"

namespace app::ui {
namespace {

struct Open {
  std::string name;
  Rect anchor;
  int frames = 0;
};
Open open_;

}  // namespace

void open_popover(const char* name, const Rect& anchor) {
  open_ = {name, anchor, 0};
  request_frame();
}

bool popover_is_open(const char* name) { return open_.name == name; }
void close_popover() { open_ = {}; }

Popover::Popover(const char* name, Vec size) : overlay_("##popover", open_.frames == 0), name_(name) {
  const Vec window = display_size();
  const Rect& a = open_.anchor;
  area_ = {a.mid_x() - size.x / 2, a.bottom() + 6, std::min(size.x, window.x - 16), std::min(size.y, window.y - 16)};
  if (area_.bottom() > window.y - 8) area_.y = a.y - 6 - area_.h;
  area_.x = std::clamp(area_.x, 8.0f, window.x - 8 - area_.w);
  area_.y = std::clamp(area_.y, 8.0f, window.y - 8 - area_.h);
  lint::uncover(area_);
  draw::shadow(area_, 10);
  draw::rect_filled(area_, theme().bg1, 10);
  draw::rect(area_, theme().line2, 10);
}

// What is open above it (a menu, a number being typed) takes Esc and presses first.
Popover::~Popover() {
  hit(name_of(name_, "card"), area_, {.focusable = false});
  const bool typing = ImGui::GetIO().WantTextInput;
  const bool outside = (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) && !area_.contains(mouse());
  if (open_.frames++ > 0 && ((outside && !typing) || (key_pressed(Key::escape, false) && !typing))) open_ = {};
}

}  // namespace app::ui
