#include "app/ui/network_canvas_column.h"

#include <algorithm>
#include <cmath>

#include "app/ui/icons.h"

namespace app::ui {

float canvas_text(float size, float zoom) { return std::max(12.0f, std::round(size * zoom)); }

float tile_radius(const Rect& tile) { return std::clamp(tile.w * 0.16f, 2.0f, 9.0f); }

void glass_column(const Rect& box, float zoom, ColumnState state) {
  const Palette& c = theme();
  const float radius = 12 * std::min(zoom, 1.4f);
  const float opacity = state == ColumnState::ghost ? 0.5f : 1.0f;
  draw::rect_filled(box, faded(c.glass, state == ColumnState::hovered && is_dark() ? 1.5f : opacity), radius);
  draw::hairline({box.x + radius, box.y}, {box.right() - radius, box.y}, faded(c.glass_hi, opacity));
  draw::rect(box, faded(state == ColumnState::hovered ? c.line2 : c.glass_line, opacity), radius);
  if (state == ColumnState::selected) draw::selection_ring(box, radius);
  if (state == ColumnState::failed) draw::rect(box.grown(1), c.err, radius + 1, 2);
}

Rect title_area(const Rect& box, float zoom) { return {box.x, box.y, box.w, 28 * zoom}; }

Vec stepper_centre(const Rect& box, float zoom) { return {box.mid_x(), box.y + 38 * zoom}; }

Rect chip_area(const Rect& box, float zoom) {
  return {box.mid_x() - 33 * zoom, box.bottom() - 34 * zoom, 66 * zoom, 26 * zoom};
}

void column_title(const Rect& box, float zoom, std::string_view title, Colour colour) {
  const float room = box.w - 8;
  Text look{.size = canvas_text(14, zoom),
            .weight = 600,
            .colour = colour ? colour : theme().ink,
            .align = Align::centre,
            .max_width = room,
            .ellipsis = true};
  while (look.size > 12 && text_width(title, look) > room) look.size -= 1;
  draw::text(title, {box.mid_x(), box.y + 17 * zoom}, look);
}

void column_glyph(const Rect& box, float zoom, std::string_view glyph, Colour colour) {
  icon(glyph.empty() ? "warn" : glyph, {box.mid_x(), box.y + 10 + 12 * zoom}, 18, colour ? colour : theme().ink2, 1.8f);
}

void column_units(const Rect& box, float zoom, std::string_view units) {
  draw::text(units, stepper_centre(box, zoom),
             {.size = canvas_text(15, zoom),
              .weight = 700,
              .mono = true,
              .colour = theme().ink,
              .align = Align::centre,
              .max_width = box.w - 6,
              .ellipsis = true});
}

void tile_ground(const Rect& tile) { draw::rect_filled(tile.grown(2), theme().cv, tile_radius(tile) + 2); }

void tile_frame(const Rect& tile, bool hovered) {
  const Colour quiet = is_dark() ? with_alpha(theme().ink, 0.16f) : theme().line2;
  draw::rect(tile, hovered ? theme().ink : quiet, tile_radius(tile), hovered ? 2.0f : 1.0f);
}

void more_tile(const Rect& tile, float zoom, std::string_view label, bool hovered) {
  const Palette& c = theme();
  draw::rect_filled(tile, hovered ? c.bg3 : c.bg2, tile_radius(tile));
  draw::rect(tile, hovered ? c.line2 : c.line, tile_radius(tile));
  if (tile.w < 20) return;
  draw::text(label, tile.centre(),
             {.size = canvas_text(13, zoom),
              .weight = 600,
              .mono = true,
              .colour = c.ink2,
              .align = Align::centre,
              .max_width = tile.w,
              .ellipsis = true});
}

void tile_label(const Rect& tile, const Rect& column, float zoom, std::string_view label) {
  if (label.empty() || tile.w < 18) return;
  Text look{.size = canvas_text(14, zoom), .mono = true, .align = Align::centre};
  const float room = tile.x - column.x;
  if (text_width(label, look) > room - 2) look.size = 12;
  if (text_width(label, look) <= room) {
    draw::text(label, {column.x + room / 2, tile.mid_y()}, look);
    return;
  }
  look = {.size = 12,
          .weight = 600,
          .colour = theme().ink,
          .align = Align::centre,
          .max_width = column.w - 4,
          .ellipsis = true,
          .halo = theme().cv};
  draw::text(label, {column.mid_x(), tile.bottom() - 8}, look);
}

void shape_text(Vec middle, float zoom, std::string_view shape, Colour colour) {
  draw::text(shape, middle,
             {.size = canvas_text(14, zoom),
              .weight = colour ? 700 : 600,
              .mono = true,
              .colour = colour ? colour : theme().ink2,
              .align = Align::centre});
}

void shape_arrow(Vec from, Vec to, float zoom) {
  const float head = 7 * std::clamp(zoom, 0.8f, 1.2f);
  if (to.x - from.x < 2 * head) return;
  draw::line(from, {to.x - head / 2, to.y}, theme().line2, 1.5f);
  draw::arrow_head(to, 0, head, theme().line2);
}

void output_arrow(Vec from, Vec to, std::string_view label) {
  if (to.x - from.x < 16) return;
  draw::line(from, {to.x - 8, to.y}, theme().ink2, 2.5f);
  draw::arrow_head(to, 0, 10, theme().ink2);
  if (to.x - from.x < 36) return;
  draw::text(label, {(from.x + to.x) / 2 + 12, from.y - 14}, {.size = 14, .mono = true, .align = Align::centre});
}

}  // namespace app::ui
