// Steppers: minus, a number that can be dragged or typed, plus.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/format.h"
#include "app/ui/inline_edit.h"
#include "app/ui/interact_internal.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr float pixels_per_step = 7;

struct Drag {
  std::string name;
  double rest = 0;  // pixels not yet turned into steps
  bool changed = false;
};
Drag drag_;

double limited(double v, const Stepper& look) {
  v = std::isfinite(v) ? v : look.minimum;
  const double steps = look.step > 0 ? std::round(v / look.step) * look.step : v;
  return std::clamp(steps, look.minimum, look.maximum);
}

std::string text_of(double v, const Stepper& look) {
  if (!look.text.empty()) return std::string(look.text);
  return look.step >= 1 ? format_count(std::llround(std::clamp(v, -1e15, 1e15))) : format_tick(v, look.step);
}

void add(double* value, double steps, const Stepper& look, Change& change) {
  const double to = limited(*value + steps * look.step, look);
  if (to == *value) return;
  *value = to;
  change.changed = true;
}

// A sign: one step at once, then more while it is held; the whole time is one edit.
void sign(const char* name, const Rect& area, std::string_view icon_name, Vec centre, float stroke, double steps,
          double* value, const Stepper& look, Change& change) {
  const bool at_end = steps > 0 ? *value >= look.maximum : *value <= look.minimum;
  const Hit h = hit(name, area, {.disabled = look.disabled, .focusable = false, .repeat = true, .focus_radius = 6});
  if (h.pressed) {
    drag_ = {name, 0, false};
    change.began = true;
  }
  if (h.clicked) {
    Change step;
    add(value, shift_down() ? steps * 10 : steps, look, step);
    change.changed = change.changed || step.changed;
    drag_.changed = drag_.changed || step.changed;
  }
  if (h.released && drag_.name == name) {
    change.committed = change.committed || drag_.changed;
    drag_ = {};
  }
  const Palette& t = theme();
  icon(icon_name, centre, 14, look.disabled || at_end ? t.dis : h.hovered ? t.ink : t.ink3, stroke);
}

void drag_number(const char* name, const Hit& h, double* value, const Stepper& look, Change& change) {
  if (h.pressed) {
    drag_ = {name, 0, false};
    change.began = true;
  }
  if (drag_.name != name) return;
  if (h.held) {
    drag_.rest += static_cast<double>(h.moved.x) * (shift_down() ? 0.25 : 1);
    const double steps = std::trunc(drag_.rest / pixels_per_step);
    drag_.rest -= steps * pixels_per_step;
    if (steps != 0) {
      Change step;
      add(value, steps, look, step);
      change.changed = change.changed || step.changed;
      drag_.changed = drag_.changed || step.changed;
    }
  }
  if (h.released) {
    change.committed = change.committed || drag_.changed;
    drag_ = {};
  }
}

void by_notches(const char* name, const Hit& h, double* value, const Stepper& look, Change& change) {
  double steps = h.wheel;
  if (keyboard_focus(name) && keys_reach()) {
    if (key_pressed(Key::right) || key_pressed(Key::up)) steps += 1;
    if (key_pressed(Key::left) || key_pressed(Key::down)) steps -= 1;
  }
  if (steps == 0) return;
  Change step;
  add(value, shift_down() ? steps * 10 : steps, look, step);
  if (step.changed) change = {true, true, true};
}

// The number in the middle. Returns false while it is being typed.
void number(const char* name, const Rect& area, const Text& text, double* value, const Stepper& look, Change& change) {
  std::string entered;
  if (inline_edit_open(name)) {
    double typed = 0;
    if (inline_edit(name, area.grown(1), text, &entered) && parse_number(entered, &typed)) {
      const double to = limited(typed, look);
      if (to != *value) {
        *value = to;
        change = {true, true, true};
      }
    }
    return;
  }
  const Hit h = hit(name, area, {.disabled = look.disabled, .wheel = true, .arrows = true, .focus_radius = 6});
  if (!look.tip.empty()) tooltip(look.tip);
  if (h.hovered || h.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (h.double_clicked || (h.clicked && keyboard_focus(name))) {  // Enter types, too
    start_inline_edit(name, text_of(*value, {.step = look.step}));
  } else {
    drag_number(name, h, value, look, change);
    by_notches(name, h, value, look, change);
  }
  draw::text(text_of(*value, look), area.centre(), text);
}
}  // namespace

Change stepper(const char* name, const Rect& r, double* value, const Stepper& look) {
  const Palette& t = theme();
  draw::rect_filled(r, t.bg2, 6);
  draw::rect(r, t.line, 6);
  Change change;
  const Rect left{r.x, r.y, r.h, r.h}, right{r.right() - r.h, r.y, r.h, r.h};
  sign(name_of(name, "minus"), left, "minus", left.centre(), 2, -1, value, look, change);
  sign(name_of(name, "plus"), right, "plus", right.centre(), 2, 1, value, look, change);
  const Rect middle{r.x + r.h, r.y, r.w - 2 * r.h, r.h};
  number(name, middle,
         {.size = look.size,
          .weight = 600,
          .mono = true,
          .colour = look.disabled ? t.dis : t.ink,
          .align = Align::centre,
          .max_width = middle.w + 4},
         value, look, change);
  return change;
}

Change stepper(const char* name, const Rect& r, int64_t* value, const Stepper& look) {
  auto real = static_cast<double>(*value);
  const Change change = stepper(name, r, &real, look);
  if (change.changed) *value = std::llround(real);
  return change;
}

Change mini_stepper(const char* name, Vec centre, int64_t* value, const Stepper& look) {
  auto real = static_cast<double>(*value);
  Change change;
  Text text{.size = 15,
            .weight = 700,
            .mono = true,
            .colour = look.disabled ? theme().dis : theme().ink,
            .align = Align::centre};
  constexpr float kSign = 8;  // from its middle to the number
  const std::string words = text_of(real, look);
  while (text.size > 12 && text_width(words, text) > 2 * (look.spread - kSign)) text.size -= 1;
  const float spread = std::max(look.spread, text_width(words, text) / 2 + kSign);
  text.max_width = 2 * spread;
  const Rect left{centre.x - spread - 10, centre.y - 10, 20, 20}, right{centre.x + spread - 10, centre.y - 10, 20, 20};
  sign(name_of(name, "minus"), left, "minus", {centre.x - spread, centre.y}, 2.2f, -1, &real, look, change);
  sign(name_of(name, "plus"), right, "plus", {centre.x + spread, centre.y}, 2.2f, 1, &real, look, change);
  number(name, {centre.x - spread + 10, centre.y - 10, 2 * spread - 20, 20}, text, &real, look, change);
  if (change.changed) *value = std::llround(real);
  return change;
}

}  // namespace app::ui
