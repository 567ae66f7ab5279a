#include "app/panels/explorer/scatter.h"

#include <algorithm>
#include <cmath>

#include "app/panels/explorer/parts.h"
#include "app/panels/panel_words.h"
#include "app/ui/decimate.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/shown_sample.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kTop = 44, kLegend = 168, kLeft = 78, kBottom = 42, kReach = 9;
constexpr int64_t kMostColumns = 10'000;

float radius_for(size_t points) { return points < 1500 ? 3.8f : points < 8000 ? 3.0f : points < 40000 ? 2.2f : 1.6f; }

// The shapes of points, drawn by lines.
void legend_shape(int shape, ui::Vec at, ui::Colour c) {
  constexpr float r = 5;
  switch (shape) {
    case 1: ui::draw::rect_filled({at.x - r + 0.5f, at.y - r + 0.5f, 2 * r - 1, 2 * r - 1}, c); break;
    case 2:
      ui::draw::polygon(
          {at + ui::Vec{0, -r - 1}, at + ui::Vec{r + 1, 0}, at + ui::Vec{0, r + 1}, at + ui::Vec{-r - 1, 0}}, c);
      break;
    case 3: ui::draw::polygon({at + ui::Vec{0, -r - 1}, at + ui::Vec{r, r - 1}, at + ui::Vec{-r, r - 1}}, c); break;
    case 4:
      ui::draw::rect_filled({at.x - 2, at.y - r, 4, 2 * r}, c);
      ui::draw::rect_filled({at.x - r, at.y - 2, 2 * r, 4}, c);
      break;
    case 5: ui::draw::circle(at, r - 1.2f, c, 2.6f); break;
    default: ui::draw::circle_filled(at, r, c); break;
  }
}

}  // namespace

const char* ScatterPage::title() const { return ui::tr("Scatter"); }
const char* ScatterPage::tip() const {
  return ui::tr("Samples as points over two columns or the principal components");
}

bool ScatterPage::offered(const ExplorerContext& c) const { return c.look != views::SampleLook::tokens; }

bool ScatterPage::needs_components() const {
  return std::any_of(std::begin(chosen_), std::end(chosen_), [&](int k) {
    const auto i = static_cast<size_t>(k);
    return i < axes_.size() && axes_[i].kind == ScatterAxis::Kind::component;
  });
}

// The components lead where columns alone say little: pictures, series and wide tables.
void ScatterPage::list_axes(const ExplorerContext& c) {
  const engine::Dataset& raw = c.data->raw;
  named_ = ui::language();
  axes_.clear();
  names_.clear();
  const bool table = c.look == views::SampleLook::numbers, several = raw.inputs.columns() > 1;
  const auto components = [&] {
    for (int k = 0; several && k < std::min<int64_t>(engine::kPrincipalComponents, raw.inputs.columns()); ++k) {
      axes_.push_back({ScatterAxis::Kind::component, k});
      names_.push_back(ui::tr_fill("Component {}", {std::to_string(k + 1)}));
    }
  };
  if (!table) components();
  if (table) {
    for (int64_t k = 0; k < std::min(raw.inputs.columns(), kMostColumns); ++k) {
      axes_.push_back({ScatterAxis::Kind::column, k});
      names_.push_back(column_name(raw, k));
    }
  }
  if (raw.target_shape.rank() == 0 && !raw.targets.empty()) {
    axes_.push_back({ScatterAxis::Kind::target, 0});
    names_.push_back(ui::tr(raw.target_name));
  }
  if (table) components();
}

void ScatterPage::follow(const ExplorerContext& c) {
  if (of_ != c.data || look_ != c.look) {
    of_ = c.data;
    look_ = c.look;
    projection_work_.cancel();
    points_work_.cancel();
    painting_work_.cancel();
    projection_.reset();
    points_.reset();
    has_image_ = false;
    atlas_.clear();
    list_axes(c);
    chosen_[0] = 0;
    chosen_[1] = axes_.size() > 1 ? 1 : 0;
    made_[0] = made_[1] = -1;
    target_low_ = target_high_ = 0;
    bool any = false;
    for (const engine::Scalar v : c.data->raw.targets) {
      if (!std::isfinite(v)) continue;
      target_low_ = any ? std::min(target_low_, static_cast<double>(v)) : static_cast<double>(v);
      target_high_ = any ? std::max(target_high_, static_cast<double>(v)) : static_cast<double>(v);
      any = true;
    }
  }
  if (named_ != ui::language()) list_axes(c);
  if (auto made = projection_work_.take()) projection_ = *made;
  if (auto made = points_work_.take()) {
    points_ = *made;
    ++generation_;
  }
  if (auto made = painting_work_.take(); made && !made->pixels.empty()) {
    image_.resize(made->width, made->height);
    if (image_.width() == made->width && image_.height() == made->height) {
      std::copy(made->pixels.begin(), made->pixels.end(), image_.row(0));
      image_.upload();
      has_image_ = true;
    }
  }
  if (needs_components() && !projection_) {
    if (!projection_work_.busy()) {
      projection_work_.start([data = c.data,
                              table = c.look == views::SampleLook::numbers](const std::stop_token& stop) {
        return std::make_shared<const Projection>(project_rows(*data, table, [&] { return stop.stop_requested(); }));
      });
      ui::request_frame();
    }
    return;
  }
  if ((made_[0] == chosen_[0] && made_[1] == chosen_[1]) || axes_.empty()) return;
  made_[0] = chosen_[0];
  made_[1] = chosen_[1];
  const ScatterAxis x = axes_[static_cast<size_t>(chosen_[0])], y = axes_[static_cast<size_t>(chosen_[1])];
  const std::shared_ptr<const Projection> projection = projection_ ? projection_ : std::make_shared<const Projection>();
  points_work_.start([data = c.data, projection, x, y](const std::stop_token&) {
    auto points = std::make_shared<Points>();
    points->x = axis_values(*data, x, *projection);
    points->y = axis_values(*data, y, *projection);
    points->frame = frame_of(points->x, points->y);
    return std::shared_ptr<const Points>(points);
  });
  ui::request_frame();
}

void ScatterPage::draw(const ExplorerContext& c, const ui::Rect& area) {
  follow(c);
  choices(c, {area.x, area.y, area.w, kTop});
  const ui::Rect body{area.x, area.y + kTop, area.w, area.h - kTop};
  ui::well(body);
  if (axes_.empty()) return ui::empty_state(body, ui::tr("The set has no columns to draw."));
  const bool any = c.data->raw.target_shape.rank() == 0 && !c.data->raw.targets.empty();
  const float right = any ? kLegend : 16;
  const ui::Rect r{body.x + kLeft, body.y + 16, body.w - kLeft - right, body.h - 16 - kBottom};
  if (!points_) return ui::empty_state(body, ui::tr("Working out the points …"));
  plot(c, r);
  if (any) legend(c, {body.right() - kLegend + 20, r.y, kLegend - 32, r.h});
}

void ScatterPage::choices(const ExplorerContext& c, const ui::Rect& r) {
  const float wide = 190;
  axis_choice("explorer.x", "x", &chosen_[0], {r.x, r.y + 8, wide, 28});
  axis_choice("explorer.y", "y", &chosen_[1], {r.x + wide + 34, r.y + 8, wide, 28});
  if (!needs_components() || !projection_) return;
  const double share = projection_->share[0] + projection_->share[1];
  ui::draw::text(ui::tr_fill("The two components hold {} of the variance", {ui::format_percent(share, 0)}),
                 {r.right(), r.y + 22},
                 {.size = 13, .colour = ui::theme().ink3, .align = ui::Align::right, .max_width = r.w - 2 * wide - 90});
  (void)c;
}

void ScatterPage::axis_choice(const char* name, const char* label, int* chosen, const ui::Rect& r) {
  ui::draw::text(label, {r.x + 4, r.mid_y()}, {.size = 13, .mono = true, .colour = ui::theme().ink3});
  (void)ui::dropdown(name, {r.x + 20, r.y, r.w - 10, r.h}, names_, chosen);
}

void ScatterPage::axes(const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const ScatterFrame& f = points_->frame;
  double step = 0;
  for (const double v : ui::linear_ticks(f.low[1], f.high[1], 7, &step)) {
    const float y = r.bottom() - r.h * static_cast<float>((v - f.low[1]) / (f.high[1] - f.low[1]));
    ui::draw::hairline({r.x, y}, {r.right(), y}, t.line);
    ui::draw::text(ui::format_tick(v, step), {r.x - 8, y},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
  }
  for (const double v : ui::linear_ticks(f.low[0], f.high[0], 9, &step)) {
    const float x = r.x + r.w * static_cast<float>((v - f.low[0]) / (f.high[0] - f.low[0]));
    ui::draw::hairline({x, r.y}, {x, r.bottom()}, t.line);
    ui::draw::text(ui::format_tick(v, step), {x, r.bottom() + 14},
                   {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::centre});
  }
  const std::string name = names_[static_cast<size_t>(chosen_[0])];
  ui::draw::text(name, {r.mid_x() - std::min(r.w, ui::text_width(name, {.size = 13})) / 2, r.bottom() + 32},
                 {.size = 13, .colour = t.ink2, .max_width = r.w, .ellipsis = true});
}

// The name of the y axis stands upright at the left, as far as it fits.
void ScatterPage::y_name(const ui::Rect& r) const {
  const std::string& name = names_[static_cast<size_t>(chosen_[1])];
  if (ui::text_width(name, {.size = 13}) > r.h) return;
  (void)ui::draw::text_up(name, {r.x - 60, r.mid_y()}, {.size = 13, .colour = ui::theme().ink2});
}

void ScatterPage::plot(const ExplorerContext& c, const ui::Rect& r) {
  axes(r);
  y_name(r);
  repaint(c, r);
  if (has_image_ && image_.texture()) ui::draw::image(image_.texture(), r);
  point_under(c, r);
}

ui::Colour ScatterPage::colour_of(const ExplorerContext& c, int64_t row) const {
  const engine::Dataset& raw = c.data->raw;
  const std::span<const engine::Scalar> target = sample_targets(*c.data, row);
  if (raw.target_shape.rank() > 0 || target.size() != 1) return ui::theme().pos;
  const auto v = static_cast<double>(target[0]);
  if (raw.classes > 0) return v >= 0 ? colour_of_class(*c.data, static_cast<int64_t>(v)) : ui::theme().dis;
  if (!std::isfinite(v) || !(target_high_ > target_low_)) return ui::theme().pos;
  return ui::map_colour(ui::Map::div, static_cast<float>((v - target_low_) / (target_high_ - target_low_)));
}

void ScatterPage::repaint(const ExplorerContext& c, const ui::Rect& r) {
  const Key now{static_cast<int>(std::lround(ui::px(r.w))), static_cast<int>(std::lround(ui::px(r.h))),
                ui::theme_name(), generation_};
  if (now == painted_ || now.width < 8 || now.height < 8) return;
  painted_ = now;
  ScatterLook look{.width = std::min(now.width, 4096), .height = std::min(now.height, 4096)};
  look.radius = radius_for(points_->x.size()) * ui::scale();
  look.edge = (look.radius > 2.5f ? 1.0f : 0.5f) * ui::scale();
  look.rim = ui::with_alpha(ui::theme().pt_edge, 0.8f);
  const bool classes = c.data->raw.classes > 2 && c.data->raw.target_shape.rank() == 0;
  for (int64_t row = 0; row < c.data->raw.rows(); ++row) {
    look.colours.push_back(colour_of(c, row));
    if (classes) look.shapes.push_back(static_cast<int>(std::max(engine::Scalar{0}, sample_targets(*c.data, row)[0])));
  }
  painting_work_.start([points = points_, look = std::move(look)](const std::stop_token& stop) {
    return Painting{look.width, look.height,
                    paint_points(points->x, points->y, points->frame, look, [&] { return stop.stop_requested(); })};
  });
  ui::request_frame();
}

void ScatterPage::point_under(const ExplorerContext& c, const ui::Rect& r) {
  const ui::Hit hit = ui::hit("explorer.scatter", r, {.focusable = false});
  const ScatterFrame& f = points_->frame;
  const auto place = [&](int64_t row) {
    const auto i = static_cast<size_t>(row);
    return ui::Vec{
        r.x + r.w * static_cast<float>((static_cast<double>(points_->x[i]) - f.low[0]) / (f.high[0] - f.low[0])),
        r.y + r.h * static_cast<float>((f.high[1] - static_cast<double>(points_->y[i])) / (f.high[1] - f.low[1]))};
  };
  const int64_t shown = shown_row(c.panel.view);
  if (shown < static_cast<int64_t>(points_->x.size())) {
    ui::draw::circle(place(shown), 8, ui::theme().pt_edge, 4);
    ui::draw::circle(place(shown), 8, ui::theme().acc, 2);
  }
  if (!hit.hovered) return;
  const ui::Vec at = ui::mouse() - r.min();
  const int64_t row = nearest_point(points_->x, points_->y, f, static_cast<double>(r.w), static_cast<double>(r.h),
                                    static_cast<double>(at.x), static_cast<double>(at.y), static_cast<double>(kReach));
  if (row < 0) return;
  ui::draw::circle(place(row), 7, ui::theme().ink, 2);
  const auto i = static_cast<size_t>(row);
  ui::Tip tip{.title = ui::tr_fill("Sample {}", {ui::format_count(row + 1)}), .rows_in_line = false};
  const float* values[] = {&points_->x[i], &points_->y[i]};
  for (int k = 0; k < 2; ++k) {
    tip.rows.push_back({.label = names_[static_cast<size_t>(chosen_[k])],
                        .value = ui::format_number(static_cast<double>(*values[k]))});
  }
  const engine::Dataset& raw = c.data->raw;
  if (const auto target = sample_targets(*c.data, row); raw.target_shape.rank() == 0 && target.size() == 1) {
    const auto k = static_cast<int64_t>(target[0]);
    tip.rows.push_back({.label = raw.classes > 0 ? ui::tr("Class") : ui::tr(raw.target_name),
                        .value = raw.classes == 0 ? ui::format_number(static_cast<double>(target[0]))
                                 : k >= 0         ? ui::tr(c.data->class_name(k))
                                                  : "–"});
  }
  const bool picture = c.look != views::SampleLook::numbers;
  ui::tooltip_now(ui::mouse() + ui::Vec{picture ? 106.0f : 16.0f, 16}, tip);
  if (picture) thumbnail(c, row);
  if (hit.clicked) ui::shown_sample().row = row;
}

// The picture or the line of the sample beside its figures, over everything.
void ScatterPage::thumbnail(const ExplorerContext& c, int64_t row) {
  const engine::Shape& shape = c.data->raw.inputs.shape();
  const ui::Vec at = ui::mouse();
  const ui::Rect r{std::min(at.x + 16, ui::display_size().x - 96), std::min(at.y + 16, ui::display_size().y - 96), 84,
                   84};
  const ui::draw::Target over(ImGui::GetForegroundDrawList());
  ui::draw::rect_filled(r, ui::theme().cv, 8);
  if (c.look == views::SampleLook::image) {
    atlas_.arrange(static_cast<int>(std::min<int64_t>(shape[2], 128)),
                   static_cast<int>(std::min<int64_t>(shape[1], 128)), 4);
    atlas_.draw(row, sample_values(*c.data, row), shape, views::map_of(c.data->raw), r.inset(4), 5);
  } else {
    views::draw_series(r.inset(8), sample_values(*c.data, row), shape[0], shape[1]);
  }
  ui::draw::rect(r, ui::theme().line2, 8);
}

void ScatterPage::legend(const ExplorerContext& c, const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  const engine::Dataset& raw = c.data->raw;
  ui::draw::text(raw.classes > 0 ? ui::tr("Class") : ui::tr(raw.target_name), {r.x, r.y + 8},
                 {.size = 13, .weight = 600, .colour = t.ink, .max_width = r.w, .ellipsis = true});
  if (raw.classes == 0) {
    ui::draw::gradient({r.x, r.y + 28, 12, std::min(160.0f, r.h - 40)}, ui::Map::div, 3, true);
    const float bottom = r.y + 28 + std::min(160.0f, r.h - 40);
    ui::draw::text(ui::format_number(target_high_), {r.x + 22, r.y + 34}, {.size = 12, .mono = true, .colour = t.ink3});
    ui::draw::text(ui::format_number(target_low_), {r.x + 22, bottom - 6},
                   {.size = 12, .mono = true, .colour = t.ink3});
    return;
  }
  const auto room = static_cast<int64_t>((r.h - 24) / 22);
  const int64_t shown = raw.classes <= room ? raw.classes : std::max<int64_t>(0, room - 1);
  float y = r.y + 34;
  for (int64_t k = 0; k < shown; ++k, y += 22) {
    const ui::Vec at{r.x + 7, y};
    legend_shape(raw.classes > 2 ? static_cast<int>(k % kShapes) : 0, at, colour_of_class(*c.data, k));
    ui::draw::text(ui::tr(c.data->class_name(k)), {r.x + 22, y}, {.size = 13, .max_width = r.w - 22, .ellipsis = true});
  }
  if (shown < raw.classes) {
    ui::draw::text(ui::tr_fill("and {} more", {ui::format_count(raw.classes - shown)}), {r.x, y},
                   {.size = 13, .colour = t.ink3, .max_width = r.w});
  }
}

}  // namespace app
