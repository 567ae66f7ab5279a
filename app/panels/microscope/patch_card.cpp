#include "app/panels/microscope/patch_card.h"

#include <algorithm>
#include <cmath>

#include "app/panels/microscope/function.h"
#include "app/panels/microscope/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

views::ColourScale product_scale(const Patch& p) {
  const views::Limits l = views::limits_of(p.product);
  const float most = std::max(std::abs(l.low), std::abs(l.high));
  return {{0, most > 0 ? most : 1}, ui::Map::div};
}

}  // namespace

bool PatchCard::draw(const Opened& o, const Shown& s, const ui::Rect& area) {
  const Patch& p = s.patch;
  const ui::Palette& t = ui::theme();
  ui::draw::rect_filled(area, t.bg1, 10);
  ui::draw::rect(area, ui::with_alpha(t.acc, 0.5f), 10);
  if (p.rows.empty() || p.columns.empty()) {
    ui::empty_state(area, ui::tr("Nothing of the input reaches this pixel: its value is the bias alone."));
    return false;
  }
  const float result = std::clamp(area.w * 0.26f, 176.0f, 250.0f);
  const int grids = s.weighted ? 3 : 1;
  const float room = area.w - result - 24, sign = 34;
  const float each = s.weighted ? (room - 2 * sign - 16) / 3 : room - 16;
  const float side = cell_side(each, area.h - 44, p.height(), p.width());
  const float w = side * static_cast<float>(p.width()), h = side * static_cast<float>(p.height());
  const float top = area.y + 12 + (area.h - 44 - h) / 2;
  const struct {
    const std::vector<float>& values;
    views::ColourScale scale;
    const char* words;
  } parts[] = {{p.input, s.input, s.weighted ? ui::tr("patch of the input") : ui::tr("window of the input")},
               {p.weight, s.weight, ui::tr("kernel (learned)")},
               {p.product, product_scale(p), ui::tr("products")}};
  float x = area.x + 16 + (s.weighted ? 0 : (each - w) / 2);
  for (int i = 0; i < grids; ++i) {
    const float slot = s.weighted ? each : w;
    const ui::Rect cells{x + (slot - w) / 2, top, w, h};
    draw_number_cells(cells, {.rows = p.height(),
                              .columns = p.width(),
                              .values = parts[i].values,
                              .scale = parts[i].scale,
                              .faint = i == 0 ? &p.padding : nullptr,
                              .ring = i == 0 ? p.winner : views::Cell{},
                              .name = parts[i].words});
    caption({x + slot / 2, area.bottom() - 16}, parts[i].words, slot + (s.weighted ? sign - 8 : 100));
    if (i + 1 < grids) {
      ui::draw::text(i == 0 ? "×" : "=", {x + slot + sign / 2, top + h / 2},
                     {.size = 20, .weight = 600, .colour = t.ink, .align = ui::Align::centre});
    }
    x += slot + sign;
  }
  const ui::Rect side_by{area.right() - result - 12, area.y + 8, result, area.h - 16};
  figures(o, s, side_by);
  return head(s, side_by);
}

// Where the number stands, and the switch that moves the window.
bool PatchCard::head(const Shown& s, const ui::Rect& r) const {
  const char* slide = s.sliding ? ui::tr("Stop") : ui::tr("Slide");
  const float button = 34 + ui::text_width(slide, {.size = 13, .weight = 500});
  ui::draw::text(
      s.where, {r.x, r.y + 14},
      {.size = 13, .weight = 600, .colour = ui::theme().ink, .max_width = r.w - button - 6, .ellipsis = true});
  return ui::button("microscope.slide", {r.right() - button, r.y + 1, button, 26},
                    {.icon_name = s.sliding ? "pause" : "play",
                     .label = slide,
                     .size = 13,
                     .icon_size = 13,
                     .radius = 6,
                     .tip = ui::tr("Moves the window over the map, pixel by pixel.")});
}

// The sum, the bias, the activation, and the number that stands in the map.
void PatchCard::figures(const Opened& o, const Shown& s, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const Patch& p = s.patch;
  const bool many = s.weighted && p.channels > 1;
  const float line = std::min(26.0f, (r.h - 30 - 40) / (many ? 5.0f : 3.0f));
  float y = r.y + 32;
  const auto next = [&](std::string_view label, const std::string& number, ui::Colour colour = 0) {
    figure_line({r.x, y, r.w, line}, label, number, false, colour);
    y += line;
  };
  const auto figure = [](double v) { return ui::format_fixed(v, 3); };
  if (!s.weighted) {
    const bool maximum = p.winner.valid();
    next(ui::tr("numbers in the window"), std::to_string(p.input.size()));
    next(maximum ? ui::tr("the largest wins") : ui::tr("their mean"), figure(p.sum));
  } else {
    if (many) {
      channel_row(p, {r.x, y, r.w, line});
      y += line;
      next(ui::tr("sum of this channel"), figure(p.channel_sum));
    }
    next(many ? ui::tr_fill("sum of {} channels", {std::to_string(p.channels)})
              : ui::tr_fill("sum of {}", {std::to_string(p.product.size())}),
         figure(p.sum));
    if (p.has_bias) next(ui::tr("+ bias"), figure(p.bias));
    const OwnFunction f = own_function(o);
    if (f.single() && f.type->id != "linear") {
      next(f.name(), "f(" + figure(p.value()) + ")");
    } else if (f.type && !f.single()) {
      next(f.name(), ui::tr("over all maps"));
    }
  }
  const ui::Rect box{r.x, r.bottom() - 38, r.w, 36};
  ui::draw::rect_filled(box, t.bg2, 8);
  ui::draw::rect(box, t.acc, 8, 2);
  figure_line({box.x + 10, box.y, box.w - 20, box.h}, ui::tr("in the map"), figure(s.value), true);
}

void PatchCard::channel_row(const Patch& p, const ui::Rect& r) {
  channel_ = std::min(channel_, p.channels - 1);
  ui::draw::text(ui::tr("input channel"), {r.x, r.mid_y()},
                 {.size = 13, .colour = ui::theme().ink2, .max_width = r.w - 100});
  int64_t one = channel_ + 1;
  const ui::Stepper look{.minimum = 1, .maximum = static_cast<double>(p.channels), .size = 13};
  if (ui::stepper("microscope.channel", {r.right() - 92, r.y + 1, 92, std::max(20.0f, r.h - 2)}, &one, look))
    channel_ = one - 1;
}

}  // namespace app
