#include "app/panels/microscope/histogram_time.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"
#include "app/ui/draw_band.h"
#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr size_t kBins = 61;
constexpr float kAxis = 46;  // room for the numbers at the left

// Place of a frame: steps from left to right.
struct Across {
  ui::Rect r;
  double first = 0, last = 1;
  explicit Across(const ui::Rect& area, const std::vector<int64_t>& steps) : r(area) {
    if (steps.empty()) return;
    first = static_cast<double>(steps.front());
    last = std::max(first + 1, static_cast<double>(steps.back()));
  }
  float x(int64_t step) const {
    return r.x + r.w * static_cast<float>((static_cast<double>(step) - first) / (last - first));
  }
  size_t nearest(const std::vector<int64_t>& steps, float at) const {
    size_t best = 0;
    for (size_t i = 1; i < steps.size(); ++i) {
      if (std::abs(x(steps[i]) - at) < std::abs(x(steps[best]) - at)) best = i;
    }
    return best;
  }
};

void step_ticks(const ui::Rect& r, const std::vector<int64_t>& steps) {
  ui::Text look{.size = 12, .mono = true, .colour = ui::theme().ink3};
  const float y = r.bottom() + 11;
  ui::draw::text(ui::format_count(steps.front()), {r.x, y}, look);
  look.align = ui::Align::right;
  if (steps.size() > 1) ui::draw::text(ui::format_count(steps.back()), {r.right(), y}, look);
  look.align = ui::Align::centre;
  look.mono = false;
  if (r.w > 150) ui::draw::text(ui::tr("training steps"), {r.mid_x(), y}, look);
}

void level(const ui::Rect& r, float y, const std::string& words) {
  const ui::Palette& t = ui::theme();
  ui::draw::hairline({r.x, y}, {r.right(), y}, t.line);
  ui::draw::text(words, {r.x - 5, y}, {.size = 12, .mono = true, .colour = t.ink3, .align = ui::Align::right});
}

}  // namespace

void draw_ridges(const ui::Rect& plot, const SpreadFrames& frames) {
  double reach = 0;
  for (const SpreadFrame& f : frames.items()) reach = std::max({reach, std::abs(f.low), std::abs(f.high)});
  if (frames.items().empty() || !(reach > 0) || !std::isfinite(reach)) return;
  std::vector<std::vector<float>> rows;
  for (const SpreadFrame& f : frames.items()) rows.push_back(rebinned(f, reach, kBins));
  const float head = plot.h > 70 ? 16 : 0;  // of the line that says which steps they are
  const ui::Rect r{plot.x, plot.y + head, plot.w, plot.h - head};
  ui::ridge_plot(r, {.rows = rows, .ground = ui::theme().cv});
  ui::three_ticks(r, limit_text(-reach), "0", limit_text(reach));
  if (head == 0) return;
  const std::string steps = ui::tr_fill("steps {} to {}, newest in front", {ui::format_count(frames.steps().front()),
                                                                            ui::format_count(frames.steps().back())});
  ui::draw::text(steps, {plot.x, plot.y + 4},
                 {.size = 12, .colour = ui::theme().ink3, .max_width = plot.w, .ellipsis = true});
}

void draw_bands(const std::string& name, const ui::Rect& plot, const SpreadFrames& frames, ui::Colour colour) {
  const ui::Rect r{plot.x + kAxis, plot.y, plot.w - kAxis, plot.h};
  double low = 0, high = 0;
  bool any = false;
  for (const SpreadFrame& f : frames.items()) {
    for (const float p : f.percentiles) {
      if (!std::isfinite(p)) continue;
      low = any ? std::min(low, static_cast<double>(p)) : static_cast<double>(p);
      high = any ? std::max(high, static_cast<double>(p)) : static_cast<double>(p);
      any = true;
    }
  }
  if (!any || r.w < 20) return;
  if (!(high > low)) {
    low -= 0.5;
    high += 0.5;
  }
  const Across across(r, frames.steps());
  const auto y = [&](double v) { return r.bottom() - r.h * static_cast<float>((v - low) / (high - low)); };
  double tick_step = 0;
  for (const double v : ui::linear_ticks(low, high, r.h > 90 ? 4 : 2, &tick_step))
    level(r, y(v), ui::format_tick(v, tick_step));
  ui::draw::push_clip(r);
  std::array<std::vector<ui::Vec>, kPercentiles.size()> edges;
  for (size_t i = 0; i < frames.items().size(); ++i) {
    for (size_t k = 0; k < edges.size(); ++k) {
      const auto p = static_cast<double>(frames.items()[i].percentiles[k]);
      edges[k].push_back({across.x(frames.steps()[i]), y(p)});
    }
  }
  ui::draw::band(edges[4], edges[0], ui::with_alpha(colour, 0.2f));
  ui::draw::band(edges[3], edges[1], ui::with_alpha(colour, 0.3f));
  ui::draw::polyline(edges[2], colour, 2);
  ui::draw::pop_clip();
  step_ticks(r, frames.steps());
  if (!r.contains(ui::mouse()) || !ImGui::IsWindowHovered()) return;
  const size_t i = across.nearest(frames.steps(), ui::mouse().x);
  const float x = across.x(frames.steps()[i]);
  ui::draw::hairline({x, r.y}, {x, r.bottom()}, ui::theme().line2);
  ui::Tip tip{.title = ui::tr_fill("step {}", {ui::format_count(frames.steps()[i])}), .rows_in_line = false};
  for (size_t k = kPercentiles.size(); k-- > 0;) {
    tip.rows.push_back({std::to_string(static_cast<int>(kPercentiles[k])) + " %",
                        ui::format_number(static_cast<double>(frames.items()[i].percentiles[k]), 4), 0});
  }
  ui::tooltip_at(name + std::to_string(i), ui::mouse(), tip);
}

void draw_shares(const std::string& name, const ui::Rect& plot, const std::vector<ShareLine>& lines, bool log) {
  const ui::Rect r{plot.x + kAxis, plot.y + 18, plot.w - kAxis, plot.h - 18};
  if (lines.empty() || r.w < 20 || r.h < 20) return;
  double low = 0, high = 1;
  if (log) {
    bool any = false;
    for (const ShareLine& line : lines) {
      for (const SpreadFrame& f : line.frames->items()) {
        const auto v = static_cast<double>(f.*line.share);
        if (!(v > 0) || !std::isfinite(v)) continue;
        low = any ? std::min(low, std::floor(std::log10(v))) : std::floor(std::log10(v));
        high = any ? std::max(high, std::ceil(std::log10(v))) : std::ceil(std::log10(v));
        any = true;
      }
    }
    if (!any) low = -4;
    low = std::min(low, -3.0);
    high = std::max({high, -2.0, low + 1});
  }
  const auto y = [&](double v) {
    const double at = log ? std::log10(v) : v;
    return r.bottom() - r.h * static_cast<float>((at - low) / (high - low));
  };
  if (log) {
    const double every = std::max(1.0, std::ceil((high - low) / 4));
    for (double e = low; e <= high; e += every) level(r, y(std::pow(10, e)), ui::format_tick_log(std::pow(10, e)));
  } else {
    for (const double v : {0.0, 0.5, 1.0}) level(r, y(v), ui::format_percent(v, 0));
  }
  float x = r.x;
  for (const ShareLine& line : lines) {
    const Across across(r, line.frames->steps());
    std::vector<ui::Vec> points;
    for (size_t i = 0; i < line.frames->items().size(); ++i) {
      const auto v = static_cast<double>(line.frames->items()[i].*line.share);
      points.push_back({across.x(line.frames->steps()[i]), log && !(v > 0) ? NAN : y(v)});
    }
    ui::draw::push_clip(r.grown(1));
    ui::draw::polyline(points, line.colour, 2);
    ui::draw::pop_clip();
    const float width = 26 + ui::text_width(line.name, {.size = 12});
    if (x + width > r.right()) continue;
    ui::legend_key({x, plot.y + 6}, line.colour);
    ui::draw::text(line.name, {x + 20, plot.y + 6}, {.size = 12, .colour = ui::theme().ink2});
    x += width + 10;
  }
  step_ticks(r, lines[0].frames->steps());
  if (!r.contains(ui::mouse()) || !ImGui::IsWindowHovered()) return;
  const std::vector<int64_t>& steps = lines[0].frames->steps();
  const Across across(r, steps);
  const size_t i = across.nearest(steps, ui::mouse().x);
  ui::draw::hairline({across.x(steps[i]), r.y}, {across.x(steps[i]), r.bottom()}, ui::theme().line2);
  ui::Tip tip{.title = ui::tr_fill("step {}", {ui::format_count(steps[i])}), .rows_in_line = false};
  for (const ShareLine& line : lines) {
    if (i >= line.frames->items().size()) continue;
    const auto v = static_cast<double>(line.frames->items()[i].*line.share);
    tip.rows.push_back({line.name, log ? ui::format_number(v, 3) : ui::format_percent(v), 0});
  }
  ui::tooltip_at(name + std::to_string(i), ui::mouse(), tip);
}

}  // namespace app
