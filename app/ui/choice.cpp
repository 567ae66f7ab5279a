// Segments, toggles, check boxes and drop-down lists: one value out of few.
#include <algorithm>
#include <vector>

#include "app/ui/interact_internal.h"
#include "app/ui/item_registry.h"
#include "app/ui/menu_internal.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

// Arrow keys of a control that has the visible focus: -1, 0 or +1.
int arrow_step(const char* name) {
  if (!keyboard_focus(name) || !keys_reach()) return 0;
  if (key_pressed(Key::right) || key_pressed(Key::down)) return 1;
  if (key_pressed(Key::left) || key_pressed(Key::up)) return -1;
  return 0;
}

void draw_segment(const Rect& s, const SegmentItem& item, bool on, bool hot, float size) {
  const Palette& t = theme();
  if (on) {
    draw::rect_filled(s, t.seg_on, 6);
    draw::rect(s, t.line2, 6);
  }
  const Colour c = on ? t.ink : hot ? t.ink2 : t.ink3;
  if (!item.icon_name.empty()) return icon(item.icon_name, s.centre(), 18, c, 2);
  const Text look{.size = size, .weight = on ? 600 : 500, .colour = c, .align = Align::centre, .max_width = s.w - 6};
  draw::text(with_english(item.label, look, s.w - 8), s.centre(), look);
}
}  // namespace

bool segmented(const char* name, const Rect& r, std::span<const SegmentItem> items, int* selected, float size) {
  draw::rect_filled(r, theme().bg2, 8);
  draw::rect(r, theme().line, 8);
  const int before = *selected;
  const auto count = static_cast<int>(items.size());
  float x = r.x + 2;
  for (int i = 0; i < count; ++i) {
    const SegmentItem& item = items[static_cast<size_t>(i)];
    const Rect s{x, r.y + 2, item.width > 0 ? item.width : (r.w - 4) / static_cast<float>(count), r.h - 4};
    const Hit h = hit(name_of(name, i), s, {.focusable = false});
    if (!item.tip.empty()) tooltip(item.tip);
    if (h.clicked) {
      *selected = i;
      use_item(scoped(name));
    }
    draw_segment(s, item, i == before, h.hovered, size);
    x += s.w;
  }
  hit(name, r, {.arrows = true});
  if (const int step = arrow_step(name)) *selected = std::clamp(before + step, 0, std::max(0, count - 1));
  return *selected != before;
}

bool toggle(const char* name, Vec at, bool* on, bool disabled) {
  const Palette& t = theme();
  const Rect r{at.x, at.y, 32, 18};
  const Hit h = hit(name, r, {.disabled = disabled, .focus_radius = 9, .reach = 5});
  if (h.clicked) *on = !*on;
  draw::rect_filled(r, *on ? (disabled ? t.dis : h.hovered ? t.acc_hover : t.acc) : t.bg3, 9);
  if (!*on) draw::rect(r, h.hovered ? t.ink3 : t.line2, 9);
  draw::circle_filled({r.x + (*on ? 23.0f : 9.0f), r.y + 9}, 6.5f, *on ? t.acc_ink : disabled ? t.dis : t.ink2);
  return h.clicked;
}

bool checkbox(const char* name, Vec at, std::string_view label, bool* on, bool disabled) {
  const Palette& t = theme();
  const float width = text_width(label, {.size = 13});
  const Hit h = hit(name, {at.x, at.y - 10, 20 + width, 20}, {.disabled = disabled, .focus_radius = 6, .reach = 2});
  if (h.clicked) *on = !*on;
  if (*on) {
    icon("check", at + Vec{8, 0}, 14, disabled ? t.dis : t.acc, 2.4f);
  } else {
    draw::rect({at.x + 2, at.y - 6, 12, 12}, disabled ? t.dis : h.hovered ? t.ink3 : t.line2, 3);
  }
  draw::text(label, at + Vec{20, 0}, {.size = 13, .colour = disabled ? t.dis : h.hovered ? t.ink : t.ink2});
  return h.clicked;
}

bool dropdown(const char* name, const Rect& r, std::span<const std::string> items, int* selected,
              const Dropdown& look) {
  const Palette& t = theme();
  const Hit h = hit(name, r, {.disabled = look.disabled, .arrows = true, .focus_radius = 6});
  if (!look.tip.empty() && !menu_is_open(name)) tooltip(look.tip);
  const auto count = static_cast<int>(items.size());
  const int before = *selected;
  if (h.clicked && count > 0) open_menu_below(name, r, before);
  if (const int step = arrow_step(name); step && count > 0) *selected = std::clamp(before + step, 0, count - 1);

  const bool open = menu_is_open(name);
  draw::rect_filled(r, h.hovered || open ? t.bg3 : t.bg2, 6);
  draw::rect(r, h.hovered || open ? t.line2 : t.line, 6);
  float x = r.x + 10;
  if (!look.icon_name.empty()) {
    icon(look.icon_name, {r.x + 16, r.mid_y()}, 16, t.ink2, 1.8f);
    x = r.x + 30;
  }
  const bool chosen = before >= 0 && before < count;
  const std::string_view label = chosen ? std::string_view(items[static_cast<size_t>(before)]) : look.placeholder;
  const Text words{.size = look.size,
                   .mono = look.mono,
                   .colour = look.disabled ? t.dis
                             : chosen      ? t.ink
                                           : t.ink3,
                   .max_width = r.w - (x - r.x) - 24,
                   .ellipsis = true};
  draw::text(with_english(label, words, words.max_width), {x, r.mid_y()}, words);
  icon("down", {r.right() - 14, r.mid_y() + 1}, 14, look.disabled ? t.dis : t.ink3, 2);

  if (open) {
    std::vector<MenuItem> rows;
    for (int i = 0; i < count; ++i) rows.push_back({.label = items[static_cast<size_t>(i)], .checked = i == before});
    if (const int chosen_now = menu(name, rows, r.w); chosen_now >= 0) *selected = chosen_now;
  }
  return *selected != before;
}

}  // namespace app::ui
