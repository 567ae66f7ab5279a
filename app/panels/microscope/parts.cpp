#include "app/panels/microscope/parts.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/off_mark.h"
#include "app/ui/widgets.h"
#include "app/views/picked_picture.h"
#include "app/workbench/masks.h"

namespace app {
namespace {

constexpr float kNumberSide = 33, kLongNumberSide = 44;  // cells of that size hold a number, and one in full

constexpr size_t kManyNumbers = 60'000;
constexpr double kSlowRefresh = 0.3;  // seconds between two pictures of so many

// ".94", "−1.2", "12": four signs at most.
std::string short_number(double v) {
  if (!std::isfinite(v)) return ui::format_number(v);
  if (std::abs(v) >= 9.95) return ui::format_fixed(v, 0);
  if (std::abs(v) >= 0.995) return ui::format_fixed(v, 1);
  std::string text = ui::format_fixed(v, 2);
  const size_t zero = text.find("0.");
  return zero == std::string::npos ? text : text.erase(zero, 1);
}

}  // namespace

Planar Planar::of(const engine::Shape& s) {
  if (s.rank() == 3) return {s[0], s[1], s[2], false};
  if (s.rank() == 2) return {s[1], s[0], 1, true};
  return {s.rank() == 1 ? s[0] : 1, 1, 1, false};
}

std::string csv(const engine::Shape& shape, std::span<const float> values) {
  if (static_cast<int64_t>(values.size()) != shape.count()) return "";
  const int64_t columns = std::max<int64_t>(1, shape.back());
  const int64_t rows = shape.rank() > 1 ? shape[shape.rank() - 2] : 1;
  std::string out;
  for (int64_t i = 0; i < shape.count(); ++i) {
    out += fmt::format("{:.9g}", values[static_cast<size_t>(i)]);
    const bool line = (i + 1) % columns == 0;
    out += line ? "\n" : ",";
    if (line && rows > 1 && i + 1 < shape.count() && (i + 1) % (columns * rows) == 0) out += "\n";
  }
  return out;
}

std::string csv(const engine::WatchedTensor* t) { return t ? csv(t->shape, t->values) : ""; }

void PictureGrid::arrange(const char* name, const ui::Rect& area, int64_t count, float aspect, float least, float foot,
                          float most) {
  area_ = area;
  foot_ = foot;
  count = std::max<int64_t>(count, 1);
  aspect = std::clamp(aspect, 0.1f, 10.0f);
  // The largest height at which all fit, found by trying each number of columns.
  const auto fits = [&](float high, const ui::Rect& r) {
    const auto across = static_cast<int64_t>(std::max(1.0f, (r.w + gap_) / (high * aspect + gap_)));
    const auto down = static_cast<int64_t>(std::max(0.0f, (r.h + gap_) / (high + foot_ + gap_)));
    return std::pair(across, down);
  };
  float high = std::max(least, std::min({most, area.h - foot_, area.w / aspect}));
  while (high > least) {
    const auto [across, down] = fits(high, area);
    if (across * down >= count) break;
    high = std::max(least, high - 1);
  }
  auto [across, down] = fits(high, area);
  down = std::max<int64_t>(1, down);
  const bool pages = across * down < count;
  if (pages) {
    area_.h -= 30;
    std::tie(across, down) = fits(high, area_);
    down = std::max<int64_t>(1, down);
  }
  across_ = std::min(across, count);
  wide_ = high * aspect;
  high_ = high;
  const int64_t on_page = across * down, last = (count - 1) / on_page;
  page_ = std::clamp<int64_t>(page_, 0, last);
  if (pages) {
    const float y = area.bottom() - 13;
    const std::string words = ui::tr_fill(
        "{} to {} of {}", {std::to_string(page_ * on_page + 1), std::to_string(std::min(count, (page_ + 1) * on_page)),
                           ui::format_count(count)});
    ui::draw::text(words, {area.mid_x(), y}, {.size = 13, .colour = ui::theme().ink2, .align = ui::Align::centre});
    const float half = 96;
    if (ui::button(ui::name_of(name, "before"), {area.mid_x() - half - 24, y - 12, 24, 24},
                   {.icon_name = "left", .kind = ui::ButtonKind::ghost, .disabled = page_ == 0, .icon_size = 13}))
      --page_;
    if (ui::button(ui::name_of(name, "after"), {area.mid_x() + half, y - 12, 24, 24},
                   {.icon_name = "right", .kind = ui::ButtonKind::ghost, .disabled = page_ == last, .icon_size = 13}))
      ++page_;
  }
  first_ = page_ * on_page;
  shown_ = std::min(on_page, count - first_);
}

ui::Rect PictureGrid::cell(int64_t k) const {
  const int64_t at = k - first_;
  const float width = static_cast<float>(across_) * (wide_ + gap_) - gap_;
  const float left = area_.x + std::max(0.0f, (area_.w - width) / 2);
  return {left + static_cast<float>(at % across_) * (wide_ + gap_),
          area_.y + static_cast<float>(at / across_) * (high_ + foot_ + gap_), wide_, high_};
}

float cell_side(float width, float height, int64_t rows, int64_t columns) {
  return std::max(1.0f, std::min({52.0f, width / static_cast<float>(std::max<int64_t>(1, columns)),
                                  height / static_cast<float>(std::max<int64_t>(1, rows))}));
}

void draw_number_cells(const ui::Rect& r, const NumberCells& cells) {
  const ui::Palette& t = ui::theme();
  views::offer_picture(r, cells.rows, cells.columns, cells.values);
  const float side = r.w / static_cast<float>(std::max<int64_t>(1, cells.columns));
  for (int64_t y = 0; y < cells.rows; ++y) {
    for (int64_t x = 0; x < cells.columns; ++x) {
      const auto i = static_cast<size_t>(y * cells.columns + x);
      if (i >= cells.values.size()) return;
      const ui::Rect cell = views::cell_rect(r, cells.rows, cells.columns, {y, x}).inset(cells.rows > 12 ? 0.0f : 1.0f);
      const bool faint = cells.faint && (*cells.faint)[i];
      const ui::Colour fill = faint ? t.cv : cells.scale.colour_of(cells.values[i]);
      ui::draw::rect_filled(cell, fill, 3);
      if (faint) ui::draw::rect(cell, t.line, 3);
      if (side >= kNumberSide) {
        const auto v = static_cast<double>(cells.values[i]);
        ui::draw::text(side >= kLongNumberSide ? ui::format_fixed(v, 2) : short_number(v), cell.centre(),
                       {.size = 12,
                        .weight = 600,
                        .mono = true,
                        .colour = faint ? t.ink3 : ui::ink_on(fill),
                        .align = ui::Align::centre});
      }
    }
  }
  ui::draw::rect(r.grown(1), t.line2, 4);
  if (cells.ring.valid()) {
    ui::draw::rect(views::cell_rect(r, cells.rows, cells.columns, cells.ring), t.acc, 3, 2.5f);
  }
  const views::Cell at = views::cell_at(r, cells.rows, cells.columns, ui::mouse());
  const auto i = static_cast<size_t>(at.row * cells.columns + at.column);
  if (!at.valid() || i >= cells.values.size() || !ImGui::IsWindowHovered()) return;
  ui::tooltip_at(std::string(cells.name) + std::to_string(i), ui::mouse(),
                 {.title = cells.faint && (*cells.faint)[i] ? ui::tr("padding") : "",
                  .rows = {{"[" + std::to_string(at.row) + ", " + std::to_string(at.column) + "]",
                            ui::format_number(static_cast<double>(cells.values[i]), 5), 0}}});
}

void mark_unit(const Opened& o, int64_t unit, const ui::Rect& r) {
  if (is_masked(o.node.masks, MaskKind::off_unit, unit)) ui::off_mark(r);
  if (is_masked(o.node.masks, MaskKind::frozen_unit, unit)) ui::frozen_mark(r);
}

void mark_rows(const Opened& o, const ui::Rect& r, int64_t rows) {
  for (const int64_t unit : o.node.masks.off_units) {
    if (unit < rows) ui::off_mark(views::cell_rect(r, rows, 1, {unit, 0}), 0);
  }
  for (const int64_t unit : o.node.masks.frozen_units) {
    if (unit < rows) ui::frozen_mark(views::cell_rect(r, rows, 1, {unit, 0}), 0);
  }
}

void caption(ui::Vec middle, std::string_view words, float room) {
  ui::draw::text(
      words, middle,
      {.size = 13, .colour = ui::theme().ink3, .align = ui::Align::centre, .max_width = room, .ellipsis = true});
}

void figure_line(const ui::Rect& r, std::string_view label, std::string_view number, bool strong, ui::Colour colour) {
  const ui::Palette& t = ui::theme();
  const ui::Text figure{.size = strong ? 22.0f : 14.0f,
                        .weight = strong ? 700 : 600,
                        .mono = true,
                        .colour = colour ? colour : t.ink,
                        .align = ui::Align::right};
  const float room = r.w - ui::text_width(number, figure) - 10;
  ui::draw::text(label, {r.x, r.mid_y()}, {.size = 13, .colour = t.ink2, .max_width = room, .ellipsis = true});
  ui::draw::text(number, {r.right(), r.mid_y()}, figure);
}

int64_t draw_bars(const char* name, const ui::Rect& r, std::span<const NamedBar> bars, int64_t* clicked,
                  bool unsigned_bars) {
  const ui::Palette& t = ui::theme();
  float most = 0, names = 30;
  for (const NamedBar& b : bars) {
    if (std::isfinite(b.value)) most = std::max(most, std::abs(b.value));
  }
  const ui::ScrollArea scroll(name, r, kBarLine * static_cast<float>(bars.size()));
  const auto first = static_cast<size_t>(std::max(0.0f, (r.y - scroll.y()) / kBarLine));
  const auto last = std::min(bars.size(), first + static_cast<size_t>(r.h / kBarLine) + 2);
  for (size_t i = first; i < last; ++i) names = std::max(names, ui::text_width(bars[i].name, {.size = 13}));
  names = std::min(names, r.w * 0.34f);
  const float figure = 66, left = r.x + names + 10, width = std::max(20.0f, r.x + scroll.width() - figure - left - 4);
  const float zero = unsigned_bars ? left : left + width / 2;
  int64_t hovered = -1;
  for (size_t i = first; i < last; ++i) {
    const NamedBar& b = bars[i];
    const ui::Rect line{r.x, scroll.y() + kBarLine * static_cast<float>(i), scroll.width(), kBarLine};
    if (clicked) {
      const ui::Hit h = ui::hit(ui::name_of(name, static_cast<long long>(i)), line, {.focusable = false});
      if (h.clicked) *clicked = static_cast<int64_t>(i);
      if (h.hovered) hovered = static_cast<int64_t>(i);
      if (h.hovered || b.chosen) ui::draw::rect_filled(line, b.chosen ? ui::with_alpha(t.acc, 0.16f) : t.bg3, 4);
    }
    ui::draw::text(b.name, {line.x + 4, line.mid_y()},
                   {.size = 13, .colour = b.chosen ? t.ink : t.ink2, .max_width = names, .ellipsis = true});
    const float share = most > 0 && std::isfinite(b.value) ? b.value / most : 0;
    const float length = std::abs(share) * (unsigned_bars ? width : width / 2);
    const ui::Rect bar{share < 0 ? zero - length : zero, line.y + 5, std::max(1.0f, length), kBarLine - 10};
    ui::draw::rect_filled(bar, std::isfinite(b.value) ? ui::sign_colour(b.value) : t.err, 2);
    if (b.off) ui::off_mark({left, line.y + 5, width, kBarLine - 10}, 2);
    ui::draw::text(ui::format_number(static_cast<double>(b.value)), {r.x + scroll.width() - 4, line.mid_y()},
                   {.size = 12, .mono = true, .colour = t.ink2, .align = ui::Align::right});
  }
  if (!unsigned_bars) {
    ui::draw::hairline({zero, r.y},
                       {zero, std::min(r.bottom(), scroll.y() + kBarLine * static_cast<float>(bars.size()))}, t.line2);
  }
  return hovered;
}

bool Refresh::due(const Opened& o, const engine::WatchedTensor& t, double how) {
  const engine::Snapshot& s = o.c.view.snapshot;
  const size_t count = t.values.size();
  const Key now{o.data,
                s.revision,
                s.written,
                s.step,
                o.row,
                count,
                t.low,
                t.high,
                count ? t.values.front() : 0,
                count ? t.values[count / 2] : 0,
                how,
                ui::theme_name()};
  if (now == key_) return false;
  const bool same = now.data == key_.data && now.revision == key_.revision && now.written == key_.written &&
                    now.row == key_.row && now.count == key_.count && now.how == key_.how && now.theme == key_.theme;
  if (same && s.running && count > kManyNumbers && o.c.now - made_ < kSlowRefresh) return false;
  key_ = now;
  made_ = o.c.now;
  return true;
}

void waiting(const Opened& o, const ui::Rect& area) {
  const View& v = o.c.view;
  ui::empty_state(area, v.error ? error_text(v.experiment.network, *v.error)
                        : o.row == engine::kProbeRow
                            ? std::string(ui::tr("Make a sample in the Output card to see it here."))
                            : std::string(ui::tr("Waiting for the network.")));
}

}  // namespace app
