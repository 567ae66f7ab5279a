// Sliders: a track, and a track with a label and a number that can itself be dragged or typed.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/format.h"
#include "app/ui/inline_edit.h"
#include "app/ui/interact_internal.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

// The drag in progress; its position moves freely so that a slow drag is not lost to rounding.
struct Drag {
  std::string name;
  double position = 0;
  bool changed = false;
};
Drag drag_;

std::string text_of(double v, const Slider& look) {
  if (!look.text.empty()) return std::string(look.text);
  std::string out;
  if (look.range.step > 0 && !look.range.logarithmic) {
    out = format_tick(v, look.range.step);
    if (v == 0 && look.range.step < 1)
      out = format_fixed(0, static_cast<int>(std::lround(-std::log10(look.range.step))));
  } else if (look.range.logarithmic) {
    out = format_number(v);
    if (const size_t at = out.find(".0e"); at != std::string::npos) out.erase(at, 2);  // 1e−3, not 1.0e−3
  } else {
    out = format_number(v);
  }
  if (!look.unit.empty()) out += (look.unit == "%" ? "" : " ") + std::string(look.unit);
  return out;
}

void set(double* value, double to, Change& change) {
  if (to == *value) return;
  *value = to;
  change.changed = true;
}

// Arrow keys, Home, End and the wheel: each is a whole edit.
Change by_notches(const char* name, const Hit& h, double* value, const Range& range) {
  Change change;
  double steps = h.wheel;
  bool home = false, end = false;
  if (keyboard_focus(name) && keys_reach()) {
    if (key_pressed(Key::right) || key_pressed(Key::up)) steps += 1;
    if (key_pressed(Key::left) || key_pressed(Key::down)) steps -= 1;
    home = key_pressed(Key::home, false);
    end = key_pressed(Key::end, false);
  }
  if (home || end) set(value, home ? range.minimum : range.maximum, change);
  if (steps != 0) {
    const double share = shift_down() ? 0.2 : 1;
    double to = value_at(position_of(*value, range) + steps * 0.02 * share, range);
    if (!range.logarithmic && range.step > 0)
      to = std::clamp(*value + steps * range.step, range.minimum, range.maximum);
    // A notch always does something, however coarse the figures are.
    for (int k = 2; to == *value && k < 30; ++k) to = value_at(position_of(*value, range) + steps * 0.01 * k, range);
    set(value, to, change);
  }
  change.began = change.committed = change.changed;
  return change;
}

// Common to dragging the knob and dragging the number; `length` is the way from one end to the other.
Change by_drag(const char* name, const Hit& h, double* value, const Range& range, float length, double start) {
  Change change;
  if (h.pressed) {
    drag_ = {name, start, false};
    change.began = true;
  }
  if (drag_.name != name) return change;
  if (h.held) {
    drag_.position += static_cast<double>(h.moved.x / length) * (shift_down() ? 0.1 : 1);
    const double t = std::clamp(drag_.position, 0.0, 1.0);
    if (h.pressed ? start != position_of(*value, range) : h.moved.x != 0) set(value, value_at(t, range), change);
    drag_.changed = drag_.changed || change.changed;
  }
  if (h.released) {
    change.committed = drag_.changed;
    drag_ = {};
  }
  return change;
}

void join(Change& a, const Change& b) {
  a.began = a.began || b.began;
  a.changed = a.changed || b.changed;
  a.committed = a.committed || b.committed;
}

// The number of a slider, its right end at `at`: dragged for fine changes, typed after a double click.
Change number(const char* name, Vec at, float room, double way, double* value, const Slider& look) {
  const Palette& t = theme();
  Change change;
  Text style{.size = 13, .weight = 600, .mono = true, .colour = look.disabled ? t.dis : t.ink};
  if (inline_edit_open(name)) {
    const float width = std::max(64.0f, room + 16);
    std::string entered;
    double typed = 0;
    if (inline_edit(name, {at.x - width, at.y - 12, width, 22}, style, &entered) && parse_number(entered, &typed)) {
      set(value, std::clamp(typed, look.range.minimum, look.range.maximum), change);
      change.began = change.committed = change.changed;
    }
    return change;
  }
  const Hit h =
      hit(name, {at.x - room, at.y - 10, room, 18}, {.disabled = look.disabled, .focusable = false, .reach = 2});
  if (h.hovered || h.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (h.double_clicked) {
    start_inline_edit(name, text_of(*value, {.range = look.range}));
  } else {
    change =
        by_drag(name, h, value, look.range, static_cast<float>(std::max(1.0, way)), position_of(*value, look.range));
  }
  style.align = Align::right;
  draw::text(text_of(*value, look), at, style);
  return change;
}

// Enter on the track types the number.
void type_by_enter(const char* name, double value, const Slider& look) {
  if (!look.disabled && keyboard_focus(name) && keys_reach() && key_pressed(Key::enter, false))
    start_inline_edit(name_of(name, "value"), text_of(value, {.range = look.range}), name);
}

constexpr double fine = 5;  // the number needs so many times the way of the track

bool restores(const Hit& h, const Slider& look) { return h.pressed && look.has_reset && ImGui::GetIO().KeyAlt; }
}  // namespace

void draw_track(Vec at, float width, float t, Colour colour, bool disabled) {
  const Palette& p = theme();
  t = t > 0 ? std::min(t, 1.0f) : 0;
  draw::rect_filled({at.x, at.y - 2, width, 4}, p.bg3, 2);
  if (t > 0) draw::rect_filled({at.x, at.y - 2, width * t, 4}, disabled ? p.dis : colour ? colour : p.acc, 2);
  const Vec knob{at.x + width * t, at.y};
  draw::circle_filled(knob, 8, disabled ? p.dis : p.knob);
  draw::circle(knob, 7.5f, p.knob_edge, 1);
}

Change track(const char* name, Vec at, float width, double* value, const Slider& look) {
  const Rect area{at.x, at.y - 10, width, 20};
  HitOptions options{.disabled = look.disabled, .wheel = true, .arrows = true, .focus_radius = 8, .reach = 2};
  const Hit h = hit(name, area, options);
  if (!look.tip.empty()) tooltip(look.tip);
  Change change;
  if (restores(h, look)) {
    set(value, look.reset, change);
    change.began = change.committed = true;
  } else {
    const double t = position_of(*value, look.range);
    const double pointer = width > 0 ? static_cast<double>((mouse().x - at.x) / width) : 0;
    const bool on_knob = std::abs(mouse().x - (at.x + width * static_cast<float>(t))) <= 9;
    change = by_drag(name, h, value, look.range, std::max(1.0f, width), on_knob ? t : std::clamp(pointer, 0.0, 1.0));
    join(change, by_notches(name, h, value, look.range));
  }
  const auto t = static_cast<float>(position_of(*value, look.range));
  draw_track(at, width, t, look.colour, look.disabled);
  if (h.hovered || h.held) draw::circle({at.x + width * t, at.y}, 10, with_alpha(theme().ink, 0.25f), 2);
  return change;
}

Change slider(const char* name, Vec at, float width, std::string_view label, double* value, const Slider& look) {
  const Palette& t = theme();
  Change change = track(name, at + Vec{0, 18}, width, value, look);
  type_by_enter(name, *value, look);
  const float room = std::max(28.0f, text_width(text_of(*value, look), {.size = 13, .weight = 600, .mono = true}));
  const Text words{
      .size = 13, .colour = look.disabled ? t.dis : t.ink2, .max_width = width - room - 6, .ellipsis = true};
  draw::text(with_english(label, words, words.max_width), at, words);
  join(change,
       number(name_of(name, "value"), at + Vec{width, 0}, room, fine * static_cast<double>(width), value, look));
  return change;
}

Change slider_row(const char* name, const Rect& r, double* value, const Slider& look) {
  constexpr float room = 58;
  const float width = std::max(24.0f, r.w - room - 14);
  Change change = track(name, {r.x + 8, r.mid_y()}, width - 8, value, look);
  type_by_enter(name, *value, look);
  join(change,
       number(name_of(name, "value"), {r.right(), r.mid_y()}, room, fine * static_cast<double>(width), value, look));
  return change;
}

}  // namespace app::ui
