// Menus: one list at a time over everything else, by pointer or arrows and Enter.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/interact_internal.h"
#include "app/ui/lint.h"
#include "app/ui/menu_internal.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr float row = 30, pad = 6, gap = 9;

struct OpenMenu {
  std::string name;
  Rect anchor;
  int highlighted = -1;
  float scroll = 0;
  int frames = 0;  // since it opened
};
OpenMenu open_;

float height_of(std::span<const MenuItem> items) {
  float h = 2 * pad;
  for (const MenuItem& item : items) h += row + (item.separator_before ? gap : 0);
  return h;
}

float width_of(std::span<const MenuItem> items, float min_width) {
  float w = std::max(min_width, 120.0f);
  for (const MenuItem& item : items) {
    const float keys = item.shortcut.empty() ? 0 : text_width(item.shortcut, {.size = 12, .mono = true}) + 28;
    w = std::max(w, 34 + text_width(with_english(item.label, {.size = 13}), {.size = 13}) + keys + 18);
  }
  return std::min(w, display_size().x - 16);
}

Rect place(float w, float h) {
  const Vec window = display_size();
  h = std::min(h, window.y - 16);
  Rect r{open_.anchor.x, open_.anchor.bottom(), w, h};
  if (r.bottom() > window.y - 8) r.y = open_.anchor.y - h;
  r.y = std::clamp(r.y, 8.0f, std::max(8.0f, window.y - 8 - h));
  r.x = std::clamp(r.x, 8.0f, std::max(8.0f, window.x - 8 - w));
  return r;
}

void draw_item(const Rect& r, const MenuItem& item, bool hot) {
  const Palette& t = theme();
  if (hot && !item.disabled) draw::rect_filled(r, t.bg3, 6);
  const Colour c = item.disabled ? t.dis : item.danger ? t.err : t.ink;
  if (item.checked) {
    icon("check", {r.x + 14, r.mid_y()}, 14, item.disabled ? t.dis : t.acc, 2.4f);
  } else if (!item.icon_name.empty()) {
    icon(item.icon_name, {r.x + 14, r.mid_y()}, 16, item.disabled ? t.dis : item.danger ? t.err : t.ink3, 1.8f);
  }
  const Text look{.size = 13, .colour = c, .max_width = r.w - 34};
  draw::text(with_english(item.label, look, look.max_width), {r.x + 28, r.mid_y()}, look);
  if (!item.shortcut.empty()) {
    draw::text(item.shortcut, {r.right() - 10, r.mid_y()},
               {.size = 12, .mono = true, .colour = t.ink3, .align = Align::right});
  }
}

// Moves the highlight over what can be chosen.
void move_highlight(std::span<const MenuItem> items, int step) {
  const auto n = static_cast<int>(items.size());
  for (int tries = 0, i = open_.highlighted; tries < n; ++tries) {
    i = i < 0 ? (step > 0 ? 0 : n - 1) : (i + step + n) % n;
    if (items[static_cast<size_t>(i)].disabled) continue;
    open_.highlighted = i;
    return;
  }
}

void keep_in_view(float top, float view, bool by_key) {
  if (!by_key) return;
  if (top < open_.scroll) open_.scroll = top;
  if (top + row > open_.scroll + view) open_.scroll = top + row - view;
}

// Draws the rows; the index pressed, else -1.
int rows(const char* name, std::span<const MenuItem> items, const Rect& box, bool by_key) {
  int chosen = -1;
  float top = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].separator_before) {
      const float y = box.y + pad + top - open_.scroll + 4;
      draw::hairline({box.x + 8, y}, {box.right() - 8, y}, theme().line);
      top += gap;
    }
    if (static_cast<int>(i) == open_.highlighted) keep_in_view(top, box.h - 2 * pad, by_key);
    const Rect r{box.x + pad, box.y + pad + top - open_.scroll, box.w - 2 * pad, row};
    const Hit h = hit(name_of(name, static_cast<long long>(i)), r, {.disabled = items[i].disabled, .focusable = false});
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (h.hovered && (moved.x != 0 || moved.y != 0)) open_.highlighted = static_cast<int>(i);
    if (h.clicked) chosen = static_cast<int>(i);
    draw_item(r, items[i], static_cast<int>(i) == open_.highlighted);
    top += row;
  }
  return chosen;
}
}  // namespace

Overlay::Overlay(const char* name, bool bring_to_front) {
  enter_overlay();
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(size);
  if (bring_to_front) ImGui::SetNextWindowFocus();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(2);
}

Overlay::~Overlay() {
  leave_overlay();
  ImGui::End();
}

void open_menu_below(const char* name, const Rect& control, int highlighted) {
  open_ = {name, control.inset(0, -4), highlighted, 0, 0};
  request_frame();
}

void open_menu(const char* name, Vec at) { open_menu_below(name, {at.x, at.y, 0, 0}, -1); }

bool menu_is_open(const char* name) { return open_.name == name; }

int menu(const char* name, std::span<const MenuItem> items, float min_width) {
  if (open_.name != name) return -1;
  if (items.empty()) {
    open_ = {};
    return -1;
  }
  const float content = height_of(items);
  const Rect box = place(width_of(items, min_width), content);
  const Overlay overlay("##menu", open_.frames == 0);
  ++open_.frames;
  const bool down = key_pressed(Key::down), up = key_pressed(Key::up);
  if (down || up) move_highlight(items, down ? 1 : -1);
  if (box.contains(mouse())) open_.scroll -= ImGui::GetIO().MouseWheel * row * 2;
  take_wheel();
  open_.scroll = std::clamp(open_.scroll, 0.0f, std::max(0.0f, content - box.h));

  lint::uncover(box);
  draw::shadow(box, 8);
  draw::rect_filled(box, theme().bg2, 8);
  draw::rect(box, theme().line2, 8);
  draw::push_clip(box.inset(1));
  int chosen = rows(name, items, box, down || up);
  draw::pop_clip();
  hit(name_of(name, "menu"), box, {.focusable = false});
  if (open_.frames > 1 && key_pressed(Key::enter, false) && open_.highlighted >= 0) chosen = open_.highlighted;
  const bool outside = (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) && !box.contains(mouse());
  if (chosen >= 0 || key_pressed(Key::escape, false) || (outside && open_.frames > 1)) open_ = {};
  request_frame(0.2);
  return chosen;
}

}  // namespace app::ui
