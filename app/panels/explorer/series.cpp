#include "app/panels/explorer/series.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kTop = 44, kLeft = 60, kOverview = 64;
constexpr size_t kMostPoints = 2400, kPiece = 200;
constexpr double kLeastSteps = 8;

int64_t features_of(const engine::Dataset& set) {
  const engine::Shape& shape = set.inputs.shape();
  return shape.rank() == 2 ? shape[1] : shape.count();
}

}  // namespace

const char* SeriesPage::title() const { return ui::tr("Series"); }
const char* SeriesPage::tip() const { return ui::tr("The whole series over time"); }

bool SeriesPage::offered(const ExplorerContext& c) const {
  const int rank = c.data->raw.inputs.shape().rank();
  return c.data->raw.ordered && c.look != views::SampleLook::tokens && (rank == 1 || rank == 2);
}

void SeriesPage::follow(const ExplorerContext& c) {
  if (of_ != c.data) {
    of_ = c.data;
    work_.cancel();
    line_.reset();
    feature_ = 0;
    made_ = -1;
    names_.clear();
    for (int64_t k = 0; k < features_of(c.data->raw); ++k) names_.push_back(column_name(c.data->raw, k));
  }
  if (made_ != feature_) {
    made_ = feature_;
    work_.start([data = c.data, feature = feature_](const std::stop_token&) {
      Timeline t = timeline_of(*data, feature);
      ui::SeriesLevels levels;
      levels.update(t.values);
      return std::make_shared<const Line>(Line{std::move(t), std::move(levels)});
    });
    ui::request_frame();
  }
  if (auto made = work_.take()) {
    const double before = line_ ? length() : 0;
    line_ = *made;
    if (length() != before) show(0, length());
  }
}

void SeriesPage::show(double from, double to) {
  const double most = std::max(1.0, length());
  const double width = std::clamp(to - from, std::min(kLeastSteps, most), most);
  from_ = std::clamp(from, 0.0, most - width);
  to_ = from_ + width;
}

void SeriesPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  follow(c);
  top_line(c, {area.x, area.y, area.w, kTop});
  const ui::Rect body{area.x, area.y + kTop, area.w, area.h - kTop};
  ui::well(body);
  if (!line_ || line_->timeline.values.size() < 2) {
    return ui::empty_state(
        body, work_.busy() ? ui::tr("Putting the series together …") : ui::tr("The series is too short to draw."));
  }
  plot(c, {body.x + kLeft, body.y + 20, body.w - kLeft - 20, body.h - 20 - 50 - kOverview});
  overview({body.x + kLeft, body.bottom() - kOverview - 4, body.w - kLeft - 20, kOverview - 12});
}

void SeriesPage::top_line(const ExplorerContext& c, const ui::Rect& r) {
  float x = r.x;
  if (names_.size() > 1) {
    (void)ui::dropdown("explorer.feature", {x, r.y + 8, 190, 28}, names_, &feature_);
    x += 206;
  }
  if (!line_) return;
  const bool whole = to_ - from_ >= length() - 0.5;
  if (ui::button("explorer.whole", {x, r.y + 8, 132, 28},
                 {.icon_name = "fit",
                  .label = ui::tr("Whole series"),
                  .disabled = whole,
                  .size = 13,
                  .icon_size = 14,
                  .radius = 6})) {
    show(0, length());
  }
  x += 148;
  float right = r.right();
  for (int part = engine::kSplits - 1; part >= 0; --part) {
    if (c.data->rows[part].empty()) continue;
    right -= ui::text_width(part_word(part), {.size = 13});
    ui::draw::text(part_word(part), {right, r.y + 22}, {.size = 13});
    right -= 20;
    ui::legend_key({right, r.y + 22}, part_colour(part));
    right -= 18;
  }
  ui::draw::text(ui::tr("Wheel: zoom. Drag: move. Click: show the sample."), {x, r.y + 22},
                 {.size = 13, .colour = ui::theme().ink3, .max_width = std::max(1.0f, right - x), .ellipsis = true});
}

// The ground in the colours of the parts, with a stroke along the top.
void SeriesPage::shade(const ui::Rect& r) const {
  const auto x_of = [&](double step) {
    return r.x + r.w * static_cast<float>(std::clamp((step - from_) / (to_ - from_), 0.0, 1.0));
  };
  for (const Timeline::Stretch& s : line_->timeline.parts) {
    const float left = x_of(static_cast<double>(s.from)), right = x_of(static_cast<double>(s.to));
    if (!(right > left)) continue;
    ui::draw::rect_filled({left, r.y, right - left, r.h}, ui::with_alpha(part_colour(s.part), 0.09f));
    ui::draw::rect_filled({left, r.y, right - left, 3}, part_colour(s.part));
  }
}

void SeriesPage::plot(const ExplorerContext& c, const ui::Rect& r) {
  move(c, r);
  shade(r);
  const SeriesPoints points =
      line_->between(static_cast<int64_t>(from_) - 1, static_cast<int64_t>(to_) + 2, kMostPoints);
  const double low = static_cast<double>(line_->levels.low()), high = static_cast<double>(line_->levels.high());
  const double air = high > low ? (high - low) * 0.08 : 1;
  // The chart brings the axes; the line is drawn below, in pieces that keep sharp corners whole.
  const ui::Series series[] = {
      {.y = points.y, .x = points.x, .colour = ui::with_alpha(ui::theme().pos, 0), .end_dot = false}};
  const ui::ChartView chart = ui::line_chart(
      "explorer.timeline", r,
      {.series = series, .y_low = low - air, .y_high = high + air, .x_low = from_, .x_high = to_, .read_out = false});
  draw_line(points, chart, r);
  read_out(c, chart, r);
  // The sample that all panels show.
  const Timeline& t = line_->timeline;
  const double begin = static_cast<double>(shown_row(c.panel.view) * t.stride),
               end = begin + static_cast<double>(t.window);
  const auto x_of = [&](double step) { return r.x + r.w * static_cast<float>((step - from_) / (to_ - from_)); };
  const float left = std::max(r.x, x_of(begin)), right = std::min(r.right(), x_of(end));
  if (right > left) ui::draw::rect({left, r.y, std::max(2.0f, right - left), r.h}, ui::theme().acc, 2, 1.5f);
}

void SeriesPage::draw_line(const SeriesPoints& points, const ui::ChartView& chart, const ui::Rect& r) const {
  std::vector<ui::Vec> piece;
  ui::draw::push_clip(r);
  for (size_t i = 0; i < points.x.size(); ++i) {
    piece.push_back({chart.x_of(static_cast<double>(points.x[i])), chart.y_of(static_cast<double>(points.y[i]))});
    if (piece.size() < kPiece) continue;
    ui::draw::polyline(piece, ui::theme().pos, 1.6f);
    piece.erase(piece.begin(), piece.end() - 1);
  }
  ui::draw::polyline(piece, ui::theme().pos, 1.6f);
  ui::draw::pop_clip();
}

// The step under the pointer and its value.
void SeriesPage::read_out(const ExplorerContext& c, const ui::ChartView& chart, const ui::Rect& r) const {
  const Timeline& t = line_->timeline;
  if (!hovered_ || dragged_) return;
  const double at = from_ + (to_ - from_) * static_cast<double>((ui::mouse().x - r.x) / std::max(1.0f, r.w));
  const auto step = static_cast<int64_t>(std::lround(at));
  if (step < 0 || step >= static_cast<int64_t>(t.values.size())) return;
  const auto value = static_cast<double>(t.values[static_cast<size_t>(step)]);
  const ui::Vec point{chart.x_of(static_cast<double>(step)), chart.y_of(value)};
  ui::draw::hairline({point.x, r.y}, {point.x, r.bottom()}, ui::theme().ink3);
  ui::draw::circle_filled(point, 4, ui::theme().ink);
  ui::Tip tip{.title = ui::tr_fill("Step {}", {ui::format_count(step)}), .rows_in_line = false};
  tip.rows.push_back({.label = names_.empty() ? "" : names_[static_cast<size_t>(feature_)],
                      .value = std::isfinite(value) ? ui::format_number(value, 4) : "–"});
  const int64_t row = t.sample_at(step, c.data->raw.rows());
  if (row >= 0) tip.rows.push_back({.label = ui::tr("target of sample"), .value = ui::format_count(row + 1)});
  ui::tooltip_now(ui::mouse() + ui::Vec{16, 18}, tip);
}

void SeriesPage::move(const ExplorerContext& c, const ui::Rect& r) {
  const ui::Hit hit = ui::hit("explorer.time", r, {.focusable = false});
  const double width = to_ - from_, at = static_cast<double>((ui::mouse().x - r.x) / std::max(1.0f, r.w));
  if (hit.hovered && ImGui::GetIO().MouseWheel != 0) {
    const double factor = std::pow(0.8, static_cast<double>(ImGui::GetIO().MouseWheel));
    const double middle = from_ + width * at;
    show(middle - width * factor * at, middle + width * factor * (1 - at));
  }
  hovered_ = hit.hovered;
  if (!hit.held) dragged_ = dragged_ && hit.released;
  if (hit.pressed) dragged_ = false;
  if (hit.held && std::abs(hit.drag.x) > 2) dragged_ = true;
  if (hit.held && dragged_) {
    const double steps = static_cast<double>(hit.moved.x / std::max(1.0f, r.w)) * width;
    show(from_ - steps, to_ - steps);
  }
  if (hit.clicked && !dragged_) {
    const int64_t row = line_->timeline.sample_at(static_cast<int64_t>(from_ + width * at), c.data->raw.rows());
    if (row >= 0) ui::shown_sample().row = row;
  }
  if (ui::keyboard_taken() || ui::focus_uses(ui::Key::right)) return;
  const double step = width * 0.1;
  if (ui::key_pressed(ui::Key::left)) show(from_ - step, to_ - step);
  if (ui::key_pressed(ui::Key::right)) show(from_ + step, to_ + step);
  if (ui::key_pressed(ui::Key::home)) show(0, width);
  if (ui::key_pressed(ui::Key::end)) show(length() - width, length());
}

// The whole series small, with a frame around what is seen above; drag it.
void SeriesPage::overview(const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const ui::Hit hit = ui::hit("explorer.overview", r, {.focusable = false});
  if (hit.held) {
    const double middle = length() * static_cast<double>((ui::mouse().x - r.x) / std::max(1.0f, r.w)),
                 half = (to_ - from_) / 2;
    show(middle - half, middle + half);
  }
  ui::draw::rect_filled(r, t.bg1, 6);
  const SeriesPoints points = line_->between(0, static_cast<int64_t>(length()), 1200);
  const ui::Series series[] = {{.y = points.y, .x = points.x, .colour = t.ink3, .width = 1, .end_dot = false}};
  ui::sparkline(r.inset(1, 6), series, static_cast<double>(line_->levels.low()),
                static_cast<double>(line_->levels.high()));
  const auto x_of = [&](double step) { return r.x + r.w * static_cast<float>(step / std::max(1.0, length())); };
  const ui::Rect frame{x_of(from_), r.y, std::max(6.0f, x_of(to_) - x_of(from_)), r.h};
  ui::draw::rect_filled(frame, ui::with_alpha(t.acc, 0.12f), 4);
  ui::draw::rect(frame, t.acc, 4, 1.5f);
}

}  // namespace app
