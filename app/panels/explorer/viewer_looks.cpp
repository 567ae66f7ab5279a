// The large picture of a sample, for each kind there is.
#include <algorithm>
#include <cmath>

#include "app/panels/explorer/grid.h"
#include "app/panels/explorer/parts.h"
#include "app/panels/explorer/viewer.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kLine = 26, kHead = 34;

// As large as it fits, in the middle.
ui::Rect fit(const ui::Rect& r, float wide, float high) {
  const float k = std::min(r.w / std::max(1.0f, wide), r.h / std::max(1.0f, high));
  return {r.mid_x() - wide * k / 2, r.mid_y() - high * k / 2, wide * k, high * k};
}

struct NamedValue {
  std::string name;
  double value = 0;
};

// Names and numbers in two columns, as many lines as are seen.
template <class At>
void value_list(const char* name, const ui::Rect& r, std::string_view title, int64_t count, const At& at) {
  const ui::Palette& t = ui::theme();
  ui::well(r);
  ui::draw::text(title, {r.x + 16, r.y + kHead / 2},
                 {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w - 24});
  ui::draw::hairline({r.x + 1, r.y + kHead}, {r.right() - 1, r.y + kHead}, t.line);
  const ui::Rect inside{r.x + 1, r.y + kHead + 1, r.w - 4, r.h - kHead - 3};
  const auto list = SampleGrid::fit(inside.w, count, inside.w, kLine, 0);
  const ui::ScrollArea scroll(name, inside, static_cast<float>(list.height()));
  const auto seen = list.visible(static_cast<double>(inside.y - scroll.y()), static_cast<double>(inside.h));
  for (int64_t i = seen.first; i < seen.last; ++i) {
    const ui::Rect line = list.cell(i, inside.x, scroll.y(), 0);
    const NamedValue v = at(i);
    const float right = r.x + std::min(r.w - 20, 320.0f);
    ui::draw::text(v.name, {r.x + 16, line.mid_y()},
                   {.size = 13, .colour = t.ink2, .max_width = right - r.x - 120, .ellipsis = true});
    ui::draw::text(std::isnan(v.value) ? "–" : ui::format_number(v.value, 5), {right, line.mid_y()},
                   {.size = 13, .mono = true, .colour = t.ink, .align = ui::Align::right});
  }
}

}  // namespace

void SampleViewer::paint(const ExplorerContext& c) {
  if (of_ == c.data.get() && made_ == row_ && theme_ == ui::theme_name()) return;
  of_ = c.data.get();
  made_ = row_;
  theme_ = ui::theme_name();
  const engine::Dataset& raw = c.data->raw;
  const engine::Shape& shape = raw.inputs.shape();
  const std::span<const engine::Scalar> values = sample_values(*c.data, row_), targets = sample_targets(*c.data, row_);
  if (c.look == views::SampleLook::image) {
    image_.resize(static_cast<int>(shape[2]), static_cast<int>(shape[1]));
    views::paint_pixels(values, shape, views::map_of(raw), image_, 0, 0, image_.width(), image_.height());
    image_.upload(false);
    if (raw.target_shape.rank() == 2) {
      mask_.resize(static_cast<int>(raw.target_shape[1]), static_cast<int>(raw.target_shape[0]));
      const std::vector<float> classes(targets.begin(), targets.end());
      views::paint_classes(classes, raw.target_shape[0], raw.target_shape[1], raw.classes, mask_);
      mask_.upload(false);
    }
  } else if (c.look == views::SampleLook::series) {
    const int64_t steps = shape[0], features = shape[1];
    lines_.assign(static_cast<size_t>(features), {});
    for (int64_t f = 0; f < features; ++f) {
      for (int64_t k = 0; k < steps; ++k)
        lines_[static_cast<size_t>(f)].push_back(static_cast<float>(values[static_cast<size_t>(k * features + f)]));
    }
    ahead_.clear();
    if (raw.ordered && raw.classes == 0 && features == 1 && !lines_[0].empty()) {
      ahead_.push_back(lines_[0].back());
      for (const engine::Scalar v : targets) ahead_.push_back(static_cast<float>(v));
    }
  } else if (c.look == views::SampleLook::numbers) {
    seen_.assign(static_cast<size_t>(std::max<int64_t>(0, c.data->input_shape.count())), 0);
    if (!values.empty() && !seen_.empty()) c.data->transform(values.data(), seen_.data());
  }
}

void SampleViewer::picture(const ExplorerContext& c, const ui::Rect& r) {
  paint(c);
  ui::well(r);
  const bool mask = c.data->raw.target_shape.rank() == 2;
  const ui::Rect half{r.x, r.y, mask ? r.w / 2 : r.w, r.h};
  const ui::Rect fitted = fit(half.inset(20), static_cast<float>(image_.width()), static_cast<float>(image_.height()));
  if (image_.texture()) ui::draw::image(image_.texture(), fitted);
  ui::draw::rect(fitted.grown(1), ui::theme().line, 2);
  if (mask && mask_.texture()) ui::draw::image(mask_.texture(), fitted.shifted(r.w / 2, 0));
  const ui::Hit hit = ui::hit("explorer.picture", fitted, {.focusable = false});
  if (hit.hovered) pixel_tip(c, fitted);
}

void SampleViewer::pixel_tip(const ExplorerContext& c, const ui::Rect& fitted) {
  const engine::Shape& shape = c.data->raw.inputs.shape();
  const std::span<const engine::Scalar> values = sample_values(*c.data, row_);
  const auto x = std::clamp(static_cast<int64_t>((ui::mouse().x - fitted.x) / fitted.w * static_cast<float>(shape[2])),
                            int64_t{0}, shape[2] - 1);
  const auto y = std::clamp(static_cast<int64_t>((ui::mouse().y - fitted.y) / fitted.h * static_cast<float>(shape[1])),
                            int64_t{0}, shape[1] - 1);
  const float wide = fitted.w / static_cast<float>(shape[2]), high = fitted.h / static_cast<float>(shape[1]);
  ui::draw::rect({fitted.x + wide * static_cast<float>(x), fitted.y + high * static_cast<float>(y), wide, high},
                 ui::theme().acc, 0, 2);
  ui::Tip tip{.title = ui::tr_fill("row {}, column {}", {std::to_string(y), std::to_string(x)})};
  const char* rgb[] = {"R", "G", "B"};
  for (int64_t k = 0; k < std::min<int64_t>(shape[0], 6); ++k) {
    const auto v = static_cast<double>(values[static_cast<size_t>((k * shape[1] + y) * shape[2] + x)]);
    tip.rows.push_back({.label = shape[0] == 3   ? rgb[k]
                                 : shape[0] == 1 ? ui::tr("value")
                                                 : std::to_string(k + 1),
                        .value = ui::format_number(v)});
  }
  ui::tooltip_now(ui::mouse() + ui::Vec{14, 20}, tip);
}

void SampleViewer::series(const ExplorerContext& c, const ui::Rect& r) {
  paint(c);
  ui::well(r);
  const ui::Palette& t = ui::theme();
  std::vector<ui::Series> lines;
  const size_t shown = std::min<size_t>(lines_.size(), std::size(t.category));
  for (size_t f = 0; f < shown; ++f) {
    lines.push_back({.y = lines_[f],
                     .colour = shown == 1 ? t.pos : ui::class_colour(static_cast<int>(f), 10),
                     .end_dot = false,
                     .name = column_name(c.data->raw, static_cast<int64_t>(f))});
  }
  if (ahead_.size() > 1) {
    lines.push_back({.y = ahead_,
                     .x_first = static_cast<double>(lines_[0].size()) - 1,
                     .colour = t.val,
                     .name = ui::tr(c.data->raw.target_name)});
  }
  (void)ui::line_chart("explorer.series", {r.x + 56, r.y + 24, r.w - 84, r.h - 60},
                       {.series = lines, .x_name = ui::tr("step")});
}

void SampleViewer::text(const ExplorerContext& c, const ui::Rect& r) {
  const engine::Dataset& raw = c.data->raw;
  ui::well(r);
  const ui::Rect inside{r.x + 1, r.y + 1, r.w - 4, r.h - 2};
  const ui::ScrollArea scroll("explorer.text", inside, text_height_ + 32);
  const bool hovered = inside.contains(ui::mouse()) && ImGui::IsWindowHovered();
  const ui::Rect lines{r.x + 18, scroll.y() + 16, r.w - 48, 0};
  const TokenLook look{
      .ids = raw.vocabulary.empty(), .labels = !raw.vocabulary.empty(), .hovered = hovered, .line = 30};
  text_height_ = draw_tokens(raw, sample_values(*c.data, row_), lines, inside, look);
  // What is asked for, where it is a class for each step.
  if (raw.target_shape.rank() != 1 || raw.classes < 1) return;
  float y = lines.y + text_height_ + 20;
  ui::draw::text(ui::tr("Target of each step"), {lines.x, y}, {.size = 13, .weight = 600, .colour = ui::theme().ink3});
  y += 20;
  engine::Dataset answers;
  answers.vocabulary = raw.class_names.empty() ? std::vector<std::string>{} : raw.class_names;
  text_height_ = y - lines.y +
                 draw_tokens(answers, sample_targets(*c.data, row_), {lines.x, y, lines.w, 0}, inside,
                             {.padded = false, .hovered = hovered, .line = 30});
}

void SampleViewer::numbers(const ExplorerContext& c, const ui::Rect& r) {
  paint(c);
  const engine::Dataset& raw = c.data->raw;
  const float half = (r.w - 12) / 2;
  value_list("explorer.raw", {r.x, r.y, half, r.h}, ui::tr("As it came"), raw.inputs.columns(), [&](int64_t i) {
    return NamedValue{column_name(raw, i), raw_value(raw, row_, i)};
  });
  value_list("explorer.seen", {r.x + half + 12, r.y, half, r.h}, ui::tr("As the network sees it"),
             static_cast<int64_t>(seen_.size()), [&](int64_t i) {
               const auto k = static_cast<size_t>(i);
               return NamedValue{
                   k < c.data->feature_names.size() ? ui::tr_name(c.data->feature_names[k]) : std::to_string(i + 1),
                   static_cast<double>(seen_[k])};
             });
}

}  // namespace app
