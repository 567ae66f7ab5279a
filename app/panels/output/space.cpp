// The Output card of data with two inputs, in space: what the network answers as a height over the plane, with the
// points of the data at their targets.
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

constexpr int64_t kCorners = 45;     // of the surface, along each side
constexpr size_t kMostPoints = 500;  // of larger sets every n-th
constexpr float kBeyond = 0.2f;      // how far the surface may leave the range of the targets
constexpr float kHead = 36;          // of the line with the button
constexpr float kReach = 9;          // of the pointer
constexpr const char* kWhy =
    "The answer is drawn as a height over the two inputs, in the same colours as the flat picture. Flat parts are "
    "where "
    "the network is certain, a cliff is where it changes its mind: the steeper, the larger the weights behind it. "
    "Points "
    "stand at their targets.";
constexpr const char* kWhyResiduals =
    "The red lines are residuals, target minus answer: the squared error adds up their squares.";

// The value of one output as a height: 0 and 1 are the two classes or the ends of the targets' range.
float height_of(float value, const Decision& how, bool hard) {
  if (!std::isfinite(value)) return NAN;
  if (how.classes > 0) return hard ? how.step_of(value, 0) : how.share(value);
  const double width = how.high - how.low;
  const auto t = static_cast<float>(std::abs(width) > 1e-12 ? (static_cast<double>(value) - how.low) / width : 0.5);
  return std::clamp(hard ? how.step_of(value, t) : t, -kBeyond, 1 + kBeyond);
}

ui::Colour shade_of(float share) {
  return std::isfinite(share) ? ui::map_colour(ui::Map::surf, std::clamp(share, 0.0f, 1.0f)) : ui::theme().bg3;
}

// The middles of the pixels that the corners take their values from.
int64_t pixel_of(int64_t corner, int64_t corners, int64_t pixels) {
  return corners > 1 ? (corner * (pixels - 1) + (corners - 1) / 2) / (corners - 1) : 0;
}

float within(double v, double low, double high) {
  return high > low ? static_cast<float>(2 * (v - low) / (high - low) - 1) : 0.0f;
}

}  // namespace

// Heights and colours of the answer, or of one unit.
void OutputPanel::raise(const engine::WatchedTensor& t, const engine::Snapshot& s, int unit, const Decision& how) {
  const SurfaceKey key = SurfaceKey::of(t, s, {hard_, unit});
  if (key == raised_) return;
  raised_ = key;
  const int64_t rows = std::min(kCorners, t.shape[1]), columns = std::min(kCorners, t.shape[2]);
  const int64_t size = t.shape[1] * t.shape[2], outputs = t.shape[0];
  heights_.resize(static_cast<size_t>(rows * columns));
  shades_.resize(heights_.size());
  float most = 1e-9f;
  const float* own = t.values.data() + std::clamp<int64_t>(unit, 0, outputs - 1) * size;
  for (int64_t i = 0; unit >= 0 && i < size; ++i)
    most = std::isfinite(own[i]) ? std::max(most, std::abs(own[i])) : most;
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < columns; ++c) {
      const int64_t pixel = pixel_of(r, rows, t.shape[1]) * t.shape[2] + pixel_of(c, columns, t.shape[2]);
      const float* values = t.values.data() + pixel;
      const auto at = static_cast<size_t>(r * columns + c);
      if (unit >= 0) {
        heights_[at] = own[pixel] / most * 0.5f + 0.5f;
        shades_[at] = ui::div_colour(own[pixel] / most);
      } else if (how.one_output()) {
        heights_[at] = height_of(values[0], how, hard_);
        shades_[at] = shade_of(hard_ ? heights_[at] : how.share(values[0]));
      } else {
        const int best = how.class_of(values, size);
        const float sure = best < 0 ? NAN : hard_ ? 1 : how.confidence(values, size, best);
        heights_[at] = sure;
        shades_[at] = best < 0 ? ui::theme().bg3
                               : ui::mix(ui::theme().cv, ui::class_colour(best, static_cast<int>(how.outputs)),
                                         std::isfinite(sure) ? 0.2f + 0.6f * std::sqrt(sure) : 0);
      }
    }
  }
  field_.set(rows, columns, heights_, shades_);
}

// Points at their targets; where classes have no order, on the floor.
void OutputPanel::stand_points(const Frame& f, bool residuals) {
  standing_.clear();
  const size_t step = points_.size() / kMostPoints + 1;
  for (size_t i = 0; i < points_.size(); i += step) {
    const PlotPoint& p = points_[i];
    const bool stands = f.how.one_output();
    const float height = !stands             ? 0.0f
                         : f.how.classes > 0 ? static_cast<float>(std::clamp(p.target, 0.0, 1.0))
                                             : height_of(static_cast<float>(p.target), f.how, false);
    standing_.push_back({within(p.x, f.plane.low[0], f.plane.high[0]), within(p.y, f.plane.low[1], f.plane.high[1]),
                         height, p.colour, p.ring, residuals});
  }
}

// Floor and upright edges of the box; names of the inputs at the sides that are in front, the ends of the heights at
// the left.
void OutputPanel::draw_box(const Frame& f, bool unit) const {
  const ui::Palette& t = ui::theme();
  const ui::Rect& r = f.square;
  const auto at = [&](float x, float y, float h) {
    return space_view_.place(views::HeightField::point(x, y, h), r).at;
  };
  for (int i = 0; i <= 4; ++i) {
    const float v = -1 + 0.5f * static_cast<float>(i);
    ui::draw::line(at(v, -1, 0), at(v, 1, 0), t.line, 1);
    ui::draw::line(at(-1, v, 0), at(1, v, 0), t.line, 1);
  }
  const views::Point3 eye = space_view_.eye();
  ui::Vec left{1e6f, 0};
  float corner[2] = {-1, -1};
  for (const float x : {-1.0f, 1.0f}) {
    for (const float y : {-1.0f, 1.0f}) {
      if (x * eye.x < 0 || y * eye.y < 0) ui::draw::line(at(x, y, 0), at(x, y, 1), t.line2, 1);
      if (at(x, y, 0).x >= left.x) continue;
      left = at(x, y, 0);
      corner[0] = x;
      corner[1] = y;
    }
  }
  const ui::Text quiet{.size = 12, .colour = t.ink3, .align = ui::Align::centre, .max_width = r.w, .lint = false};
  const auto names =
      points_of_ && points_of_->plane() ? points_of_->raw.input_names : std::vector<std::string>{"x1", "x2"};
  const float x = eye.x < 0 ? -1.0f : 1.0f, y = eye.y < 0 ? -1.0f : 1.0f;
  ui::draw::text(names[0], at(0, y * 1.16f, 0) + ui::Vec{0, 6}, quiet);
  ui::draw::text(names[1], at(x * 1.16f, 0, 0) + ui::Vec{0, 6}, quiet);
  if (unit || !f.how.one_output()) return;
  ui::Text end = quiet;
  end.mono = true;
  end.align = ui::Align::right;
  const bool classes = f.how.classes > 0;
  for (const float h : {0.0f, 1.0f}) {
    const std::string words = classes ? (h > 0 ? "1" : "0") : ui::format_number(h > 0 ? f.how.high : f.how.low, 2);
    ui::draw::text(words, at(corner[0], corner[1], h) - ui::Vec{6, 0}, end);
  }
}

// The point of the data under the pointer, else the place of the surface.
void OutputPanel::space_tip(const Frame& f, const engine::WatchedTensor& shown, int unit) {
  const ui::Vec m = ui::mouse();
  float best = kReach;
  int nearest = -1;
  for (size_t i = 0; i < standing_.size(); ++i) {
    const views::StandingPoint& p = standing_[i];
    const ui::Vec d = space_view_.place(views::HeightField::point(p.x, p.y, p.height), f.square).at - m;
    if (!(std::hypot(d.x, d.y) < best)) continue;
    best = std::hypot(d.x, d.y);
    nearest = static_cast<int>(i);
  }
  double at[2];
  ui::Tip tip;
  tip.rows_in_line = false;
  const size_t step = points_.size() / kMostPoints + 1;
  const int64_t corner = nearest < 0 ? field_.corner_at(m, kReach) : -1;
  if (nearest >= 0) {
    const PlotPoint& p = points_[static_cast<size_t>(nearest) * step];
    at[0] = p.x;
    at[1] = p.y;
  } else if (corner >= 0) {
    const double u = static_cast<double>(corner % field_.columns()) / static_cast<double>(field_.columns() - 1);
    const double v = 1 - static_cast<double>(corner / field_.columns()) / static_cast<double>(field_.rows() - 1);
    at[0] = f.plane.low[0] + u * (f.plane.high[0] - f.plane.low[0]);
    at[1] = f.plane.low[1] + v * (f.plane.high[1] - f.plane.low[1]);
  } else {
    return;
  }
  add_place(f, &shown, unit, at[0], at[1], tip);
  if (nearest >= 0 && unit < 0 && f.how.classes == 0) {
    const PlotPoint& p = points_[static_cast<size_t>(nearest) * step];
    const auto answer = static_cast<double>(value_at(shown, 0, f.plane, p.x, p.y));
    tip.rows.push_back({ui::tr("target"), ui::format_number(p.target), 0});
    tip.rows.push_back({ui::tr("residual"), ui::format_signed(p.target - answer), ui::theme().tip_ink});
  }
  ui::tooltip_at("space" + std::to_string(nearest) + "." + std::to_string(corner), m, tip);
}

void OutputPanel::draw_space(const PanelContext& c, const Frame& f) {
  const ui::Palette& t = ui::theme();
  const ui::Rect& r = f.square;
  const engine::WatchedTensor* unit = unit_under_pointer(c);
  const engine::WatchedTensor* shown = unit ? unit : f.answer;
  const int which = unit ? static_cast<int>(ui::hovered_unit().unit) : -1;
  ui::draw::rect_filled(r, t.cv, 8);
  collect_points(c.view, f.by_hand);
  const ui::Rect turned{r.x, r.y + kHead, r.w, r.h - kHead};  // the button above is asked later
  const ui::Hit hit = ui::hit("output.space", turned, {.focusable = false});
  space_view_.follow(hit);
  if (shown && shown->shape.rank() == 3 && shown->shape[1] > 1) {
    raise(*shown, c.view.snapshot, which, f.how);
    stand_points(f, f.how.classes == 0 && !unit);
    ui::draw::push_clip(r);
    draw_box(f, unit != nullptr);
    field_.draw(space_view_, r, unit ? std::span<const views::StandingPoint>() : standing_);
    ui::draw::pop_clip();
    if (hit.hovered && !hit.held) space_tip(f, *shown, which);
  } else {
    ui::empty_state(r, ui::tr("Waiting for the network."));
  }
  ui::draw::rect(r, t.line2, 8);
  if (unit) ui::chip({r.x + 8, r.y + 8}, 26, hovered_name(c.view), {.size = 13, .weight = 600, .fill = t.bg1});
  const char* why = ui::tr("Why?");
  const float width = 18 + ui::text_width(why, {.size = 12});
  if (ui::button(
          "output.space.why", {r.right() - width - 8, r.y + 8, width, 22},
          {.label = why, .on = space_why_, .size = 12, .radius = 6, .tip = ui::tr("Why does it look like this?")}))
    space_why_ = !space_why_;
  if (!unit) {
    ui::draw::text(ui::tr("Drag to turn, wheel to zoom"), {r.x + 10, r.y + 19},
                   {.size = 12, .colour = t.ink3, .max_width = r.w - width - 28, .ellipsis = true, .lint = false});
  }
  if (space_why_) {
    std::string words = ui::tr(kWhy);
    if (f.how.classes == 0) words += std::string(ui::is_chinese() ? "" : " ") + ui::tr(kWhyResiduals);
    const float high = ui::draw::text_block_height(words, r.w - 36, {.size = 12}) + 34;
    const ui::Rect card{r.x + 8, r.bottom() - high - 8, r.w - 16, high};
    ui::draw::rect_filled(card, t.bg1, 8);
    ui::draw::rect(card, t.line, 8);
    ui::draw::text("z = f(x1, x2),  residual = y - f(x1, x2)", {card.x + 10, card.y + 15},
                   {.size = 12, .mono = true, .colour = t.ink, .max_width = card.w - 20, .ellipsis = true});
    ui::draw::text_block(words, {card.x + 10, card.y + 28, card.w - 20, card.h - 30}, {.size = 12, .colour = t.ink2});
  }
  plane_legend(f, c.view);
}

}  // namespace app
