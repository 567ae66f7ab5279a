#include "app/panels/charts.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_decision.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/terms.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

constexpr float kTitle = 20, kCollapsed = 120;

bool has_classes(const View& view) {
  if (!learns_labels(view.experiment)) return false;
  const auto& data = view.snapshot.data;
  return data ? data->raw.classes > 0 : true;
}

// The layer whose weights are shown: the selected one, else the first that has any.
std::string weights_node(const View& view) {
  const std::string selected = view.selection.single();
  std::string first;
  const auto& nodes = view.experiment.network.nodes;
  for (const size_t i : view.info.order) {
    const engine::LayerType* type = i < view.info.nodes.size() ? view.info.nodes[i].type : nullptr;
    if (!type || !type->has_weights || i >= nodes.size()) continue;
    if (nodes[i].id == selected) return selected;
    if (first.empty()) first = nodes[i].id;
  }
  return first;
}

// A range that takes in the scores and moves in large steps only; of errors it follows the data.
void score_range(const CurveSeries& s, const engine::MetricType& metric, ui::LineChart& chart) {
  float low = 1, high = 0;
  for (const SmoothLine* line : {&s.train_score, &s.validation_score}) {
    if (line->smooth.empty()) continue;
    low = std::min(low, line->low);
    high = std::max(high, *std::max_element(line->smooth.begin(), line->smooth.end()));
  }
  const bool of_episodes = metric.value == &engine::Metrics::episode_return;
  if (!metric.share && (!metric.higher_is_better || high > 1 || of_episodes)) {
    chart.zero_based = low >= 0;
    return;
  }
  chart.y_high = 1;
  chart.y_low = metric.share ? std::min(0.5, std::floor(static_cast<double>(low) * 4) / 4) : low < 0 ? -1 : 0;
  if (metric.share) chart.ticks = ui::TickStyle::percent;
}

std::string score_text(double v, const engine::MetricType& metric) {
  if (!std::isfinite(v)) return "–";
  if (metric.share) return ui::format_percent(v);
  if (metric.value == &engine::Metrics::episode_return) return ui::format_number(v);
  if (metric.value == &engine::Metrics::episode_length) return ui::format_fixed(v, 0);
  if (metric.value == &engine::Metrics::modes) return ui::format_count(static_cast<int64_t>(v));
  return metric.higher_is_better ? ui::format_fixed(v, 3) : ui::format_number(v);
}

ui::Series line(const CurveSeries& s, const SmoothLine& values, ui::Colour colour, std::string name) {
  return {.y = values.smooth, .x = s.epoch, .colour = colour, .name = std::move(name)};
}

// With the values before smoothing behind it, as long as they are single points to the eye.
ui::Series line_with_points(const CurveSeries& s, const SmoothLine& values, ui::Colour colour, std::string name) {
  ui::Series series = line(s, values, colour, std::move(name));
  if (values.raw.size() < 1000) series.raw = values.raw;
  return series;
}

// A key with its word, right to left; returns the x to the left of it.
float legend(float right, float y, const char* word, ui::Colour colour) {
  const ui::Text look{.size = 12, .colour = ui::theme().ink3, .align = ui::Align::right};
  const float width = ui::draw::text(word, {right, y}, look);
  ui::legend_key({right - width - 19, y}, colour);
  return right - width - 29;
}

std::string last_score(const SmoothLine& values, const engine::MetricType& metric) {
  return values.raw.empty() ? "–" : score_text(static_cast<double>(values.raw.back()), metric);
}

}  // namespace

void ChartsPanel::draw(const PanelContext& c) {
  const ui::Surface surface("charts", c.area);
  ui::panel(c.area);
  series_.follow(c.view.curve, metric(c.view));
  if (c.area.h < kCollapsed) {
    collapsed(c);
    return;
  }
  Columns at{c.area, (c.area.w - 24 - 3 * 16) / 4, c.area.y + 40, c.area.h - 68};
  for (int i = 1; i < 4; ++i) {
    ui::draw::hairline({at.x(i) - 8, c.area.y + 12}, {at.x(i) - 8, c.area.bottom() - 12}, ui::theme().line);
  }
  loss(c, at);
  score(c, at);
  gradients(c, at);
  weights(c, at);
}

namespace {

// Each chart is there large.
void open_large(const PanelContext& c, const ui::ChartView& chart, const std::string& quantity) {
  if (chart.pointer.clicked) c.actions.push(action::OpenCurves{true, quantity});
}

}  // namespace

void ChartsPanel::loss(const PanelContext& c, const Columns& at) {
  const ui::Palette& colours = ui::theme();
  const float y = at.area.y + kTitle, right = at.x(0) + at.width;
  const ui::Text head{.size = 14, .weight = 600, .colour = colours.ink};
  const float keys = ui::text_width(ui::tr("train"), {.size = 12}) + ui::text_width(ui::tr("val"), {.size = 12}) + 58;
  const float title = ui::draw::text(ui::with_english(ui::tr("Loss"), head, at.width - 46 - keys), {at.x(0), y}, head);
  const SmoothLine& validation = series_.validation_loss;
  const bool below = std::min(series_.train_loss.low, validation.low) < 0;  // such as a difference of energies
  const bool log = log_loss_ && !below;
  if (ui::button("charts.log", {right - 36, y - 11, 36, 22},
                 {.label = ui::tr("log"),
                  .on = log,
                  .disabled = below,
                  .size = 12,
                  .radius = 6,
                  .tip = ui::tr("Logarithmic axis: equal ratios are equal steps")})) {
    log_loss_ = !log_loss_;
  }
  const bool validated = validation.raw.empty() || std::isfinite(validation.raw.back());  // a policy has no such loss
  const float x = validated ? legend(right - 46, y, ui::tr("val"), colours.val) : right - 46;
  const float room = x - at.x(0) - title - 8;
  if (ui::text_width(ui::tr("train"), {.size = 12}) + 19 < room) legend(x, y, ui::tr("train"), colours.ink);
  const ui::Series lines[] = {line_with_points(series_, series_.train_loss, colours.ink, ui::tr("Train loss")),
                              line_with_points(series_, validation, colours.val, ui::tr("Val loss"))};
  open_large(c,
             ui::line_chart("charts.loss", at.plot(0),
                            {.series = lines,
                             .log_y = log,
                             .zero_based = !log && !below,
                             .empty = ui::tr("Press Play: the curves start here."),
                             .x_name = ui::tr("Epoch"),
                             .hint = ui::tr("Click: larger")}),
             "loss");
}

const engine::MetricType* ChartsPanel::metric(const View& view) const {
  const engine::Metrics& newest = view.snapshot.validation.samples > 0 ? view.snapshot.validation : view.snapshot.train;
  if (!metric_.empty() && engine::metric_value(newest, metric_)) return engine::find_metric(metric_);
  for (const char* id : {"episode_return", "energy", "modes", "spread",
                         "kl"}) {  // what there is only of some ways of training tells most there
    if (engine::metric_value(newest, id)) return engine::find_metric(id);
  }
  if (models_language(view) && engine::metric_value(newest, "perplexity")) return engine::find_metric("perplexity");
  return engine::find_metric(has_classes(view) ? "accuracy" : "r2");
}

void ChartsPanel::choose_metric(const View& view) {
  constexpr const char* kMenu = "charts.metric.menu";
  if (!ui::menu_is_open(kMenu)) return;
  const engine::Metrics& newest = view.snapshot.validation.samples > 0 ? view.snapshot.validation : view.snapshot.train;
  std::vector<ui::MenuItem> items;
  std::vector<const engine::MetricType*> types;
  for (const engine::MetricType& type : engine::metric_types()) {
    const auto value = engine::metric_value(newest, type.id);
    if (!value || type.id == "loss") continue;
    types.push_back(&type);
    items.push_back(
        {.label = ui::tr(type.title), .shortcut = score_text(*value, type), .checked = &type == metric(view)});
  }
  const int chosen = ui::menu(kMenu, items, 220);
  if (chosen >= 0) metric_ = types[static_cast<size_t>(chosen)]->id;
}

void ChartsPanel::score(const PanelContext& c, const Columns& at) {
  const ui::Palette& colours = ui::theme();
  const engine::MetricType& shown = *metric(c.view);
  const float y = at.area.y + kTitle, right = at.x(1) + at.width;
  const std::string title = ui::with_english(ui::tr(shown.title), {.size = 14, .weight = 600}, at.width * 0.62f);
  const float width = ui::text_width(title, {.size = 14, .weight = 600});
  const ui::Rect head{at.x(1) - 4, y - 12, width + 26, 24};
  const ui::Hit hit = ui::hit("charts.metric", head, {.focus_radius = 6});
  if (!ui::menu_is_open("charts.metric.menu")) ui::tooltip(ui::tr("Choose what is shown"));
  if (hit.hovered) ui::draw::rect_filled(head, colours.bg2, 6);
  if (hit.clicked) ui::open_menu("charts.metric.menu", {head.x, head.bottom()});
  ui::draw::text(title, {at.x(1), y}, {.size = 14, .weight = 600, .colour = colours.ink});
  ui::icon("down", {at.x(1) + width + 11, y + 1}, 12, colours.ink3, 2);
  const bool validation = c.view.snapshot.validation.samples > 0;
  const SmoothLine& newest = validation ? series_.validation_score : series_.train_score;
  if (!newest.raw.empty()) {
    ui::draw::text(last_score(newest, shown), {right, y},
                   {.size = 14,
                    .weight = 700,
                    .mono = true,
                    .colour = validation ? colours.val : colours.ink,
                    .align = ui::Align::right});
  }
  const ui::Series lines[] = {line(series_, series_.train_score, colours.ink, ui::tr("Train")),
                              line(series_, series_.validation_score, colours.val, ui::tr("Val"))};
  ui::LineChart chart{.series = lines, .x_name = ui::tr("Epoch"), .hint = ui::tr("Click: larger")};
  score_range(series_, shown, chart);
  open_large(c, ui::line_chart("charts.score", at.plot(1), chart), shown.id);
  choose_metric(c.view);
}

void ChartsPanel::gradients(const PanelContext& c, const Columns& at) {
  const ui::Palette& colours = ui::theme();
  const float y = at.area.y + kTitle, right = at.x(2) + at.width;
  const ui::Text head{.size = 14, .weight = 600, .colour = colours.ink};
  ui::draw::text(ui::with_english(ui::tr("Gradient size"), head, at.width * 0.68f), {at.x(2), y}, head);
  ui::draw::text(ui::tr("per layer"), {right, y}, {.size = 12, .colour = colours.ink3, .align = ui::Align::right});
  std::vector<ui::Series> lines;
  const size_t count = series_.gradients.size();
  for (size_t i = 0; i < count; ++i) {
    const CurveSeries::Node& node = series_.gradients[i];
    ui::Series s{.y = node.norm.smooth,
                 .x = series_.epoch,
                 .colour = ui::fading_colour(colours.grad, i, count),
                 .end_dot = false};
    s.name = node_name(c.view.experiment.network, node.id);
    s.label = "L" + std::to_string(i + 1);
    lines.push_back(std::move(s));
  }
  open_large(c,
             ui::line_chart("charts.gradient", at.plot(2),
                            {.series = lines,
                             .log_y = true,
                             .label_room = 26,
                             .x_name = ui::tr("Epoch"),
                             .hint = ui::tr("Click: larger")}),
             "gradients");
}

void ChartsPanel::weights(const PanelContext& c, const Columns& at) {
  const ui::Palette& colours = ui::theme();
  const float y = at.area.y + kTitle, right = at.x(3) + at.width;
  const ui::Text head{.size = 14, .weight = 600, .colour = colours.ink};
  const float title =
      ui::draw::text(ui::with_english(ui::tr("Weights over time"), head, at.width * 0.6f), {at.x(3), y}, head);
  const std::string node = weights_node(c.view);
  ui::draw::text(node_name(c.view.experiment.network, node), {right, y},
                 {.size = 12,
                  .colour = colours.ink3,
                  .align = ui::Align::right,
                  .max_width = at.width - title - 8,
                  .ellipsis = true});
  rows_.follow(c.view.curve, node);
  const ui::Rect r{at.x(3) + 34, at.top, at.width - 34, at.height};
  if (rows_.rows.empty()) return;
  ui::ridge_plot(r, {.rows = rows_.rows});
  const ui::Text tick{.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right};
  ui::draw::text(ui::format_count(rows_.first_epoch), {r.x - 6, r.y + 22}, tick);
  if (rows_.rows.size() > 1)
    ui::draw::text(ui::format_short(static_cast<double>(rows_.last_epoch)), {r.x - 4, r.bottom() - 2}, tick);
  ui::three_ticks(r, limit_text(-rows_.limit), "0", limit_text(rows_.limit));
}

void ChartsPanel::collapsed(const PanelContext& c) {
  const ui::Palette& colours = ui::theme();
  const bool validation = c.view.snapshot.validation.samples > 0;
  const engine::MetricType& shown = *metric(c.view);
  const SmoothLine& loss = validation ? series_.validation_loss : series_.train_loss;
  const SmoothLine& score = validation ? series_.validation_score : series_.train_score;
  ui::LineChart range;
  score_range(series_, shown, range);

  std::vector<ui::Series> losses{line(series_, series_.train_loss, colours.ink, ""),
                                 line(series_, series_.validation_loss, colours.val, "")};
  std::vector<ui::Series> scores{line(series_, series_.validation_score, colours.val, "")};
  std::vector<ui::Series> norms;
  for (size_t i = 0; i < series_.gradients.size(); ++i) {
    norms.push_back(
        line(series_, series_.gradients[i].norm, ui::fading_colour(colours.grad, i, series_.gradients.size()), ""));
  }
  struct Spark {
    const char* title;
    std::span<const ui::Series> lines;
    std::string value;
    ui::Colour colour;
    double low, high;
    bool log;
  };
  const auto newest = [](const SmoothLine& l) {
    return l.raw.empty() ? std::string("–") : ui::format_number(static_cast<double>(l.raw.back()));
  };
  Spark sparks[] = {
      {ui::tr("Loss"), losses, newest(loss), colours.ink, 0, 0, true},
      {ui::tr(shown.title.c_str()), scores, last_score(score, shown), colours.val, range.y_low, range.y_high, false},
      {ui::tr("Gradient"), norms, series_.gradients.empty() ? "–" : newest(series_.gradients.back().norm), colours.grad,
       0, 0, true},
  };
  const float width = (c.area.w - 24 - 48) / 3, y = c.area.mid_y();
  float x = c.area.x + 12;
  for (Spark& s : sparks) {
    const ui::Text head{.size = 13, .weight = 600, .colour = colours.ink};
    const float title = ui::draw::text(ui::with_english(s.title, head, width * 0.35f), {x, y}, head);
    ui::draw::text(s.value, {x + width, y},
                   {.size = 14, .weight = 700, .mono = true, .colour = s.colour, .align = ui::Align::right});
    const float slot = 60;  // of the number, so that the line does not move with it
    const ui::Rect r{x + title + 14, c.area.y + 12, width - title - slot - 28, c.area.h - 24};
    ui::sparkline(r, s.lines, s.low, s.high, s.log);
    x += width + 24;
  }
}

}  // namespace app
