// Buttons, and the bar that says one sentence with at most one button.
#include <algorithm>

#include "app/ui/widgets.h"

namespace app::ui {
namespace {

struct ButtonColours {
  Colour fill, edge, ink;
};

ButtonColours colours_of(const Button& b, ButtonState state) {
  const Palette& t = theme();
  const bool off = state == ButtonState::off, hot = state == ButtonState::hover, down = state == ButtonState::pressed;
  if (b.kind == ButtonKind::primary) {
    if (off) return {t.bg3, 0, t.dis};
    return {hot ? t.acc_hover : down ? t.acc_press : t.acc, 0, t.acc_ink};
  }
  const Colour ink = off ? t.dis : b.colour ? b.colour : b.on ? t.ink : t.ink2;
  if (b.kind == ButtonKind::ghost) return {down ? t.bg3 : hot || b.on ? t.bg2 : 0, b.on ? t.line2 : 0, ink};
  if (off) return {t.bg2, t.line, ink};
  if (down) return {t.bg0, t.line2, ink};
  return {hot || b.on ? t.bg3 : t.bg2, hot || b.on ? t.line2 : t.line, ink};
}
}  // namespace

void draw_button(const Rect& r, const Button& b, ButtonState state) {
  const ButtonColours c = colours_of(b, state);
  draw::rect_filled(r, c.fill, b.radius);
  draw::rect(r, c.edge, b.radius);
  if (state == ButtonState::focus) draw::focus_ring(r, b.radius);
  Text look{
      .size = b.size, .weight = b.kind == ButtonKind::primary || b.on ? 600 : 500, .mono = b.mono, .colour = c.ink};
  const float label = b.label.empty() ? 0 : text_width(b.label, look);
  const bool has_icon_part = !b.icon_name.empty();
  const float gap = has_icon_part && !b.label.empty() ? 8.0f : 0.0f;
  float x = r.x + (r.w - (has_icon_part ? b.icon_size : 0) - gap - label - (b.caret ? 16 : 0)) / 2;
  if (has_icon_part) {
    icon(b.icon_name, {x + b.icon_size / 2, r.mid_y()}, b.icon_size, c.ink, b.stroke);
    x += b.icon_size + 8;
  }
  if (!b.label.empty()) {
    look.max_width = r.w - 4 - (x - r.x);
    x += draw::text(b.label, {x, r.mid_y()}, look);
  }
  if (b.caret) icon("down", {x + 10, r.mid_y() + 1}, 14, theme().ink3, 2);
}

bool button(const char* name, const Rect& r, const Button& b) {
  const Hit h = hit(name, r, {.disabled = b.disabled, .focus_radius = b.radius});
  if (!b.tip.empty()) tooltip(b.tip);
  const ButtonState state = b.disabled            ? ButtonState::off
                            : h.held && h.hovered ? ButtonState::pressed
                            : h.hovered           ? ButtonState::hover
                                                  : ButtonState::normal;
  draw_button(r, b, state);
  return h.clicked;
}

namespace {

Colour banner_colour(BannerKind kind) {
  switch (kind) {
    case BannerKind::good: return theme().acc;
    case BannerKind::warn: return theme().warn;
    case BannerKind::error: return theme().err;
    case BannerKind::past: return theme().line2;
  }
  return theme().line2;
}

void banner_ground(const Rect& r, BannerKind kind, float opacity) {
  const Colour c = banner_colour(kind);
  if (kind == BannerKind::past) {
    draw::rect_filled(r, faded(theme().bg2, opacity), 8);
    draw::rect(r, faded(c, opacity), 8);
    return icon("clock", {r.x + 22, r.mid_y()}, 20, faded(theme().ink2, opacity), 2);
  }
  draw::rect_filled(r, faded(theme().bg1, opacity), 8);
  draw::rect_filled(r, with_alpha(c, (is_dark() ? 0.10f : 0.08f) * opacity), 8);
  draw::rect_filled({r.x, r.y, 36, r.h}, with_alpha(c, 0.2f * opacity), 8, draw::corners_left);
  draw::rect(r, with_alpha(c, 0.55f * opacity), 8);
  icon(kind == BannerKind::good ? "pulse" : "warn", {r.x + 18, r.mid_y()}, 20, faded(c, opacity), 2);
}

bool banner_button(const char* name, const Rect& r, const Banner& what) {
  const Palette& t = theme();
  const bool good = what.kind == BannerKind::good || what.kind == BannerKind::past;
  const bool warn = what.kind == BannerKind::warn;
  Colour fill = good ? t.acc : warn ? t.warn_fill : t.err;
  const Colour ink = good ? t.acc_ink : warn || is_dark() ? t.warn_ink : t.acc_ink;
  const Hit h = hit(name, r, {.focus_radius = 6});
  if (h.hovered) fill = mix(fill, t.ink, h.held ? 0.25f : 0.12f);
  draw::rect_filled(r, faded(fill, what.opacity), 6);
  draw::text(what.action, r.centre(),
             {.size = 13, .weight = 700, .colour = faded(ink, what.opacity), .align = Align::centre, .max_width = r.w});
  return h.clicked;
}
}  // namespace

bool banner(const char* name, const Rect& r, const Banner& what) {
  banner_ground(r, what.kind, what.opacity);
  const bool past = what.kind == BannerKind::past;
  const float left = r.x + (past ? 42 : 48);
  const Text title{.size = 14, .weight = past ? 600 : 700, .colour = faded(theme().ink, what.opacity)};
  const float width = draw::text(what.title, {left, r.mid_y()}, title);
  float right = r.right() - 12;
  bool pressed = false;
  if (!what.action.empty()) {
    const float w = text_width(what.action, {.size = 13, .weight = 600}) + 24;
    const Rect b{r.right() - w - 6, r.mid_y() - 13, w, 26};
    pressed = banner_button(name_of(name, "action"), b, what);
    right = b.x - 12;
  }
  const float x = left + width + 12;
  Text look{.size = 14, .colour = faded(theme().ink2, what.opacity), .max_width = right - x};
  if (text_width(what.words, look) <= right - x) {
    draw::text(what.words, {x, r.mid_y()}, look);
  } else {  // a long sentence takes two small lines
    look.size = 12;
    const float height = draw::text_block_height(what.words, right - x, look);
    draw::text_block(what.words, {x, r.mid_y() - height / 2, right - x, height + 1}, look);
  }
  hit(name, r, {.focusable = false});
  return pressed;
}

}  // namespace app::ui
