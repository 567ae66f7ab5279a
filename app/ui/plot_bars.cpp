// Histograms, ridges over time, and the curves of activations.
#include <algorithm>
#include <cmath>

#include "app/ui/plot.h"
#include "app/ui/widgets.h"

namespace app::ui {
namespace {

float highest(std::span<const float> values) {
  float most = 0;
  for (const float v : values) {
    if (std::isfinite(v)) most = std::max(most, v);
  }
  return most;
}

// Heights are square roots: the few in a small bin are seen next to the many in a large one.
void bars(const Rect& r, std::span<const float> counts, float radius, const std::function<Colour(float)>& colour) {
  const float most = highest(counts);
  const auto n = static_cast<float>(counts.size());
  if (!(most > 0) || n == 0 || !(r.w > 0)) return;
  const float pitch = r.w / n, gap = pitch > 3 ? 0.5f : 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (!(counts[i] > 0) || !std::isfinite(counts[i])) continue;
    const float h = std::max(1.5f, r.h * std::sqrt(counts[i] / most));
    const auto at = static_cast<float>(i);
    draw::rect_filled({r.x + at * pitch + gap, r.bottom() - h, pitch - 2 * gap, h}, colour((at + 0.5f) / n * 2 - 1),
                      pitch > 4 ? radius : 0, draw::corners_top);
  }
}

std::vector<float> smooth_bins(const std::vector<float>& row) {
  std::vector<float> out(row.size());
  for (int k = 0; k < static_cast<int>(row.size()); ++k) {
    float sum = 0, weights = 0;
    for (int d = -4; d <= 4; ++d) {
      const float g = std::exp(-static_cast<float>(d * d) / 4.5f);
      weights += g;
      if (k + d < 0 || k + d >= static_cast<int>(row.size())) continue;
      const float v = row[static_cast<size_t>(k + d)];
      if (std::isfinite(v)) sum += g * v;
    }
    out[static_cast<size_t>(k)] = sum / weights;
  }
  return out;
}

// One row: hides what is behind it, the negative half in the colour of negative weights.
void ridge_row(std::span<const Vec> points, float base, float age, Colour ground) {
  const Palette& t = theme();
  draw::area(points, base, ground);
  const size_t middle = points.size() / 2;
  const std::span<const Vec> halves[] = {points.first(middle + 1), points.subspan(middle)};
  for (int side = 0; side < 2; ++side) {
    const Colour c = side == 0 ? t.neg : t.pos;
    draw::area(halves[side], base, with_alpha(c, 0.12f + 0.3f * age));
    draw::polyline(halves[side], mix(c, t.bg1, 0.55f * (1 - age)), 1.5f);
  }
}
}  // namespace

void histogram(const Rect& r, std::span<const float> counts, const std::function<Colour(float)>& colour,
               bool base_line) {
  bars(r, counts, 1.5f, colour);
  if (base_line) draw::hairline({r.x, r.bottom()}, {r.right(), r.bottom()}, theme().line2);
}

void three_ticks(const Rect& r, std::string_view left, std::string_view middle, std::string_view right) {
  Text look{.size = 12, .mono = true, .colour = theme().ink3};
  const float y = r.bottom() + 11;
  draw::text(left, {r.x, y}, look);
  look.align = Align::centre;
  draw::text(middle, {r.mid_x(), y}, look);
  look.align = Align::right;
  draw::text(right, {r.right(), y}, look);
}

void ridge_plot(const Rect& r, const Ridge& ridge) {
  if (ridge.rows.empty() || !(r.w > 4) || !(r.h > 34) || !std::isfinite(r.x + r.y + r.w + r.h)) return;
  const float rise = 22, amplitude = 30;
  const size_t total = ridge.rows.size();
  const size_t shown = std::min(total, static_cast<size_t>((r.h - rise) / 7) + 1);
  std::vector<std::vector<float>> rows;
  float most = 0;
  for (size_t i = 0; i < shown; ++i) {  // evenly, first and newest among them
    const size_t k = shown > 1 ? i * (total - 1) / (shown - 1) : total - 1;
    rows.push_back(smooth_bins(ridge.rows[k]));
    most = std::max(most, highest(rows.back()));
  }
  if (!(most > 0)) return;
  std::vector<Vec> points;
  for (size_t i = 0; i < rows.size(); ++i) {
    const float age = rows.size() > 1 ? static_cast<float>(i) / static_cast<float>(rows.size() - 1) : 1;
    const float base = r.y + rise + (r.h - rise) * age;
    points.clear();
    const auto last = static_cast<float>(std::max<size_t>(1, rows[i].size() - 1));
    for (size_t k = 0; k < rows[i].size(); ++k) {
      points.push_back({r.x + r.w * static_cast<float>(k) / last, base - amplitude * rows[i][k] / most});
    }
    if (points.size() >= 2) ridge_row(points, base, age, ridge.ground ? ridge.ground : theme().bg1);
  }
}

void activation_plot(const char* name, const Rect& r, const CurvePlot& curve) {
  const Palette& t = theme();
  well(r, 8);
  hit(name, r, {.focusable = false});
  if (!(r.w > 20) || !(r.h > 20) || !curve.f) return;
  const Rect in{r.x + 8, r.y + 1, r.w - 16, r.h - 2};
  const float mid = r.mid_y(), unit = r.h / 2 / std::max(0.01f, curve.y_limit);
  draw::push_clip(r.inset(1));
  bars({in.x, in.bottom() - r.h * 0.63f, in.w, r.h * 0.63f}, curve.histogram, 1,
       [&](float v) { return with_alpha(sign_colour(v), 0.5f); });
  draw::hairline({in.x, mid}, {in.right(), mid}, t.line);
  draw::hairline({in.mid_x(), r.y + 4}, {in.mid_x(), r.bottom() - 2}, t.line);
  std::vector<Vec> f, d;
  constexpr int n = 120;
  for (int i = 0; i <= n; ++i) {
    const float z = curve.z_limit * (2 * static_cast<float>(i) / n - 1), x = in.x + in.w * static_cast<float>(i) / n;
    const auto y = [&](float v) { return mid - std::clamp(v, -1e3f, 1e3f) * unit; };
    f.push_back({x, y(curve.f(z))});
    if (curve.derivative) d.push_back({x, y(curve.derivative(z))});
  }
  draw::dashed_polyline(d, t.grad, 1.5f, 5, 4);
  draw::polyline(f, t.ink, 2.5f);
  draw::pop_clip();
  const float formula =
      draw::text(curve.formula, {r.x + 10, r.y + 14}, {.size = 13, .weight = 600, .mono = true, .colour = t.ink});
  if (curve.derivative) {
    Text look{.size = 12, .mono = true, .colour = t.grad, .align = Align::right};
    const float least = r.x + 10 + formula + 10 + text_width("f′(z)", look);  // behind a long formula
    draw::text("f′(z)", {std::max(in.mid_x() - 24, least), r.y + 13}, look);
  }
  draw::text("z", {in.right() - 2, mid - 10}, {.size = 12, .mono = true, .colour = t.ink3, .align = Align::right});
}

void activation_thumb(const Rect& r, const std::function<float(float)>& f, Colour colour, float width, float z_limit) {
  if (!f || !(r.w > 1) || !(r.h > 1)) return;
  constexpr int n = 40;
  float values[n + 1], low = 0, high = 0;
  for (int i = 0; i <= n; ++i) {
    values[i] = f(z_limit * (2 * static_cast<float>(i) / n - 1));
    if (!std::isfinite(values[i])) continue;
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
  }
  // A little air, as the design's thumbnails have it.
  const float air = 0.12f * std::max(0.1f, high - low);
  low -= air;
  high += air;
  std::vector<Vec> points;
  for (int i = 0; i <= n; ++i) {
    points.push_back({r.x + r.w * static_cast<float>(i) / n, r.bottom() - r.h * (values[i] - low) / (high - low)});
  }
  draw::polyline(points, colour, width);
}

}  // namespace app::ui
