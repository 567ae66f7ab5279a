// The grid of samples: pictures and series as tiles, texts as lines.
#include <algorithm>
#include <cmath>

#include "app/panels/explorer/grid.h"
#include "app/panels/explorer/parts.h"
#include "app/panels/explorer/samples.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kPicture = 76, kSeriesWide = 168, kSeriesHigh = 84, kLabel = 20, kLine = 36, kGap = 10, kPad = 12;
constexpr const char* kScroll = "explorer.grid";

}  // namespace

void SamplesPage::cells(const ExplorerContext& c, const ui::Rect& r) {
  const bool text = c.look == views::SampleLook::tokens, image = c.look == views::SampleLook::image;
  ui::well(r);
  const ui::Rect inside{r.x + kPad, r.y + 1, r.w - kPad - 6, r.h - 2};
  const auto count = static_cast<int64_t>(rows_.size());
  const float width = inside.w - 14;
  SampleGrid grid = text    ? SampleGrid::fit(width, count, width, kLine, 4)
                    : image ? SampleGrid::fit(width, count, kPicture, kPicture + kLabel, kGap)
                            : SampleGrid::fit(width, count, kSeriesWide, kSeriesHigh + kLabel, kGap);
  if (image) {
    // Tiles stay square: what is left over goes between them.
    grid.gap = grid.columns > 1
                   ? (width - kPicture * static_cast<float>(grid.columns)) / static_cast<float>(grid.columns - 1)
                   : 0;
    grid.wide = kPicture;
    grid.high = kPicture + kLabel + kGap - grid.gap;
    arrange_atlas(c, r, kPicture);
  }
  const double content = grid.height() + 2.0 * static_cast<double>(kPad);
  const ui::ScrollArea scroll(kScroll, inside, static_cast<float>(content));
  const float top = scroll.y() + kPad;
  const auto seen = grid.visible(static_cast<double>(inside.y - top), static_cast<double>(inside.h));
  for (int64_t i = seen.first; i < seen.last; ++i) {
    const int64_t row = rows_[static_cast<size_t>(i)];
    const ui::Rect cell = grid.cell(i, inside.x, top, 0);
    if (text) {
      text_cell(c, row, cell);
    } else {
      picture_cell(c, row, {cell.x, cell.y, cell.w, image ? kPicture : kSeriesHigh});
    }
  }
  scroll_by_keys(kScroll, inside, scroll.y(), content);
  keys(c, grid.columns, static_cast<float>(grid.pitch()), inside);
}

void SamplesPage::arrange_atlas(const ExplorerContext& c, const ui::Rect& r, float cell) {
  const engine::Shape& shape = c.data->raw.inputs.shape();
  const auto most = std::max<int64_t>(1, std::lround(ui::px(cell)));
  // Small pictures are kept as they are and enlarged with sharp pixels; large ones are thinned to what is seen.
  const auto wide = static_cast<int>(std::min(shape[2], most)), high = static_cast<int>(std::min(shape[1], most));
  const auto seen = static_cast<int>((r.w / cell + 1) * (r.h / (cell + kLabel) + 2));
  atlas_.arrange(wide, high, 2 * std::max(1, seen));
  if (theme_ != ui::theme_name()) atlas_.clear();
  theme_ = ui::theme_name();
}

// A click opens the sample; it becomes the one that all panels show.
void SamplesPage::picture_cell(const ExplorerContext& c, int64_t row, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const engine::Shape& shape = c.data->raw.inputs.shape();
  const ui::Hit hit = ui::hit(ui::name_of("explorer.sample", row), r, {.focusable = false});
  ui::tooltip(ui::tr_fill("Sample {}, {}", {ui::format_count(row + 1), part_word(index_->part(row))}));
  if (c.look == views::SampleLook::image) {
    const auto wide = static_cast<float>(shape[2]), high = static_cast<float>(shape[1]);
    const float k = std::min(r.w / wide, r.h / high);
    const ui::Rect fitted{r.mid_x() - wide * k / 2, r.mid_y() - high * k / 2, wide * k, high * k};
    atlas_.draw(row, sample_values(*c.data, row), shape, views::map_of(c.data->raw), fitted, 6);
  } else {
    ui::draw::rect_filled(r, t.bg1, 6);
    views::draw_series(r.inset(8), sample_values(*c.data, row), shape[0], shape[1]);
  }
  ui::draw::rect(r, hit.hovered ? t.line2 : t.line, 6);
  if (row == shown_row(c.panel.view)) ui::draw::selection_ring(r, 6);
  part_mark({r.x + 6, r.bottom() + 11}, index_->part(row));
  draw_answer(*c.data, row, {r.x + 15, r.bottom() + 11}, r.w - 15, ui::Align::left);
  if (!hit.clicked) return;
  ui::shown_sample().row = row;
  viewer_.open(row);
}

void SamplesPage::text_cell(const ExplorerContext& c, int64_t row, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const engine::Dataset& raw = c.data->raw;
  const ui::Hit hit = ui::hit(ui::name_of("explorer.sample", row), r, {.focusable = false});
  ui::draw::rect_filled(r, hit.hovered ? t.bg2 : t.bg1, 6);
  if (row == shown_row(c.panel.view)) ui::draw::rect(r, t.acc, 6, 2);
  ui::draw::text(ui::format_count(row + 1), {r.x + 50, r.mid_y()},
                 {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
  part_mark({r.x + 64, r.mid_y()}, index_->part(row));
  const bool answered = raw.target_shape.rank() == 0;
  const float left = r.x + 80, right = r.right() - (answered ? 108.0f : 10.0f);
  draw_token_line(raw, sample_values(*c.data, row), {left, r.y, right - left, r.h},
                  {.ids = ids_ || raw.vocabulary.empty(), .hovered = hit.hovered});
  draw_answer(*c.data, row, {r.right() - 10, r.mid_y()}, 92, ui::Align::right);
  if (!hit.clicked) return;
  ui::shown_sample().row = row;
  viewer_.open(row);
}

// Arrows move the shown sample through the grid, Enter opens it.
void SamplesPage::keys(const ExplorerContext& c, int columns, float cell_pitch, const ui::Rect& r) {
  if (ui::keyboard_taken() || c.panel.view.dialog != Dialog::none) return;
  int64_t step = 0;
  if (ui::key_pressed(ui::Key::left)) step = -1;
  if (ui::key_pressed(ui::Key::right)) step = 1;
  if (ui::key_pressed(ui::Key::up)) step = -columns;
  if (ui::key_pressed(ui::Key::down)) step = columns;
  const bool enter = ui::key_pressed(ui::Key::enter, false) && !ui::focus_uses(ui::Key::enter);
  if ((step == 0 && !enter) || ui::focus_uses(ui::Key::right)) return;
  const auto found = std::find(rows_.begin(), rows_.end(), shown_row(c.panel.view));
  int64_t at = found == rows_.end() ? 0 : found - rows_.begin();
  if (step != 0 && found != rows_.end()) at = std::clamp<int64_t>(at + step, 0, static_cast<int64_t>(rows_.size()) - 1);
  const int64_t row = rows_[static_cast<size_t>(at)];
  ui::shown_sample().row = row;
  const float top = static_cast<float>(at / columns) * cell_pitch;
  ui::scroll_to(kScroll, top, top + cell_pitch + kPad, r.h);
  if (enter) viewer_.open(row);
}

}  // namespace app
