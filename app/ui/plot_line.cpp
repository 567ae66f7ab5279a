// Line charts: range, grid, ticks, lines, labels at the right end, and the read-out under the pointer.
#include <algorithm>
#include <cmath>
#include <map>

#include "app/ui/format.h"
#include "app/ui/plot.h"
#include "app/ui/series_levels.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

constexpr size_t kMostPoints = 4096;             // of a line that is a stretch of its series
constexpr float kMarkReach = 5, kEndReach = 40;  // of the pointer; beyond the end of a line

// The samples of a series between two places, and one beyond each end.
struct Stretch {
  SeriesLevels levels;
  std::vector<int64_t> places;
  std::vector<float> x, y;
};

struct ChartState {
  StepRange y;
  std::vector<SeriesDigest> digests, raw_digests;
  std::vector<Stretch> stretches, raw_stretches;
  double x_low = 0, x_high = 0;  // of the stretches
  size_t points = 0;
};
std::map<std::string, ChartState, std::less<>> states_;

ChartState& state_of(const char* name, const LineChart& chart) {
  const std::span<const Series> series = chart.series;
  auto found = states_.find(std::string_view(name));
  if (found == states_.end()) found = states_.emplace(name, ChartState{}).first;
  ChartState& state = found->second;
  state.digests.resize(series.size());
  state.raw_digests.resize(series.size());
  state.stretches.resize(series.size());
  state.raw_stretches.resize(series.size());
  size_t points = 0;
  for (const Series& s : series) points += s.y.size();
  if (points < state.points) state.y.reset();  // another run: its axis starts anew
  state.points = points;
  for (size_t i = 0; i < series.size() && !chart.stretch; ++i) {
    const Series& s = series[i];
    state.digests[i].update(s.y, s.x, s.x_first, s.x_step);
    state.raw_digests[i].update(s.raw, s.x, s.x_first, s.x_step);
  }
  return state;
}

double last_x(const Series& s) {
  if (s.y.empty()) return s.x_first;
  return s.x.empty() ? s.x_first + s.x_step * static_cast<double>(s.y.size() - 1) : static_cast<double>(s.x.back());
}
double first_x(const Series& s) { return s.x.empty() ? s.x_first : static_cast<double>(s.x.front()); }

double x_at(const Series& s, size_t i) {
  return s.x.empty() ? s.x_first + s.x_step * static_cast<double>(i) : static_cast<double>(s.x[i]);
}

// The first place whose x is not below that; all places when there is none.
int64_t place_of(const Series& s, size_t n, double x) {
  if (!s.x.empty()) {
    const auto xs = s.x.first(n);
    return std::lower_bound(xs.begin(), xs.end(), x, [](float a, double b) { return static_cast<double>(a) < b; }) -
           xs.begin();
  }
  const double at = s.x_step > 0 ? std::ceil((x - s.x_first) / s.x_step) : 0;
  return static_cast<int64_t>(std::clamp(at, 0.0, static_cast<double>(n)));
}

void find_stretch(const Series& s, std::span<const float> y, double low, double high, Stretch& out) {
  const size_t n = s.x.empty() ? y.size() : std::min(y.size(), s.x.size());
  y = y.first(n);
  out.levels.update(y);
  out.levels.between(y, place_of(s, n, low) - 1, place_of(s, n, high) + 1, kMostPoints, out.places);
  out.x.clear();
  out.y.clear();
  for (const int64_t i : out.places) {
    out.x.push_back(static_cast<float>(x_at(s, static_cast<size_t>(i))));
    out.y.push_back(y[static_cast<size_t>(i)]);
  }
}

void find_stretches(const LineChart& chart, ChartState& state) {
  if (state.x_low != chart.x_low || state.x_high != chart.x_high) state.y.reset();
  state.x_low = chart.x_low;
  state.x_high = chart.x_high;
  for (size_t i = 0; i < chart.series.size(); ++i) {
    const Series& s = chart.series[i];
    find_stretch(s, s.y, chart.x_low, chart.x_high, state.stretches[i]);
    find_stretch(s, s.raw, chart.x_low, chart.x_high, state.raw_stretches[i]);
  }
}

bool has_data(const LineChart& chart) {
  return std::any_of(chart.series.begin(), chart.series.end(), [](const Series& s) { return !s.y.empty(); });
}

void find_x_range(const LineChart& chart, PlotScale& scale) {
  if (chart.x_low < chart.x_high) {
    scale.x_low = chart.x_low;
    scale.x_high = chart.x_high;
    return;
  }
  bool any = false;
  for (const Series& s : chart.series) {
    if (s.y.empty()) continue;
    scale.x_low = any ? std::min(scale.x_low, first_x(s)) : first_x(s);
    scale.x_high = any ? std::max(scale.x_high, last_x(s)) : last_x(s);
    any = true;
  }
  if (!(scale.x_high > scale.x_low)) scale.x_high = scale.x_low + 1;
}

void find_y_range(const LineChart& chart, ChartState& state, PlotScale& scale) {
  if (chart.y_low < chart.y_high) {
    scale.y_low = chart.y_low;
    scale.y_high = chart.y_high;
    return;
  }
  float low = NAN, high = NAN;
  const auto include = [&](const SeriesDigest& d) {
    const float bottom = chart.log_y ? d.low_positive() : d.low();
    if (!(bottom >= low) && !std::isnan(bottom)) low = bottom;
    if (!(d.high() <= high) && !std::isnan(d.high())) high = d.high();
  };
  const auto include_stretch = [&](const Stretch& stretch) {
    for (const float v : stretch.y) {
      if (!std::isfinite(v) || (chart.log_y && !(v > 0))) continue;
      if (!(v >= low)) low = v;
      if (!(v <= high)) high = v;
    }
  };
  if (chart.stretch) {
    for (const Stretch& stretch : state.stretches) include_stretch(stretch);
    for (const Stretch& stretch : state.raw_stretches) include_stretch(stretch);
  } else {
    for (const SeriesDigest& d : state.digests) include(d);
    for (const SeriesDigest& d : state.raw_digests) include(d);
  }
  state.y.follow(static_cast<double>(low), static_cast<double>(high), chart.log_y, chart.zero_based, now());
  scale.y_low = state.y.low();
  scale.y_high = state.y.high();
}

std::string tick_text(double v, double step, const LineChart& chart, bool exponents) {
  if (chart.ticks == TickStyle::percent) return format_percent(v, step < 0.0099 ? 1 : 0);
  if (!chart.log_y) return format_tick(v, step);
  return exponents ? format_exponent(v, 0) : format_tick_log(v);
}

void draw_axes(const LineChart& chart, const PlotScale& scale) {
  const Rect& r = scale.plot;
  const Palette& t = theme();
  const int most = std::clamp(static_cast<int>(r.h / 26), 2, 6);
  double step = 0;
  const std::vector<double> ticks =
      chart.log_y ? log_ticks(scale.y_low, scale.y_high, most)
                  : linear_ticks(scale.y_low, scale.y_high, most, &step, chart.ticks == TickStyle::percent);
  bool exponents = chart.log_y;
  for (const double v : ticks) exponents = exponents && std::abs(std::log10(v) - std::round(std::log10(v))) < 1e-6;
  exponents = exponents && !ticks.empty() && (ticks.front() < 0.05 || ticks.back() > 999);
  for (const double v : ticks) {
    const float y = std::round(scale.y_of(v));
    draw::hairline({r.x, y}, {r.right(), y}, t.line);
    draw::text(tick_text(v, step, chart, exponents), {r.x - 6, y},
               {.size = 12, .mono = true, .colour = t.ink3, .align = Align::right});
  }
  const float y = r.bottom() + 12;
  const Text quiet{.size = 12, .mono = true, .colour = t.ink3};
  Text right = quiet;
  right.align = Align::right;
  const float left_end = r.x + draw::text(format_short(scale.x_low), {r.x, y}, quiet);
  const float right_end = r.right() - draw::text(format_short(scale.x_high), {r.right(), y}, right);
  if (r.w < 320) return;  // room for more than the two ends
  Text middle = quiet;
  middle.align = Align::centre;
  double x_step = 0;
  for (const double v : linear_ticks(scale.x_low, scale.x_high, static_cast<int>(r.w / 90), &x_step)) {
    const std::string label = format_short(v);
    const float x = scale.x_of(v), half = text_width(label, middle) / 2 + 8;
    if (x - half > left_end && x + half < right_end) draw::text(label, {x, y}, middle);
  }
}

void draw_lines(const LineChart& chart, const ChartState& state, const PlotScale& scale, float columns) {
  static std::vector<Vec> points;
  const Rect& r = scale.plot;
  draw::push_clip({r.x - 1, r.y - 3, r.w + 3, r.h + 6});
  const auto place = [&](const SeriesDigest& digest, const Stretch& stretch) {
    if (chart.stretch) {
      decimate(stretch.y, stretch.x, 0, 1, scale, columns, points);
    } else {
      decimate(digest.y(), digest.x(), 0, 1, scale, columns, points);
    }
  };
  for (size_t i = 0; i < chart.series.size(); ++i) {
    const Series& s = chart.series[i];
    if (!s.raw.empty()) {
      place(state.raw_digests[i], state.raw_stretches[i]);
      draw::polyline(points, faded(s.colour, 0.28f), 1);
    }
    place(state.digests[i], state.stretches[i]);
    if (points.size() == 1) draw::circle_filled(points[0], s.width, s.colour);
    if (s.dashed) {
      draw::dashed_polyline(points, s.colour, s.width, 5, 4);
    } else {
      draw::polyline(points, s.colour, s.width);
    }
  }
  draw::pop_clip();
}

void draw_marks(const LineChart& chart, const PlotScale& scale) {
  for (const ChartMark& mark : chart.marks) {
    if (!(mark.x >= scale.x_low && mark.x <= scale.x_high)) continue;
    const float x = std::round(scale.x_of(mark.x));
    const Colour colour = mark.colour ? mark.colour : theme().ink3;
    draw::hairline({x, scale.plot.y}, {x, scale.plot.bottom()}, with_alpha(colour, 0.55f));
    draw::circle_filled({x, scale.plot.y}, 3.5f, colour);
  }
}

// The last finite point of a series on the screen.
bool end_of(const Series& s, const PlotScale& scale, Vec& at) {
  const size_t n = s.x.empty() ? s.y.size() : std::min(s.y.size(), s.x.size());
  size_t end = n;
  if (n > 0 && x_at(s, n - 1) > scale.x_high) end = static_cast<size_t>(place_of(s, n, scale.x_high));
  for (size_t i = end; i-- > 0 && i + 64 > end;) {
    if (!std::isfinite(s.y[i])) continue;
    const double x = x_at(s, i);
    if (x < scale.x_low) return false;
    at = {scale.x_of(x), std::clamp(scale.y_of(static_cast<double>(s.y[i])), scale.plot.y, scale.plot.bottom())};
    return true;
  }
  return false;
}

void draw_ends(const LineChart& chart, const PlotScale& scale) {
  struct Label {
    const Series* series;
    float y;
  };
  std::vector<Label> labels;
  for (const Series& s : chart.series) {
    Vec at;
    if (!end_of(s, scale, at)) continue;
    if (s.end_dot) {
      draw::circle_filled(at, 4, s.colour);
      draw::circle(at, 4.5f, theme().bg1, 1.5f);
    }
    if (!s.label.empty()) labels.push_back({&s, at.y});
  }
  // Labels that would touch are pushed apart, and back up when they leave the plot; of too many some are left out.
  constexpr float kLine = 14;
  std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
  const size_t room = std::max<size_t>(2, static_cast<size_t>(std::max(0.0f, scale.plot.h / kLine)));
  if (labels.size() > room) {
    std::vector<Label> kept;
    for (size_t i = 0; i < room; ++i) kept.push_back(labels[i * (labels.size() - 1) / (room - 1)]);
    labels = std::move(kept);
  }
  for (size_t i = 1; i < labels.size(); ++i) labels[i].y = std::max(labels[i].y, labels[i - 1].y + kLine);
  float lowest = scale.plot.bottom() - 2;
  for (size_t i = labels.size(); i-- > 0; lowest -= kLine) labels[i].y = std::min(labels[i].y, lowest);
  for (const Label& label : labels) {
    draw::text(label.series->label, {scale.plot.right() + 6, label.y},
               {.size = 12, .weight = 700, .mono = true, .colour = label.series->colour});
  }
}

size_t nearest(const Series& s, double x) {
  if (s.y.empty()) return 0;
  size_t i;
  if (s.x.empty()) {
    i = static_cast<size_t>(std::max(0.0, std::round((x - s.x_first) / (s.x_step != 0 ? s.x_step : 1))));
  } else {
    i = static_cast<size_t>(std::lower_bound(s.x.begin(), s.x.end(), static_cast<float>(x)) - s.x.begin());
    if (i > 0 && (i >= s.x.size() || x - static_cast<double>(s.x[i - 1]) < static_cast<double>(s.x[i]) - x)) --i;
  }
  return std::min(i, s.y.size() - 1);
}

void read_out(const LineChart& chart, const PlotScale& scale, ChartView& view) {
  const double want =
      view.x_low + static_cast<double>((mouse().x - view.plot.x) / view.plot.w) * (view.x_high - view.x_low);
  Tip tip;
  tip.rows_in_line = false;
  double nearest_x = NAN;
  for (const Series& s : chart.series) {
    if (s.y.empty()) continue;
    const size_t i = nearest(s, want);
    const double at = x_at(s, i);
    const bool beyond = (i == 0 && want < at) || (i + 1 == s.y.size() && want > at);  // there is nothing of this one
    if (beyond && chart.series.size() > 1 && std::abs(scale.x_of(at) - mouse().x) > kEndReach) continue;
    if (!(std::abs(at - want) >= std::abs(nearest_x - want))) nearest_x = at;
    const double v = static_cast<double>(s.y[i]);
    tip.rows.push_back({s.name.empty() ? s.label : s.name,
                        chart.ticks == TickStyle::percent ? format_percent(v) : format_number(v),
                        tip_colour(s.colour)});
    const float y = scale.y_of(v);
    if (y >= view.plot.y - 1 && y <= view.plot.bottom() + 1) {
      draw::circle_filled({scale.x_of(at), y}, 3.5f, s.colour);
      draw::circle({scale.x_of(at), y}, 4, theme().bg1, 1.5f);
    }
  }
  const double at = std::isnan(nearest_x) ? want : nearest_x;
  view.hover_x = at;
  const float x = scale.x_of(at);
  draw::hairline({x, view.plot.y}, {x, view.plot.bottom()}, with_alpha(theme().ink3, 0.6f));
  tip.title = (chart.x_name.empty() ? "" : std::string(chart.x_name) + " ") +
              (at == std::round(at) ? format_count(std::llround(at)) : format_number(at, 4));
  for (const ChartMark& mark : chart.marks) {
    if (std::abs(scale.x_of(mark.x) - mouse().x) <= kMarkReach) tip.rows.push_back({"", mark.words, 0});
  }
  tip.text = chart.hint;
  if (!tip.rows.empty()) tooltip_now(mouse() + Vec{16, 18}, tip);
}
}  // namespace

float ChartView::x_of(double x) const { return PlotScale{x_low, x_high, y_low, y_high, log_y, plot}.x_of(x); }
float ChartView::y_of(double y) const { return PlotScale{x_low, x_high, y_low, y_high, log_y, plot}.y_of(y); }

ChartView line_chart(const char* name, const Rect& plot, const LineChart& chart) {
  ChartView view{.plot = plot};
  view.log_y = chart.log_y;
  if (!(plot.w > 4) || !(plot.h > 4) || !std::isfinite(plot.x + plot.y + plot.w + plot.h)) return view;
  ChartState& state = state_of(name, chart);
  PlotScale scale;
  scale.plot = plot;
  scale.plot.w -= chart.label_room;
  scale.log_y = chart.log_y;
  if (!has_data(chart)) {
    state.y.reset();
    hit(name, plot, {.focusable = false});
    if (!chart.empty.empty()) empty_state(plot, chart.empty);
    return view;
  }
  find_x_range(chart, scale);
  if (chart.stretch) find_stretches(chart, state);
  find_y_range(chart, state, scale);
  draw_axes(chart, scale);
  draw_marks(chart, scale);
  draw_lines(chart, state, scale, 0.5f);  // up to four points in two pixels: no spike is lost
  draw_ends(chart, scale);
  view = {scale.plot, scale.x_low, scale.x_high, scale.y_low, scale.y_high, chart.log_y, false, 0};
  const Hit h = hit(name, scale.plot, {.focusable = false});
  view.hovered = h.hovered;
  view.pointer = h;
  if (h.hovered && chart.read_out) read_out(chart, scale, view);
  return view;
}

namespace {

void find_spark_range(std::span<const Series> lines, bool log, double& low, double& high) {
  low = INFINITY;
  high = -INFINITY;
  for (const Series& s : lines) {
    for (const float v : s.y) {
      if (!std::isfinite(v) || (log && !(v > 0))) continue;
      low = std::min(low, static_cast<double>(v));
      high = std::max(high, static_cast<double>(v));
    }
  }
  if (!(low < high)) high = low * (low > 0 ? 2 : 0) + 1;
}

}  // namespace

void sparkline(const Rect& r, std::span<const Series> series, double low, double high, bool log_y) {
  if (!(r.w > 2) || !(r.h > 2) || !std::isfinite(r.x + r.y + r.w + r.h)) return;
  static std::vector<Vec> points;
  if (!(low < high)) find_spark_range(series, log_y, low, high);
  PlotScale scale{0, 1, low, high, log_y, r};
  LineChart all;
  all.series = series;
  if (!has_data(all)) return;
  find_x_range(all, scale);
  draw::push_clip(r.grown(2));
  for (const Series& s : series) {
    decimate(s.y, s.x, s.x_first, s.x_step, scale, 1, points);
    draw::polyline(points, s.colour, s.width);
  }
  draw::pop_clip();
}

}  // namespace app::ui
