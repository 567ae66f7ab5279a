// Panels, headers, chips, keys and number blocks: what is looked at and not pressed.
#include <algorithm>

#include "app/ui/terms.h"
#include "app/ui/widgets.h"

namespace app::ui {

void panel(const Rect& r, Colour fill) {
  draw::rect_filled(r, fill ? fill : theme().bg1, 10);
  draw::rect(r, theme().line, 10);
}

float panel_header(const Rect& r, std::string_view icon_name, std::string_view title, std::string_view right,
                   bool right_mono) {
  const float y = r.y + 20;
  float x = r.x + 16;
  if (!icon_name.empty()) {
    icon(icon_name, {r.x + 22, y}, 18, theme().ink3, 1.8f);
    x = r.x + 38;
  }
  const Text look{.size = 15, .weight = 600, .colour = theme().ink};
  const float taken = right.empty() ? 64 : 36 + text_width(right, {.size = 13, .mono = right_mono});
  x += draw::text(with_english(title, look, r.right() - taken - x), {x, y}, look);
  if (!right.empty()) {
    draw::text(right, {r.right() - 12, y},
               {.size = 13,
                .mono = right_mono,
                .colour = theme().ink3,
                .align = Align::right,
                .max_width = r.right() - 24 - x});
  }
  return x;
}

void well(const Rect& r, float radius) {
  draw::rect_filled(r, theme().cv, radius);
  draw::rect(r, theme().line, radius);
}

void empty_state(const Rect& r, std::string_view words, float size) {
  const Text look{.size = size, .colour = theme().ink3, .align = Align::centre};
  const float room = std::max(40.0f, r.w - 24);
  const float height = draw::text_block_height(words, room, look);
  draw::text_block(words, {r.mid_x() - room / 2, r.mid_y() - height / 2, room, height + 1}, look);
}

void legend_key(Vec at, Colour c, KeyKind kind) {
  switch (kind) {
    case KeyKind::line: draw::rect_filled({at.x, at.y - 1.5f, 14, 3}, c); break;
    case KeyKind::dash: draw::dashed_line(at, at + Vec{14, 0}, c, 2.5f, 4, 3); break;
    case KeyKind::dot: draw::circle_filled(at + Vec{6, 0}, 5, c); break;
    case KeyKind::ring: draw::circle(at + Vec{6, 0}, 4, c, 2); break;
  }
}

float chip_width(std::string_view label, const ChipLook& look) {
  return (look.icon_name.empty() ? 0 : 20) +
         text_width(label, {.size = look.size, .weight = look.weight, .mono = look.mono}) + 20;
}

float chip(Vec at, float height, std::string_view label, const ChipLook& look) {
  const Rect r{at.x, at.y, chip_width(label, look), height};
  draw::rect_filled(r, look.fill ? look.fill : theme().bg2, height / 2);
  if (look.edged) draw::rect(r, look.edge ? look.edge : theme().line, height / 2);
  const Colour c = look.colour ? look.colour : theme().ink2;
  if (!look.icon_name.empty()) icon(look.icon_name, {r.x + 17, r.mid_y()}, 14, c, 2);
  draw::text(label, {r.x + (look.icon_name.empty() ? 10.0f : 28.0f), r.mid_y()},
             {.size = look.size, .weight = look.weight, .mono = look.mono, .colour = c});
  return r.w;
}

void number_block(Vec at, std::string_view label, std::string_view value, const NumberLook& look) {
  float x = at.x;
  if (look.key) {
    legend_key(at, look.key, look.kind);
    x += 20;
  }
  const Text quiet{.size = 12, .colour = theme().ink3, .max_width = look.room - (x - at.x)};
  draw::text(with_english(label, quiet, quiet.max_width), {x, at.y}, quiet);
  draw::text(value, {at.x, at.y + 21},
             {.size = 22,
              .weight = 700,
              .mono = true,
              .colour = look.colour ? look.colour : theme().ink,
              .max_width = look.room});
}

}  // namespace app::ui
