#include "app/ui/network_canvas_drop.h"

#include <algorithm>

#include "app/ui/icons.h"
#include "app/ui/network_canvas_column.h"

namespace app::ui {

void open_slot(const Rect& box, float zoom, std::string_view shapes, std::string_view words) {
  const Palette& c = theme();
  const float radius = 12 * std::min(zoom, 1.4f);
  draw::rect_filled(box, with_alpha(c.acc, 0.09f), radius);
  draw::dashed_rect(box, c.acc, radius, 2, 7, 5);
  if (box.w < 40) return;
  Text look{.size = canvas_text(14, zoom), .weight = 700, .mono = true, .colour = c.acc};
  while (look.size > 12 && text_width(shapes, look) > box.w - 26) look.size -= 1;
  const float width = std::min(text_width(shapes, look), box.w - 8);
  const bool check = width + 22 <= box.w - 4;
  const float left = box.mid_x() - (width + (check ? 20 : 0)) / 2;
  if (check) icon("check", {left + 8, box.y + 18 * zoom}, 16, c.acc, 2.8f);
  look.max_width = box.w - 8;
  look.ellipsis = true;
  draw::text(shapes, {left + (check ? 20 : 0), box.y + 18 * zoom}, look);
  draw::text(words, {box.mid_x(), box.y + 40 * zoom},
             {.size = canvas_text(13, zoom),
              .weight = 700,
              .colour = c.acc,
              .align = Align::centre,
              .max_width = box.w - 6,
              .ellipsis = true});
}

void slot_flow(Vec from, Vec middle, Vec to, std::string_view glyph) {
  const Palette& c = theme();
  constexpr float kRing = 21;
  if (middle.x - from.x > kRing + 14) {
    draw::line(from, {middle.x - kRing - 10, middle.y}, c.acc, 3);
    draw::arrow_head({middle.x - kRing - 1, middle.y}, 0, 11, c.acc);
  }
  if (to.x - middle.x > kRing + 14) {
    draw::line({middle.x + kRing, middle.y}, {to.x - 10, to.y}, c.acc, 3);
    draw::arrow_head(to, 0, 11, c.acc);
  }
  draw::circle_filled(middle, kRing + 1, c.bg1);
  draw::circle(middle, kRing, c.acc, 3);
  icon(glyph, middle, 22, c.acc, 2);
}

void refusing_joint(float x, float top, float bottom, std::string_view reason) {
  const Palette& c = theme();
  draw::dashed_line({x, top + 8}, {x, bottom - 8}, with_alpha(c.err, 0.55f), 1, 5, 5);
  if (reason.empty()) {
    draw::circle_filled({x, top + 84}, 15, c.bg1);
    draw::circle({x, top + 84}, 14, c.err, 2);
    icon("ban", {x, top + 84}, 18, c.err, 2.2f);
    return;
  }
  const Text look{.size = 13, .weight = 600, .colour = c.err, .align = Align::centre};
  const float width = std::clamp(text_width(reason, look) / 3, 64.0f, 168.0f);
  const float height = draw::text_block_height(reason, width, look);
  const Rect card{x - width / 2 - 12, top + 62, width + 24, height + 52};
  draw::rect_filled(card, c.bg1, 8);
  draw::rect(card, c.err, 8, 2);
  icon("ban", {x, card.y + 22}, 20, c.err, 2.2f);
  draw::text_block(reason, {card.x + 12, card.y + 40, width, height}, look);
}

void broken_wire(Vec from, Vec to) {
  const Palette& c = theme();
  draw::dashed_line(from, to, c.err, 3, 8, 5);
  const Vec middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
  draw::circle_filled(middle, 15, c.cv);
  icon("ban", middle, 24, c.err, 2.4f);
}

void dragged_card(Vec pointer, std::string_view glyph, std::string_view title, std::string_view hint, bool refused) {
  const Palette& c = theme();
  const Text name{.size = 15, .weight = 600, .colour = c.ink};
  const float width = std::max(132.0f, 44 + text_width(title, name) + 16);
  const Rect card{pointer.x - 104, pointer.y - 30, width, 44};
  const Colour edge = refused ? c.err : c.acc;
  draw::shadow(card, 8, 1.6f);
  draw::rect_filled(card, c.bg1, 8);
  draw::rect(card, edge, 8, 2);
  icon(glyph, {card.x + 24, card.mid_y()}, 22, edge, 2);
  draw::text(title, {card.x + 44, card.mid_y()}, name);
  if (hint.empty()) return;
  const Text look{.size = 13, .colour = c.tip_ink, .align = Align::centre};
  const float room = text_width(hint, look) + 20;
  const Rect pill{card.mid_x() - room / 2, card.bottom() + 18, room, 28};
  draw::rect_filled(pill, c.tip_bg, 6);
  draw::text(hint, pill.centre(), look);
}

void empty_drop_area(const Rect& box, std::string_view title, std::string_view words, bool lit) {
  const Palette& c = theme();
  if (lit) draw::rect_filled(box, with_alpha(c.acc, 0.09f), 12);
  draw::dashed_rect(box, lit ? c.acc : c.line2, 12, 2, 7, 5);
  icon("dense", {box.x + 52, box.mid_y()}, 44, lit ? c.acc : c.ink3, 2);
  draw::text(title, {box.x + 96, box.mid_y() - 14}, {.size = 20, .weight = 600, .colour = c.ink});
  draw::text(words, {box.x + 96, box.mid_y() + 14}, {.size = 14});
}

}  // namespace app::ui
