#include "app/views/unit_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace app::views {

void unit_curve(const ui::Rect& r, std::span<const float> values, ValueSpan span, float radius) {
  const ui::Palette& t = ui::theme();
  ui::draw::rect_filled(r, t.cv, radius);
  if (values.empty() || r.w < 10) return;
  const ui::Rect in = r.inset(4);
  ui::draw::hairline({in.x, in.mid_y()}, {in.right(), in.mid_y()}, t.line2);
  const float reach = span.reach > 1e-12f ? span.reach : 1;
  constexpr size_t kPoints = 32;
  std::array<ui::Vec, kPoints> points;
  const size_t n = std::min(kPoints, values.size());
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    const float v = values[n == 1 ? 0 : i * (values.size() - 1) / (n - 1)];
    const float y = std::isfinite(v) ? in.mid_y() - in.h / 2 * std::clamp((v - span.middle) / reach, -1.0f, 1.0f)
                                     : std::numeric_limits<float>::quiet_NaN();
    sum += std::isfinite(v) ? v - span.middle : 0;
    points[i] = {in.x + in.w * (n == 1 ? 0.5f : static_cast<float>(i) / static_cast<float>(n - 1)), y};
  }
  ui::draw::polyline({points.data(), n}, ui::sign_colour(static_cast<float>(sum)), 2);
}

}  // namespace app::views
