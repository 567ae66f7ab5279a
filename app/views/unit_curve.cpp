#include "app/views/unit_curve.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app::views {

void unit_curve(const ui::Rect& r, std::span<const float> values, ValueSpan span, float radius) {
  const ui::Palette& t = ui::theme();
  ui::draw::rect_filled(r, t.cv, radius);
  if (values.empty() || r.w < 10) return;
  const ui::Rect in = r.inset(4);
  ui::draw::hairline({in.x, in.mid_y()}, {in.right(), in.mid_y()}, t.line2);
  const float reach = span.reach > 1e-12f ? span.reach : 1;
  constexpr size_t kPoints = 32;
  std::array<ui::Vec, 2 * kPoints> run;  // of one sign, with the points where it crosses the middle
  size_t length = 0;
  bool above = true;
  ui::Vec before;
  const auto finish = [&] {
    ui::draw::polyline({run.data(), length}, above ? t.pos : t.neg, 2);
    length = 0;
  };
  const size_t n = std::min(kPoints, values.size());
  for (size_t i = 0; i < n; ++i) {
    const float v = values[n == 1 ? 0 : i * (values.size() - 1) / (n - 1)];
    if (!std::isfinite(v)) {
      finish();
      continue;
    }
    const ui::Vec p{in.x + in.w * (n == 1 ? 0.5f : static_cast<float>(i) / static_cast<float>(n - 1)),
                    in.mid_y() - in.h / 2 * std::clamp((v - span.middle) / reach, -1.0f, 1.0f)};
    const bool up = p.y <= in.mid_y();
    if (length > 0 && up != above) {
      const float part = (in.mid_y() - before.y) / (p.y - before.y);
      const ui::Vec crossing{before.x + (p.x - before.x) * part, in.mid_y()};
      run[length++] = crossing;
      finish();
      run[length++] = crossing;
    }
    above = up;
    run[length++] = p;
    before = p;
  }
  finish();
}

}  // namespace app::views
