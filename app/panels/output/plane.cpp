// The Output card of data with two inputs: the surface, the points on it, what is under the pointer, the legend.
#include <algorithm>
#include <cmath>

#include "app/panels/output/output.h"
#include "app/panels/panel_words.h"
#include "app/ui/format.h"
#include "app/ui/hover.h"
#include "app/ui/i18n.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr int64_t kMostPoints = 4000;  // drawn; of larger sets every n-th
constexpr int kMostMarks = 500;
constexpr int kPreview = 112;

ui::Colour point_colour(double target, int64_t classes, const Decision& how) {
  if (classes > 0) return ui::class_colour(static_cast<int>(target), static_cast<int>(classes));
  const float t = how.share(static_cast<float>(target));
  return ui::div_colour(t < 0.5f ? t * 1.4f - 1 : t * 1.4f - 0.4f);  // strong at both ends, never as pale as the ground
}

}  // namespace

std::string OutputPanel::hovered_name(const View& view) {
  const ui::HoveredUnit& hover = ui::hovered_unit();
  return node_name(view.experiment.network, hover.node) + " · " + std::to_string(hover.unit + 1);
}

// The value of a unit where a point lies; NaN outside.
float OutputPanel::value_at(const engine::WatchedTensor& t, int64_t unit, const PlaneView& plane, double x, double y) {
  const int64_t rows = t.shape[1], columns = t.shape[2];
  const double u = (x - plane.low[0]) / (plane.high[0] - plane.low[0]) * static_cast<double>(columns);
  const double v = (plane.high[1] - y) / (plane.high[1] - plane.low[1]) * static_cast<double>(rows);
  if (!(u >= 0 && v >= 0 && u <= static_cast<double>(columns) && v <= static_cast<double>(rows))) return NAN;
  const int64_t column = std::min(columns - 1, static_cast<int64_t>(u)),
                row = std::min(rows - 1, static_cast<int64_t>(v));
  return t.values[static_cast<size_t>((unit * rows + row) * columns + column)];
}

// Remade only when the data, the painted points or the theme change.
void OutputPanel::collect_points(const View& view, bool by_hand) {
  const auto data = view.snapshot.valid ? view.snapshot.data : nullptr;
  const engine::SharedList<engine::HandPoint>& painted = view.experiment.data.hand.points;
  const bool same_points = !by_hand || painted.same_as(hand_points_);
  const bool same = data == points_of_ && points_theme_ == ui::theme_name() && same_points;
  if (same) return;
  points_of_ = data;
  points_theme_ = ui::theme_name();
  hand_points_ = by_hand ? painted : engine::SharedList<engine::HandPoint>();
  points_.clear();
  // Points that the trainer has not taken over yet are drawn as if they were for training.
  const bool known = data && data->plane() && (!by_hand || data->raw.rows() <= static_cast<int64_t>(painted.size()));
  const int64_t classes = data ? data->raw.classes : 2;
  const Decision how = Decision::of(view, 1);
  size_t taken_over = 0;
  if (known) {
    const int64_t step = std::max<int64_t>(1, data->raw.rows() / kMostPoints);
    for (int part = 0; part < engine::kSplits; ++part) {
      for (size_t i = 0; i < data->rows[part].size(); i += static_cast<size_t>(step)) {
        const int64_t row = data->rows[part][i];
        const auto* x = data->raw.inputs.row(row);
        const double target = static_cast<double>(data->raw.targets[static_cast<size_t>(row)]);
        points_.push_back({static_cast<double>(x[0]), static_cast<double>(x[1]), point_colour(target, classes, how),
                           part > 0, target});
      }
    }
    taken_over = static_cast<size_t>(data->raw.rows());
  }
  if (!by_hand) return;
  for (size_t i = taken_over; i < painted.size(); ++i) {
    const auto most = std::max<int64_t>(classes, classes > 0 ? static_cast<int64_t>(painted[i].target) + 1 : 0);
    points_.push_back(
        {painted[i].x, painted[i].y, point_colour(painted[i].target, most, how), false, painted[i].target});
  }
}

// The surface of the unit that is pointed at on the canvas; null where none is.
const engine::WatchedTensor* OutputPanel::unit_under_pointer(const PanelContext& c) {
  const ui::HoveredUnit& hover = ui::hovered_unit();
  if (!hover || !c.view.snapshot.valid) return nullptr;
  c.watches.push_back({hover.node, engine::Watched::surface, kPreview});
  const engine::WatchedTensor* unit = c.view.snapshot.find(hover.node, engine::Watched::surface, kPreview);
  if (!unit) unit = c.view.snapshot.find(hover.node, engine::Watched::surface);
  if (unit && (unit->shape.rank() != 3 || unit->shape[1] < 2 || hover.unit >= unit->shape[0])) unit = nullptr;
  return unit;
}

void OutputPanel::draw_plane(const PanelContext& c, const Frame& f) {
  const ui::Palette& colours = ui::theme();
  const ui::Rect& r = f.square;
  ui::draw::rect_filled(r, colours.cv, 8);
  if (f.answer) surface_.show(*f.answer, c.view.snapshot, f.how, {hard_, -1});

  const engine::WatchedTensor* unit = unit_under_pointer(c);
  const auto which = static_cast<int>(ui::hovered_unit().unit);
  if (unit) {
    unit_surface_.show(*unit, c.view.snapshot, f.how, {false, which});
    unit_surface_.draw(r, 8);
  } else if (f.answer) {
    surface_.draw(r, 8);
  }
  collect_points(c.view, f.by_hand);
  points_picture_.show(points_, f.plane, r);
  points_picture_.draw(r, errors_ && !unit ? 0.25f : 1);
  if (errors_ && !unit) wrong_ = mark_errors(f);
  ui::draw::rect(r, colours.line2, 8);
  if (f.by_hand && c.view.experiment.data.hand.points.empty()) {
    ui::empty_state(r, ui::tr("Click here to add points; drag to paint, right button to erase."), 14);
  }
  if (unit) ui::chip({r.x + 8, r.y + 8}, 26, hovered_name(c.view), {.size = 13, .weight = 600, .fill = colours.bg1});

  if (try_.is_open()) return try_.draw_on_plane(c, f.plane, r, f.legend);
  const ui::Hit hit = ui::hit("output.picture", r, {.focusable = false});
  if (f.by_hand) paint(c, f, hit.hovered, hit.held, hit.pressed, hit.released);
  if (hit.hovered && !hit.held) plane_tip(f, unit ? unit : f.answer, unit ? which : -1);
  if (f.by_hand) {
    hand_controls(c, f);
  } else {
    plane_legend(f, c.view);
  }
}

// Rings around the points that the surface answers wrongly; how many there are.
int OutputPanel::mark_errors(const Frame& f) {
  judged_ = 0;
  if (!f.answer || !points_of_ || !points_of_->plane()) return 0;
  int wrong = 0;
  const engine::PreparedData& data = *points_of_;
  const int64_t outputs = f.answer->shape[0];
  std::vector<float> values(static_cast<size_t>(outputs));
  const int64_t step = std::max<int64_t>(1, data.raw.rows() / kMostPoints);
  for (int64_t i = 0; i < data.raw.rows(); i += step) {
    const auto* x = data.raw.inputs.row(i);
    const double px = static_cast<double>(x[0]), py = static_cast<double>(x[1]);
    for (int64_t k = 0; k < outputs; ++k) values[static_cast<size_t>(k)] = value_at(*f.answer, k, f.plane, px, py);
    const int target = static_cast<int>(data.raw.targets[static_cast<size_t>(i)]);
    ++judged_;
    if (f.how.class_of(values.data(), 1) == target) continue;
    if (++wrong > kMostMarks) continue;
    const ui::Vec at = f.plane.place(px, py, f.square);
    ui::draw::circle_filled(at, kPointRadius, ui::class_colour(target, static_cast<int>(data.raw.classes)));
    ui::draw::circle(at, kPointRadius + 2.5f, ui::theme().err, 2);
  }
  return wrong;
}

void OutputPanel::plane_tip(const Frame& f, const engine::WatchedTensor* shown, int unit) {
  const ui::Vec m = ui::mouse();
  ui::Tip tip;
  tip.rows_in_line = false;
  add_place(f, shown, unit, f.plane.x_at(m.x, f.square), f.plane.y_at(m.y, f.square), tip);
  ui::tooltip_at("output.picture", m, tip);
}

// A place of the plane, and what is answered there.
void OutputPanel::add_place(const Frame& f, const engine::WatchedTensor* shown, int unit, double x, double y,
                            ui::Tip& tip) const {
  const auto names =
      points_of_ && points_of_->plane() ? points_of_->raw.input_names : std::vector<std::string>{"x1", "x2"};
  tip.rows.push_back({names[0], ui::format_fixed(x, 2), 0});
  tip.rows.push_back({names[1], ui::format_fixed(y, 2), 0});
  if (shown && unit >= 0) {
    tip.rows.push_back(
        {ui::tr("value"), ui::format_number(static_cast<double>(value_at(*shown, unit, f.plane, x, y))), 0});
  } else if (shown) {
    std::vector<float> values;
    for (int64_t k = 0; k < shown->shape[0]; ++k) values.push_back(value_at(*shown, k, f.plane, x, y));
    if (f.how.classes == 0) tip.rows.push_back({ui::tr("value"), ui::format_number(static_cast<double>(values[0])), 0});
    if (f.how.classes > 0 && f.how.outputs == 1) {
      const std::string p = ui::format_percent(static_cast<double>(f.how.share(values[0])));
      tip.rows.push_back({ui::tr("share of class 1"), p, 0});
    }
    const int chosen = f.how.classes > 0 ? f.how.class_of(values.data(), 1) : -1;
    if (chosen >= 0 && points_of_) tip.rows.push_back({ui::tr("class"), points_of_->class_name(chosen), 0});
  }
}

void OutputPanel::plane_legend(const Frame& f, const View& view) {
  const ui::Palette& colours = ui::theme();
  const float x = f.legend.x, y = f.legend.y + 16, right = f.legend.right();
  if (errors_) {
    ui::draw::circle({x + 8, y}, 6, colours.err, 2);
    const std::string words =
        ui::tr_fill("{} of {} points answered wrongly", {std::to_string(wrong_), std::to_string(judged_)});
    ui::draw::text(words, {x + 22, y}, {.size = 13, .max_width = f.legend.w - 22});
    return;
  }
  const std::string word = f.how.classes > 0 ? ui::tr("hard edge") : ui::tr("steps");
  ui::draw::text(word, {right - 40, y}, {.size = 13, .align = ui::Align::right});
  (void)ui::toggle("output.hard_edge", {right - 32, y - 9}, &hard_);
  ui::tooltip(f.how.classes > 0 ? ui::tr("Only the class, without shades of certainty")
                                : ui::tr("A few levels instead of shades"));
  if (!f.how.one_output()) return class_legend(f, view);
  ui::draw::gradient({x, y - 5, 104, 10}, ui::Map::surf, 5);
  const ui::Text tick{.size = 12, .mono = true, .colour = colours.ink3};
  ui::Text end = tick, middle{.size = 12, .colour = colours.ink3, .align = ui::Align::centre};
  end.align = ui::Align::right;
  const bool classes = f.how.classes > 0;
  const float low = x + 2 + ui::draw::text(classes ? "0" : ui::format_number(f.how.low, 2), {x + 2, y + 17}, tick);
  const float high = x + 102 - ui::draw::text(classes ? "1" : ui::format_number(f.how.high, 2), {x + 102, y + 17}, end);
  const std::string_view word_between = f.how.probability ? ui::tr("probability") : ui::tr("answer");
  if (ui::text_width(word_between, middle) <= high - low - 8)  // long numbers leave it no room
    ui::draw::text(word_between, {(low + high) / 2, y + 17}, middle);
  const bool narrow = f.legend.w < 330;  // no room for it on the first line
  part_legend(view, {x + 124, narrow ? y + 18 : y});
}

// A disc with its name for each class, as far as there is room.
void OutputPanel::class_legend(const Frame& f, const View& view) {
  const float y = f.legend.y + 16;
  float x = f.legend.x;
  const auto count = static_cast<int>(f.how.classes);
  for (int k = 0; k < count && points_of_; ++k) {
    const std::string name = points_of_->class_name(k);
    const float width = 14 + ui::text_width(name, {.size = 13}) + 10;
    if (x + width > f.legend.right() - 120) break;
    ui::draw::circle_filled({x + 5, y}, 4.5f, ui::class_colour(k, count));
    ui::draw::text(name, {x + 14, y}, {.size = 13});
    x += width;
  }
  part_legend(view, {f.legend.x, y + 19});
}

void OutputPanel::part_legend(const View& view, ui::Vec at) {
  const ui::Palette& colours = ui::theme();
  const auto& data = view.snapshot.data;
  const bool validation = data && data->count(engine::Split::validation) > 0;
  const bool test = data && data->count(engine::Split::test) > 0;
  ui::draw::circle_filled({at.x + 4, at.y}, 4.5f, colours.ink2);
  const float width = ui::draw::text(ui::tr("train"), {at.x + 14, at.y}, {.size = 13});
  if (!validation && !test) return;
  std::string words = validation ? ui::tr("val") : ui::tr("test");
  if (validation && test) words += ", " + std::string(ui::tr("test"));
  const float x = at.x + 14 + width + 16;
  ui::draw::circle({x, at.y}, 4, colours.ink2, 2);
  ui::draw::text(words, {x + 10, at.y}, {.size = 13});
}

}  // namespace app
