// The Output card of data that is no plane: a curve over one input, or answers against the truth for samples of a
// table.
#include <algorithm>
#include <cmath>

#include "app/panels/output/output.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int64_t kMostPoints = 3000;
constexpr int64_t kMostClasses = 12;  // of a matrix that can be read
constexpr size_t kMostResiduals = 400;

// Where the axes leave room for the plot.
ui::Rect plot_in(const ui::Rect& square) { return {square.x + 44, square.y + 12, square.w - 56, square.h - 40}; }

void axes(const ui::Rect& r, double x_low, double x_high, double y_low, double y_high) {
  const ui::Palette& colours = ui::theme();
  double step = 0;
  for (const double v : ui::linear_ticks(y_low, y_high, 6, &step)) {
    const float y = r.bottom() - r.h * static_cast<float>((v - y_low) / (y_high - y_low));
    ui::draw::hairline({r.x, y}, {r.right(), y}, colours.line);
    ui::draw::text(ui::format_tick(v, step), {r.x - 6, y},
                   {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::right});
  }
  for (const double v : ui::linear_ticks(x_low, x_high, 6, &step)) {
    const float x = r.x + r.w * static_cast<float>((v - x_low) / (x_high - x_low));
    ui::draw::hairline({x, r.y}, {x, r.bottom()}, colours.line);
    ui::draw::text(ui::format_tick(v, step), {x, r.bottom() + 14},
                   {.size = 12, .mono = true, .colour = colours.ink3, .align = ui::Align::centre});
  }
}

void caption(const ui::Rect& legend, std::string_view words) {
  ui::draw::text(
      words, {legend.mid_x(), legend.y + 18},
      {.size = 13, .colour = ui::theme().ink3, .align = ui::Align::centre, .max_width = legend.w, .ellipsis = true});
}

const char* part_word(int part) {
  const char* words[] = {ui::tr("trained on"), ui::tr("validation"), ui::tr("test")};
  return words[part];
}

// Opens all answers of the last layer: curves, figures of the classes, the samples themselves.
void more_answers(const PanelContext& c, const ui::Rect& legend) {
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  const char* words = ui::tr("Curves and samples");
  const float width = 28 + ui::text_width(words, {.size = 13, .weight = 500});
  if (!out || legend.h < 56) return;
  if (!ui::button("output.more", {legend.mid_x() - width / 2, legend.y + 30, width, 26},
                  {.label = words, .size = 13, .radius = 6}))
    return;
  c.actions.push(action::Select{Selection{{out->id}}});
  c.actions.push(action::OpenLayer{out->id, "answers"});
}

void limits_of(const std::vector<float>& values, double& low, double& high) {
  for (const float v : values) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, static_cast<double>(v));
    high = std::max(high, static_cast<double>(v));
  }
}

}  // namespace

void OutputPanel::draw_curve(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  ui::well(f.square);
  const ui::Rect r = plot_in(f.square);
  double low = f.how.classes > 0 ? 0 : f.how.low, high = f.how.classes > 0 ? 1 : f.how.high;
  std::vector<float> curve;
  if (f.answer) {
    for (const float v : f.answer->values) curve.push_back(f.how.classes > 0 ? f.how.share(v) : v);
    curve.resize(static_cast<size_t>(f.answer->shape[2]));
    // A curve that flies off must not press the points flat.
    double curve_low = low, curve_high = high;
    limits_of(curve, curve_low, curve_high);
    low = std::max(curve_low, low - (high - low));
    high = std::min(curve_high, high + (high - low));
  }
  (void)curve_range_.follow(low, high, false, false, c.now);
  PlaneView plane = f.plane;
  plane.low[1] = curve_range_.low();
  plane.high[1] = curve_range_.high();
  axes(r, plane.low[0], plane.high[0], plane.low[1], plane.high[1]);

  if (points_of_ != c.view.snapshot.data || points_theme_ != ui::theme_name()) {
    points_of_ = c.view.snapshot.data;
    points_theme_ = ui::theme_name();
    points_.clear();
    const size_t step = static_cast<size_t>(std::max<int64_t>(1, data.raw.rows() / kMostPoints));
    for (int part = 0; part < engine::kSplits; ++part) {
      for (size_t i = 0; i < data.rows[part].size(); i += step) {
        const int64_t row = data.rows[part][i];
        points_.push_back({static_cast<double>(data.raw.inputs.row(row)[0]),
                           static_cast<double>(data.raw.targets[static_cast<size_t>(row)]), ui::theme().point[1],
                           part > 0});
      }
    }
  }
  points_picture_.show(points_, plane, r);
  points_picture_.draw(r);
  std::vector<ui::Vec> line;
  for (size_t i = 0; i < curve.size(); ++i) {
    const double x = plane.low[0] + (plane.high[0] - plane.low[0]) * (static_cast<double>(i) + 0.5) /
                                        static_cast<double>(curve.size());
    line.push_back(plane.place(x, static_cast<double>(curve[i]), r));
  }
  ui::draw::push_clip(r);
  if (residuals_ && !try_.is_open() && f.how.classes == 0) residual_lines(curve, plane, r);
  ui::draw::polyline(line, colours.cv, 6);
  ui::draw::polyline(line, colours.ink, 3);
  ui::draw::pop_clip();

  if (try_.is_open()) return try_.draw_on_curve(c, plane, r, f.legend);
  const ui::Hit hit = ui::hit("output.picture", r, {.focusable = false});
  if (hit.hovered && !curve.empty()) {
    const double x = plane.x_at(ui::mouse().x, r);
    const double at = (x - plane.low[0]) / (plane.high[0] - plane.low[0]) * static_cast<double>(curve.size());
    const size_t i = std::min(curve.size() - 1, static_cast<size_t>(std::max(0.0, at)));
    ui::draw::hairline({ui::mouse().x, r.y}, {ui::mouse().x, r.bottom()}, colours.line2);
    ui::tooltip_at("output.picture", ui::mouse(),
                   {.rows = {{data.raw.input_names[0], ui::format_fixed(x, 2), 0},
                             {data.raw.target_name, ui::format_number(static_cast<double>(curve[i])), 0}}});
  }
  const float x = f.legend.x, y = f.legend.y + 18;
  ui::legend_key({x, y}, colours.ink);
  const float width = ui::draw::text(ui::tr("network"), {x + 22, y}, {.size = 13});
  part_legend(c.view, {x + 22 + width + 20, y});
  if (f.how.classes == 0) residual_switch(f);
}

// From each point upright to the curve.
void OutputPanel::residual_lines(const std::vector<float>& curve, const PlaneView& plane, const ui::Rect& r) {
  if (curve.size() < 2) return;
  const size_t step = points_.size() / kMostResiduals + 1;
  double sum = 0;
  int64_t count = 0;
  for (size_t i = 0; i < points_.size(); ++i) {
    const double answer = curve_at(curve, plane.low[0], plane.high[0], points_[i].x);
    if (!std::isfinite(answer)) continue;
    sum += std::abs(points_[i].y - answer);
    ++count;
    if (i % step != 0) continue;
    ui::draw::line(plane.place(points_[i].x, points_[i].y, r), plane.place(points_[i].x, answer, r),
                   ui::with_alpha(ui::theme().err, 0.8f), 1.5f);
  }
  mean_residual_ = count > 0 ? sum / static_cast<double>(count) : 0;
}

// Their switch, and how long they are on average.
void OutputPanel::residual_switch(const Frame& f) {
  const float right = f.legend.right(), y = f.legend.y + 40;
  const char* words = ui::tr("residuals");
  (void)ui::toggle("output.residuals", {right - 32, y - 9}, &residuals_);
  ui::tooltip(
      ui::tr("Lines from the points to the curve: target minus answer. The squared error adds up their squares."));
  ui::draw::text(words, {right - 40, y}, {.size = 13, .align = ui::Align::right});
  if (!residuals_) return;
  ui::draw::text(ui::tr_fill("mean size of a residual: {}", {ui::format_number(mean_residual_)}), {f.legend.x, y},
                 {.size = 13, .colour = ui::theme().err, .max_width = f.legend.w - 130, .ellipsis = true});
}

void OutputPanel::draw_scatter(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  ui::well(f.square);
  if (!f.answer) return;
  const std::vector<engine::Scalar>& targets = c.view.snapshot.data->targets[f.part];
  const auto columns = static_cast<size_t>(f.answer->shape[1]);
  const size_t count = std::min(targets.size() / columns, static_cast<size_t>(f.answer->shape[0])) * columns;
  double low = f.how.low, high = f.how.high;
  limits_of(f.answer->values, low, high);
  (void)curve_range_.follow(low, high, false, false, c.now);
  const PlaneView plane{{curve_range_.low(), curve_range_.low()}, {curve_range_.high(), curve_range_.high()}};
  const ui::Rect r = plot_in(f.square);
  axes(r, plane.low[0], plane.high[0], plane.low[1], plane.high[1]);
  ui::draw::push_clip(r);
  ui::draw::dashed_line({r.x, r.bottom()}, {r.right(), r.y}, colours.line2, 1.5f, 6, 5);
  for (size_t i = 0; i < count; ++i) {
    const ui::Vec at = plane.place(static_cast<double>(targets[i]), static_cast<double>(f.answer->values[i]), r);
    ui::draw::circle_filled(at, kPointRadius + 1.2f, colours.pt_edge);
    ui::draw::circle_filled(at, kPointRadius, colours.point[1]);
  }
  ui::draw::pop_clip();
  caption(f.legend, ui::tr_fill("Truth across, answer up: {} samples, {}",
                                {ui::format_count(static_cast<long long>(count / columns)), part_word(f.part)}));
}

void OutputPanel::draw_confusion(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const engine::PreparedData& data = *c.view.snapshot.data;
  ui::well(f.square);
  const int64_t classes = f.how.classes;
  if (!f.answer || classes > kMostClasses) {
    ui::empty_state(
        f.square, f.answer ? ui::tr("There are too many classes for a picture.") : ui::tr("Waiting for the network."));
    if (f.answer) more_answers(c, f.legend);
    return;
  }
  const std::vector<engine::Scalar>& targets = data.targets[f.part];
  const int64_t samples = std::min(static_cast<int64_t>(targets.size()), f.answer->shape[0]);
  std::vector<int> cells(static_cast<size_t>(classes * classes), 0);
  int most = 1;
  for (int64_t i = 0; i < samples; ++i) {
    const int chosen = f.how.class_of(f.answer->values.data() + i * f.answer->shape[1], 1);
    const auto truth = static_cast<int64_t>(targets[static_cast<size_t>(i)]);
    if (chosen < 0 || chosen >= classes || truth < 0 || truth >= classes) continue;
    most = std::max(most, ++cells[static_cast<size_t>(truth * classes + chosen)]);
  }
  float names = 24;
  for (int64_t k = 0; k < classes; ++k) names = std::max(names, ui::text_width(data.class_name(k), {.size = 13}));
  names = std::min(names, 110.0f);
  const ui::Rect r{f.square.x + names + 20, f.square.y + 32, f.square.w - names - 32, f.square.h - 44};
  const float w = r.w / static_cast<float>(classes), h = r.h / static_cast<float>(classes);
  for (int64_t row = 0; row < classes; ++row) {
    const ui::Vec at{r.x, r.y + h * static_cast<float>(row)};
    const ui::Text name{.size = 13, .align = ui::Align::right, .max_width = names, .ellipsis = true};
    ui::draw::text(data.class_name(row), {r.x - 8, at.y + h / 2}, name);
    ui::Text head = name;
    head.align = ui::Align::centre;
    head.max_width = w - 4;
    ui::draw::text(data.class_name(row), {r.x + w * (static_cast<float>(row) + 0.5f), r.y - 14}, head);
    for (int64_t column = 0; column < classes; ++column) {
      const int n = cells[static_cast<size_t>(row * classes + column)];
      const float t = static_cast<float>(n) / static_cast<float>(most);
      const ui::Colour fill = ui::map_colour(row == column ? ui::Map::seq : ui::Map::errseq, t);
      const ui::Rect cell{at.x + w * static_cast<float>(column) + 1, at.y + 1, w - 2, h - 2};
      ui::draw::rect_filled(cell, fill, 4);
      ui::draw::text(std::to_string(n), cell.centre(),
                     {.size = w < 36 ? 12.0f : 14.0f,
                      .weight = 600,
                      .mono = true,
                      .colour = n > 0 ? ui::ink_on(fill) : colours.ink3,
                      .align = ui::Align::centre});
    }
  }
  caption(f.legend,
          ui::tr_fill("Truth down, answer across: {} samples, {}", {ui::format_count(samples), part_word(f.part)}));
  more_answers(c, f.legend);
}

}  // namespace app
