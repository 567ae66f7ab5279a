#include "app/panels/explorer/table.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/grid.h"
#include "app/panels/explorer/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kHead = 34, kLine = 26, kNumber = 74, kPart = 26, kAnswer = 132, kBar = 12;
constexpr float kLeastColumn = 104, kMostColumn = 190;
constexpr const char* kScroll = "explorer.table";

float fixed_width(const engine::Dataset& set) { return kNumber + kPart + (set.target_shape.rank() == 0 ? kAnswer : 0); }

}  // namespace

SampleTable::Columns SampleTable::columns_in(const ExplorerContext& c, const ui::Rect& r) {
  Columns k;
  const int64_t count = c.data->raw.inputs.columns();
  const float fixed = fixed_width(c.data->raw);
  k.area = {r.x + fixed, r.y, std::max(1.0f, r.w - fixed - 14), r.h};
  k.wide = std::clamp(k.area.w / static_cast<float>(std::max<int64_t>(1, count)), kLeastColumn, kMostColumn);
  const float most = std::max(0.0f, k.wide * static_cast<float>(count) - k.area.w);
  if (k.area.contains(ui::mouse()) && !ui::keyboard_taken()) offset_ -= ImGui::GetIO().MouseWheelH * 60;
  offset_ = std::clamp(offset_, 0.0f, most);
  k.x = k.area.x - offset_;
  k.first = static_cast<int64_t>(offset_ / k.wide);
  k.last = std::min(count, static_cast<int64_t>(std::ceil((offset_ + k.area.w) / k.wide)));
  return k;
}

int64_t SampleTable::draw(const ExplorerContext& c, const SampleIndex& index, const std::vector<int64_t>& rows,
                          const ui::Rect& r) {
  ui::well(r);
  const Columns columns = columns_in(c, r);
  const int64_t count = c.data->raw.inputs.columns();
  const bool wide = columns.wide * static_cast<float>(count) > columns.area.w + 0.5f;
  header(c, columns, r);
  if (wide) side_bar(columns, count, r);
  const ui::Rect inside{r.x + 1, r.y + kHead, r.w - 4, r.h - kHead - (wide ? kBar + 2 : 2)};
  const auto lines = SampleGrid::fit(inside.w, static_cast<int64_t>(rows.size()), inside.w, kLine, 0);
  int64_t opened = -1;
  {
    const ui::ScrollArea scroll(kScroll, inside, static_cast<float>(lines.height()));
    const auto seen = lines.visible(static_cast<double>(inside.y - scroll.y()), static_cast<double>(inside.h));
    for (int64_t i = seen.first; i < seen.last; ++i) {
      const int64_t row = rows[static_cast<size_t>(i)];
      if (line(c, index, row, columns, lines.cell(i, inside.x, scroll.y(), 0))) opened = row;
    }
    scroll_by_keys(kScroll, inside, scroll.y(), lines.height());
  }
  const int64_t entered = keys(c, rows, inside);
  return entered >= 0 ? entered : opened;
}

void SampleTable::header(const ExplorerContext& c, const Columns& columns, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const engine::Dataset& raw = c.data->raw;
  const float y = r.y + kHead / 2;
  const ui::Text look{.size = 12, .weight = 600, .colour = t.ink3, .align = ui::Align::right};
  ui::draw::text(ui::tr("Row"), {r.x + kNumber - 12, y}, look);
  if (raw.target_shape.rank() == 0) {
    ui::draw::text(ui::tr(raw.target_name), {r.x + kNumber + kPart, y},
                   {.size = 12, .weight = 600, .colour = t.ink, .max_width = kAnswer - 16, .ellipsis = true});
  }
  ui::draw::push_clip(columns.area);
  for (int64_t k = columns.first; k < columns.last; ++k) {
    const float right = columns.x + columns.wide * static_cast<float>(k + 1) - 12;
    const std::string name = column_name(raw, k);
    const float wide = std::min(columns.wide - 16, ui::text_width(name, {.size = 12, .weight = 600}));
    ui::draw::text(name, {right - wide, y},
                   {.size = 12, .weight = 600, .colour = t.ink3, .max_width = columns.wide - 16, .ellipsis = true});
  }
  ui::draw::pop_clip();
  ui::draw::hairline({r.x + 1, r.y + kHead - 1}, {r.right() - 1, r.y + kHead - 1}, t.line);
  const float border = columns.area.x - 4;
  ui::draw::hairline({border, r.y + 1}, {border, r.bottom() - 1}, t.line);
}

bool SampleTable::line(const ExplorerContext& c, const SampleIndex& index, int64_t row, const Columns& columns,
                       const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const engine::Dataset& raw = c.data->raw;
  const ui::Hit hit = ui::hit(ui::name_of("explorer.sample", row), {r.x, r.y, r.w - 12, r.h}, {.focusable = false});
  const bool shown = row == shown_row(c.panel.view);
  const ui::Rect back{r.x + 3, r.y, r.w - 16, r.h};
  if (shown || hit.hovered) ui::draw::rect_filled(back, shown ? t.bg3 : t.bg2, 5);
  if (shown) ui::draw::rect(back, t.acc, 5, 1.5f);
  ui::draw::text(ui::format_count(row + 1), {r.x + kNumber - 12, r.mid_y()},
                 {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
  part_mark({r.x + kNumber + 6, r.mid_y()}, index.part(row));
  draw_answer(*c.data, row, {r.x + kNumber + kPart, r.mid_y()}, kAnswer - 12, ui::Align::left);
  ui::draw::push_clip({columns.area.x, r.y, columns.area.w, r.h});
  for (int64_t k = columns.first; k < columns.last; ++k) {
    const double v = raw_value(raw, row, k);
    const bool absent = std::isnan(v);
    ui::draw::text(absent ? "–" : ui::format_number(v, 4),
                   {columns.x + columns.wide * static_cast<float>(k + 1) - 12, r.mid_y()},
                   {.size = 12, .mono = true, .colour = absent ? t.warn : t.ink2, .align = ui::Align::right});
  }
  ui::draw::pop_clip();
  if (hit.clicked) ui::shown_sample().row = row;
  return hit.clicked;
}

// Up and down move the shown row, left and right the columns; Enter opens.
int64_t SampleTable::keys(const ExplorerContext& c, const std::vector<int64_t>& rows, const ui::Rect& inside) {
  if (ui::keyboard_taken() || c.panel.view.dialog != Dialog::none || ui::focus_uses(ui::Key::right)) return -1;
  if (ui::key_pressed(ui::Key::left)) offset_ -= kLeastColumn;
  if (ui::key_pressed(ui::Key::right)) offset_ += kLeastColumn;
  const int step = (ui::key_pressed(ui::Key::down) ? 1 : 0) - (ui::key_pressed(ui::Key::up) ? 1 : 0);
  const bool enter = ui::key_pressed(ui::Key::enter, false) && !ui::focus_uses(ui::Key::enter);
  if (step == 0 && !enter) return -1;
  const auto found = std::find(rows.begin(), rows.end(), shown_row(c.panel.view));
  int64_t at = found == rows.end() ? 0 : found - rows.begin();
  if (found != rows.end()) at = std::clamp<int64_t>(at + step, 0, static_cast<int64_t>(rows.size()) - 1);
  const int64_t row = rows[static_cast<size_t>(at)];
  ui::shown_sample().row = row;
  const float top = kLine * static_cast<float>(at);
  ui::scroll_to(kScroll, top, top + kLine, inside.h);
  return enter ? row : -1;
}

void SampleTable::side_bar(const Columns& columns, int64_t count, const ui::Rect& r) {
  const float content = columns.wide * static_cast<float>(count), most = content - columns.area.w;
  const float size = std::max(28.0f, columns.area.w * columns.area.w / content), way = columns.area.w - size;
  const ui::Rect bar{columns.area.x + way * offset_ / std::max(1.0f, most), r.bottom() - 8, size, 4};
  const ui::Hit hit = ui::hit("explorer.columns", bar, {.focusable = false, .reach = 4});
  if (hit.held) offset_ = std::clamp(offset_ + hit.moved.x * most / std::max(1.0f, way), 0.0f, most);
  ui::draw::rect_filled(bar, hit.hovered || hit.held ? ui::theme().ink3 : ui::theme().line2, 2);
}

}  // namespace app
