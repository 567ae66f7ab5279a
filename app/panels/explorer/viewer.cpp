#include "app/panels/explorer/viewer.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kHead = 44, kFacts = 200;

struct Spread {
  double low = 0, high = 0, mean = 0;
  bool any = false;
};

Spread spread_of(std::span<const engine::Scalar> values) {
  Spread s;
  double sum = 0;
  int64_t count = 0;
  for (const engine::Scalar value : values) {
    const auto v = static_cast<double>(value);
    if (!std::isfinite(v)) continue;
    s.low = s.any ? std::min(s.low, v) : v;
    s.high = s.any ? std::max(s.high, v) : v;
    s.any = true;
    sum += v;
    ++count;
  }
  if (count > 0) s.mean = sum / static_cast<double>(count);
  return s;
}

}  // namespace

bool SampleViewer::close() {
  const bool was = is_open();
  row_ = -1;
  return was;
}

void SampleViewer::walk(const std::vector<int64_t>& rows, int64_t step) {
  if (rows.empty() || step == 0) return;
  const auto found = std::find(rows.begin(), rows.end(), row_);
  const auto count = static_cast<int64_t>(rows.size());
  const int64_t at = found == rows.end() ? 0 : (found - rows.begin() + step + count) % count;
  row_ = rows[static_cast<size_t>(at)];
  ui::shown_sample().row = row_;
}

void SampleViewer::draw(const ExplorerContext& c, const SampleIndex& index, const std::vector<int64_t>& rows,
                        const ui::Rect& r) {
  // Another panel walks on: this one follows, as they all show the same sample.
  const int64_t shown = ui::shown_sample().row;
  if (shown >= 0 && shown < c.data->raw.rows()) row_ = shown;
  if (!ui::keyboard_taken() && c.panel.view.dialog == Dialog::none && !ui::focus_uses(ui::Key::right)) {
    if (ui::key_pressed(ui::Key::left)) walk(rows, -1);
    if (ui::key_pressed(ui::Key::right)) walk(rows, 1);
  }
  head(c, index, rows, {r.x, r.y, r.w, kHead});
  if (!is_open()) return;
  const ui::Rect body{r.x, r.y + kHead, r.w - kFacts - 16, r.h - kHead};
  switch (c.look) {
    case views::SampleLook::image: picture(c, body); break;
    case views::SampleLook::series: series(c, body); break;
    case views::SampleLook::tokens: text(c, body); break;
    case views::SampleLook::numbers: numbers(c, body); break;
  }
  facts(c, index, {r.right() - kFacts, body.y, kFacts, body.h});
}

void SampleViewer::head(const ExplorerContext& c, const SampleIndex&, const std::vector<int64_t>& rows,
                        const ui::Rect& r) {
  const float y = r.y + 8;
  const std::string back = ui::tr("All samples");
  const float wide = ui::text_width(back, {.size = 13}) + 46;
  const bool leave = ui::button("explorer.back", {r.x, y, wide, 28},
                                {.icon_name = "left",
                                 .label = back,
                                 .size = 13,
                                 .icon_size = 14,
                                 .radius = 6,
                                 .tip = ui::tr("Back to all samples (Esc)")});
  if (ui::button("explorer.previous", {r.x + wide + 12, y, 28, 28},
                 {.icon_name = "left", .icon_size = 14, .radius = 6, .tip = ui::tr("Sample before")}))
    walk(rows, -1);
  if (ui::button("explorer.next", {r.x + wide + 46, y, 28, 28},
                 {.icon_name = "right", .icon_size = 14, .radius = 6, .tip = ui::tr("Next sample")}))
    walk(rows, 1);
  float x = r.x + wide + 90;
  x += ui::draw::text(ui::tr_fill("Sample {}", {ui::format_count(row_ + 1)}), {x, r.y + 22},
                      {.size = 15, .weight = 600, .colour = ui::theme().ink});
  const auto found = std::find(rows.begin(), rows.end(), row_);
  if (found != rows.end()) {
    ui::draw::text(ui::tr_fill("{} of {}", {ui::format_count(found - rows.begin() + 1),
                                            ui::format_count(static_cast<long long>(rows.size()))}),
                   {x + 14, r.y + 22}, {.size = 13, .colour = ui::theme().ink3, .max_width = r.right() - x - 20});
  }
  (void)c;
  if (leave) close();
}

// What is known of the sample, in a column at the right.
void SampleViewer::facts(const ExplorerContext& c, const SampleIndex& index, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const engine::Dataset& raw = c.data->raw;
  float y = r.y + 10;
  const auto label = [&](std::string_view words) {
    ui::draw::text(words, {r.x, y}, {.size = 12, .colour = t.ink3, .max_width = r.w, .ellipsis = true});
    y += 20;
  };
  const auto value = [&](const std::string& words) {
    ui::draw::text(words, {r.x, y},
                   {.size = 14, .weight = 600, .mono = true, .colour = t.ink, .max_width = r.w, .ellipsis = true});
    y += 32;
  };
  if (raw.target_shape.rank() == 0) {
    label(raw.classes > 0 ? ui::tr("Class") : ui::tr(raw.target_name));
    const int64_t k = index.class_of(row_);
    const std::span<const engine::Scalar> target = sample_targets(*c.data, row_);
    const std::string name = raw.classes > 0  ? (k >= 0 ? ui::tr(c.data->class_name(k)) : "–")
                             : target.empty() ? "–"
                                              : ui::format_number(static_cast<double>(target[0]), 4);
    ui::draw::text(name, {r.x, y + 4},
                   {.size = 22,
                    .weight = 700,
                    .mono = raw.classes == 0,
                    .colour = k >= 0 ? colour_of_class(*c.data, k) : t.ink,
                    .max_width = r.w,
                    .ellipsis = true});
    y += 42;
  }
  label(ui::tr("Part"));
  const int part = index.part(row_);
  part_mark({r.x + 5, y}, part);
  ui::draw::text(part_word(part), {r.x + 18, y}, {.size = 14, .weight = 600, .colour = t.ink});
  y += 32;
  label(ui::tr("Shape"));
  value(raw.inputs.shape().text());
  if (c.look == views::SampleLook::tokens) {
    label(ui::tr("Tokens"));
    value(ui::format_count(static_cast<long long>(text_length(raw, sample_values(*c.data, row_)))));
    return;
  }
  const Spread s = spread_of(sample_values(*c.data, row_));
  if (!s.any) return;
  label(ui::tr("Smallest and largest value"));
  value(ui::format_number(s.low, 4) + " … " + ui::format_number(s.high, 4));
  label(ui::tr("Mean"));
  value(ui::format_number(s.mean, 4));
}

}  // namespace app
