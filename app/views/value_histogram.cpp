#include "app/views/value_histogram.h"

#include <algorithm>
#include <cmath>

namespace app::views {

ValueStatistics statistics_of(std::span<const float> values, ValueSpan span) {
  ValueStatistics s;
  const float reach = span.reach > 0 ? span.reach : 1;
  double sum = 0, squares = 0;
  int zeros = 0;
  for (float v : values) {
    if (!std::isfinite(v)) {
      ++s.bad;
      continue;
    }
    s.low = s.count ? std::min(s.low, v) : v;
    s.high = s.count ? std::max(s.high, v) : v;
    ++s.count;
    zeros += v == 0;
    sum += v;
    squares += static_cast<double>(v) * v;
    const float at = (v - span.middle) / reach * 0.5f + 0.5f;
    const auto bin = static_cast<size_t>(std::clamp(at, 0.0f, 0.9999f) * static_cast<float>(kValueBins));
    s.share[bin] += 1;
  }
  if (s.count == 0) return s;
  const auto n = static_cast<double>(s.count);
  s.mean = static_cast<float>(sum / n);
  s.deviation = static_cast<float>(std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n))));
  s.idle = s.low == s.high ? 1.0f : static_cast<float>(zeros / n);
  for (float& b : s.share) b /= static_cast<float>(n);
  return s;
}

void value_histogram(const ui::Rect& r, const ValueStatistics& s, ValueSpan span, float radius) {
  const ui::Palette& t = ui::theme();
  const float reach = span.reach > 0 ? span.reach : 1;
  const float mean = std::clamp((s.mean - span.middle) / reach, -1.0f, 1.0f);
  ui::draw::rect_filled(r, ui::mix(t.cv, ui::div_colour(mean), 0.28f), radius);
  if (s.count == 0 || r.w < 10) {
    if (s.bad > 0) ui::draw::rect_filled(r, ui::with_alpha(t.err, 0.5f), radius);
    return;
  }
  const ui::Rect in = r.inset(std::max(3.0f, r.w * 0.09f));
  const float most = *std::max_element(s.share.begin(), s.share.end());
  const float pitch = in.w / static_cast<float>(kValueBins);
  for (size_t i = 0; i < kValueBins; ++i) {
    if (s.share[i] <= 0) continue;
    const float height = std::max(1.5f, in.h * std::sqrt(s.share[i] / most));
    const float middle = (static_cast<float>(i) + 0.5f) / static_cast<float>(kValueBins) * 2 - 1;
    const ui::Colour c =
        std::abs(middle) < 0.12f ? t.ink3 : ui::mix(ui::sign_colour(middle), ui::div_colour(middle), 0.5f);
    ui::draw::rect_filled(
        {in.x + pitch * static_cast<float>(i), in.bottom() - height, std::max(1.0f, pitch - 0.6f), height}, c, 1);
  }
  const float x = in.x + in.w * (mean * 0.5f + 0.5f);
  ui::draw::line({x, in.y}, {x, in.bottom()}, t.ink, 1.25f);
}

}  // namespace app::views
