#include "app/panels/data/samples.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int64_t kTiles = 4, kLines = 2;
constexpr float kPitch = 50, kTile = 46, kLabel = 18, kLine = 34, kArrows = 22;

// The samples in the order of the pages: first what is not trained on.
int64_t row_at(const engine::PreparedData& data, int64_t index) {
  for (const int part : {1, 2, 0}) {
    const auto count = static_cast<int64_t>(data.rows[part].size());
    if (index < count) return data.rows[part][static_cast<size_t>(index)];
    index -= count;
  }
  return -1;
}

int64_t per_page(views::SampleLook look) { return look == views::SampleLook::tokens ? kLines : kTiles; }

std::span<const engine::Scalar> values_of(const engine::PreparedData& data, int64_t row) {
  return {data.raw.inputs.row(row), static_cast<size_t>(data.raw.inputs.columns())};
}

}  // namespace

std::string answer_text(const engine::PreparedData& data, int64_t row) {
  if (data.raw.target_shape.rank() > 0 || row < 0 || row >= static_cast<int64_t>(data.raw.targets.size())) return "";
  const auto target = static_cast<double>(data.raw.targets[static_cast<size_t>(row)]);
  if (data.raw.classes > 0) return ui::tr(data.class_name(static_cast<int64_t>(target)));
  return ui::format_number(target);
}

float DataSamples::height(const View& view, float width) const {
  const views::SampleLook look = look_of(view);
  if (look == views::SampleLook::numbers || width < 100) return 0;
  return look == views::SampleLook::tokens ? kLine * static_cast<float>(kLines) : kTile + kLabel;
}

void DataSamples::draw(const PanelContext& c, const ui::Rect& r) {
  if (!c.view.data) return;
  const engine::PreparedData& data = *c.view.data;
  const views::SampleLook look = look_of(c.view);
  if (look == views::SampleLook::numbers) return;
  const int64_t rows = data.raw.rows(), page = per_page(look), pages = std::max<int64_t>(1, (rows + page - 1) / page);
  if (of_ != &data) page_ = 0;
  arrows({r.right() - kArrows, r.y, kArrows, look == views::SampleLook::tokens ? r.h - 4 : kTile});
  page_ = (page_ % pages + pages) % pages;  // in front of the first are the last ones
  const int64_t count = std::min(page, rows - page_ * page);
  if (look == views::SampleLook::image) paint(data, static_cast<size_t>(count), kTile);
  of_ = &data;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t row = row_at(data, page_ * page + i);
    if (row < 0) continue;
    if (look == views::SampleLook::tokens) {
      line(c, row, {r.x, r.y + kLine * static_cast<float>(i), r.w - kArrows - 6, kLine - 4});
    } else {
      tile(c, row, static_cast<size_t>(i), {r.x + kPitch * static_cast<float>(i), r.y, kTile, kTile});
    }
  }
}

// To the samples before and behind, one above the other beside the row.
void DataSamples::arrows(const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const struct {
    const char *name, *icon, *tip;
    float y;
    int step;
  } both[] = {{"data.samples.previous", "left", ui::tr("Samples before"), r.y, -1},
              {"data.samples.next", "right", ui::tr("More samples"), r.bottom() - 22, 1}};
  for (const auto& arrow : both) {
    const ui::Rect area{r.x, arrow.y, r.w, 22};
    const ui::Hit hit = ui::hit(arrow.name, area, {.focus_radius = 6});
    ui::tooltip(arrow.tip);
    if (hit.hovered) ui::draw::rect_filled(area, colours.bg2, 6);
    ui::icon(arrow.icon, area.centre(), 14, hit.hovered ? colours.ink : colours.ink3);
    if (hit.clicked) page_ += arrow.step;
  }
}

void DataSamples::paint(const engine::PreparedData& data, size_t count, float side) {
  if (of_ == &data && painted_ == page_ && theme_ == ui::theme_name() && scale_ == ui::scale()) return;
  painted_ = page_;
  theme_ = ui::theme_name();
  scale_ = ui::scale();
  const int pixels = std::max(1, static_cast<int>(std::lround(ui::px(side))));
  image_.resize(pixels * static_cast<int>(kTiles), pixels);
  for (size_t i = 0; i < count; ++i) {
    const int64_t row = row_at(data, page_ * kTiles + static_cast<int64_t>(i));
    if (row < 0) continue;
    views::paint_pixels(values_of(data, row), data.raw.inputs.shape(), views::map_of(data.raw), image_,
                        pixels * static_cast<int>(i), 0, pixels, pixels);
  }
  image_.upload(false);
}

void DataSamples::tile(const PanelContext& c, int64_t row, size_t place, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.data;
  const ui::Hit hit = ui::hit(ui::name_of("data.sample", static_cast<long long>(place)), r);
  const std::string answer = answer_text(data, row);
  ui::draw::rect_filled(r, colours.cv, 6);
  if (look_of(c.view) == views::SampleLook::series) {
    const engine::Shape& shape = data.raw.inputs.shape();
    views::draw_series(r.inset(5), values_of(data, row), shape[0], shape[1]);
  } else if (image_.texture()) {
    const auto left = static_cast<float>(place) / static_cast<float>(kTiles);
    ui::draw::image_rounded(image_.texture(), r, 6, {left, 0}, {left + 1.0f / static_cast<float>(kTiles), 1});
  }
  ui::draw::rect(r, hit.hovered ? colours.line2 : colours.line, 6);
  if (row == shown_row(c.view)) ui::draw::selection_ring(r, 6);
  ui::draw::text(
      answer, {r.mid_x(), r.bottom() + 10},
      {.size = 12, .colour = colours.ink2, .align = ui::Align::centre, .max_width = r.w + 4, .ellipsis = true});
  if (hit.clicked) ui::shown_sample().row = row;
}

void DataSamples::line(const PanelContext& c, int64_t row, const ui::Rect& r) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.data;
  const ui::Hit hit = ui::hit(ui::name_of("data.sample", static_cast<long long>(row)), r);
  ui::draw::rect_filled(r, hit.hovered ? colours.bg3 : colours.bg2, 6);
  if (row == shown_row(c.view)) ui::draw::selection_ring(r, 6);
  const std::string words = views::token_text(data.raw, values_of(data, row), 24), answer = answer_text(data, row);
  ui::tooltip(words);
  float room = r.w - 16;
  if (!answer.empty()) {
    const ui::Text look{
        .size = 12, .weight = 600, .colour = colours.acc, .align = ui::Align::right, .max_width = 80, .ellipsis = true};
    room -= std::min(80.0f, ui::draw::text(answer, {r.right() - 8, r.mid_y()}, look)) + 10;
  }
  ui::draw::text(words, {r.x + 8, r.mid_y()}, {.size = 13, .colour = colours.ink, .max_width = room, .ellipsis = true});
  if (hit.clicked) ui::shown_sample().row = row;
}

}  // namespace app
