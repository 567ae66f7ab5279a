#include "app/views/signed_bars.h"

#include <algorithm>
#include <cmath>

namespace app::views {
namespace {

void bar(float x, float width, float middle, float reach, float value, float full, ui::Colour colour) {
  if (!std::isfinite(value)) {
    ui::draw::rect_filled({x, middle - reach, width, 2 * reach}, ui::with_alpha(ui::theme().err, 0.7f), 1);
    return;
  }
  const float t = std::clamp(value / full, -1.0f, 1.0f);
  const float height = std::max(1.0f, std::abs(t) * reach);
  const ui::Colour c = colour ? colour : ui::sign_colour(value);
  ui::draw::rect_filled({x, t < 0 ? middle : middle - height, width, height}, c, std::min(1.5f, width / 3));
}

}  // namespace

void signed_bars(const ui::Rect& r, const SignedBars& bars) {
  const ui::Palette& t = ui::theme();
  ui::draw::rect_filled(r, t.cv, bars.radius);
  if (bars.values.empty() || r.w < 10) return;
  const ui::Rect in = r.inset(std::max(3.0f, r.w * 0.1f));
  const float middle = in.mid_y(), reach = in.h / 2;
  const float full = bars.full > 0 && std::isfinite(bars.full) ? bars.full : 1;
  const size_t n = std::min(bars.values.size(), kMostBars);
  const float slots = static_cast<float>(n) + (bars.bias ? 1.6f : 0.0f);
  const float pitch = in.w / slots, width = std::max(1.0f, std::min(pitch - 1, 8.0f));
  ui::draw::hairline({in.x, middle}, {in.right(), middle}, t.line2);
  for (size_t i = 0; i < n; ++i) {
    const float x = in.x + pitch * static_cast<float>(i) + (pitch - width) / 2;
    bar(x, width, middle, reach, bars.values[i], full, bars.colour);
  }
  if (!bars.bias) return;
  const float x = in.right() - pitch + (pitch - width) / 2;
  ui::draw::hairline({x - pitch * 0.3f - width / 4, in.y}, {x - pitch * 0.3f - width / 4, in.bottom()}, t.line);
  bar(x, width, middle, reach, *bars.bias, full, bars.colour ? ui::faded(bars.colour, 0.65f) : t.ink3);
}

}  // namespace app::views
