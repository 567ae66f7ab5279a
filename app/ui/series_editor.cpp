#include "app/ui/series_editor.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/decimate.h"
#include "app/ui/format.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr int64_t kMostPoints = 400;
constexpr float kAxis = 38;  // to the left of the curve

struct Plot {
  Rect r;
  double low, high;
  int64_t slots;

  float x_of(int64_t step) const {
    return r.x + r.w * (slots > 1 ? static_cast<float>(step) / static_cast<float>(slots - 1) : 0.5f);
  }
  float y_of(double v) const { return r.bottom() - r.h * static_cast<float>((v - low) / (high - low)); }
  Vec place(int64_t step, float v) const { return {x_of(step), y_of(static_cast<double>(v))}; }
  float step_at(float x) const { return (x - r.x) / std::max(1.0f, r.w) * static_cast<float>(slots - 1); }
  float value_at(float y) const {
    return static_cast<float>(low + (high - low) * static_cast<double>((r.bottom() - y) / std::max(1.0f, r.h)));
  }
};

void draw_line(const Plot& plot, std::span<const float> values, const SeriesLook& look, int64_t feature, Colour c,
               float width) {
  const int64_t points = std::min(look.steps, kMostPoints);
  std::vector<Vec> line;
  for (int64_t k = 0; k < points; ++k) {
    const int64_t t = points > 1 ? k * (look.steps - 1) / (points - 1) : 0;
    line.push_back(plot.place(t, values[static_cast<size_t>(t * look.features + feature)]));
  }
  draw::polyline(line, c, width);
}

void draw_next(const Plot& plot, std::span<const float> values, const SeriesLook& look) {
  if (look.next.empty()) return;
  std::vector<Vec> line{
      plot.place(look.steps - 1, values[static_cast<size_t>((look.steps - 1) * look.features + look.feature)])};
  for (size_t k = 0; k < look.next.size(); ++k) {
    line.push_back(plot.place(look.steps + static_cast<int64_t>(k), look.next[k]));
  }
  draw::polyline(line, theme().pos, 2);
  for (size_t k = 1; k < line.size() && line.size() < 60; ++k) draw::circle_filled(line[k], 3, theme().pos);
}

void draw_axis(const Plot& plot) {
  double step = 0;
  for (const double v : linear_ticks(plot.low, plot.high, 4, &step)) {
    const float y = plot.y_of(v);
    draw::hairline({plot.r.x, y}, {plot.r.right(), y}, theme().line);
    draw::text(format_tick(v, step), {plot.r.x - 6, y},
               {.size = 12, .mono = true, .colour = theme().ink3, .align = Align::right});
  }
}

// The steps between the last position of the pointer and this one get the values on the line between both.
bool bend(const Plot& plot, Vec from, Vec to, std::span<float> values, const SeriesLook& look) {
  const float a = plot.step_at(from.x), b = plot.step_at(to.x);
  const auto last = static_cast<float>(look.steps - 1);
  const auto first = static_cast<int64_t>(std::clamp(std::round(std::min(a, b)), 0.0f, last));
  const auto end = static_cast<int64_t>(std::clamp(std::round(std::max(a, b)), 0.0f, last));
  if (std::max(a, b) < -0.6f || std::min(a, b) > last + 0.6f) return false;
  bool changed = false;
  for (int64_t t = first; t <= end; ++t) {
    const float share = std::abs(b - a) > 1e-3f ? std::clamp((static_cast<float>(t) - a) / (b - a), 0.0f, 1.0f) : 1.0f;
    const float y = from.y + (to.y - from.y) * share;
    float& value = values[static_cast<size_t>(t * look.features + look.feature)];
    const auto now = static_cast<float>(std::clamp(static_cast<double>(plot.value_at(y)), plot.low, plot.high));
    changed = changed || now != value;
    value = now;
  }
  return changed;
}

}  // namespace

Change series_editor(const char* name, const Rect& r, std::span<float> values, const SeriesLook& look) {
  Change change;
  well(r);
  if (look.steps < 1 || look.features < 1 || look.feature < 0 || look.feature >= look.features ||
      static_cast<int64_t>(values.size()) < look.steps * look.features || !(look.high > look.low)) {
    return change;
  }
  const int64_t room = std::max(look.room, static_cast<int64_t>(look.next.size()));
  const Plot plot{{r.x + kAxis, r.y + 12, r.w - kAxis - 12, r.h - 24}, look.low, look.high, look.steps + room};
  const Hit h = hit(name, r, {.disabled = !look.editable, .focusable = false});
  static Vec last;  // one curve is bent at a time
  if (h.pressed) {
    last = mouse();
    change.began = true;
  }
  if (h.held) {
    change.changed = bend(plot, last, mouse(), values, look);
    last = mouse();
  }
  change.committed = h.released;
  draw_axis(plot);
  draw::push_clip(r.inset(2));
  for (int64_t f = 0; f < std::min<int64_t>(look.features, 4); ++f) {
    if (f != look.feature) draw_line(plot, values, look, f, with_alpha(theme().ink3, 0.6f), 1.5f);
  }
  if (room > 0) {
    const float edge = (plot.x_of(look.steps - 1) + plot.x_of(look.steps)) / 2;
    draw::dashed_line({edge, plot.r.y}, {edge, plot.r.bottom()}, theme().line2, 1, 4, 4);
  }
  draw_next(plot, values, look);
  draw_line(plot, values, look, look.feature, theme().ink, 2);
  draw::pop_clip();
  if (h.hovered || h.held) draw::circle(mouse(), 5, theme().acc, 1.5f);
  return change;
}

}  // namespace app::ui
