// Where a value lies on a slider and back: linear, logarithmic, rounded to steps or to figures people like.
#include <algorithm>
#include <cmath>

#include "app/ui/widgets.h"

namespace app::ui {
namespace {

// The smallest value of a logarithmic slider that is not its zero.
double log_floor(const Range& r) {
  if (r.minimum > 0) return r.minimum;
  return r.step > 0 ? r.step : r.maximum * 1e-6;
}
constexpr double zero_share = 0.03;  // of the way, where a logarithmic slider that reaches 0 is 0

double keep_figures(double v, int figures) {
  if (v == 0 || !std::isfinite(v)) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(v))) - figures + 1);
  // Dividing by a whole power gives the double closest to the decimal; multiplying by 1e-3 does not.
  return unit < 1 ? std::round(v / unit) / std::round(1 / unit) : std::round(v / unit) * unit;
}
}  // namespace

double position_of(double value, const Range& r) {
  if (!std::isfinite(value) || !(r.maximum > r.minimum)) return 0;
  const double v = std::clamp(value, r.minimum, r.maximum);
  if (!r.logarithmic) return (v - r.minimum) / (r.maximum - r.minimum);
  const double low = log_floor(r), start = r.minimum > 0 ? 0 : zero_share;
  if (v < low) return 0;
  if (!(r.maximum > low)) return 1;
  return start + (1 - start) * std::log(v / low) / std::log(r.maximum / low);
}

double value_at(double position, const Range& r) {
  if (!(r.maximum > r.minimum)) return r.minimum;
  const double t = std::isfinite(position) ? std::clamp(position, 0.0, 1.0) : 0;
  double v;
  if (r.logarithmic) {
    const double low = log_floor(r), start = r.minimum > 0 ? 0 : zero_share;
    if (r.minimum <= 0 && t < start) return r.minimum;
    v = keep_figures(low * std::pow(r.maximum / low, (t - start) / (1 - start)), 2);
    if (r.step > 0 && r.minimum > 0) v = std::round(v / r.step) * r.step;
  } else if (r.step > 0) {
    const double inverse = std::round(1 / r.step);
    const double n = std::round((r.maximum - r.minimum) * t / r.step);
    v = r.step < 1 && std::abs(inverse * r.step - 1) < 1e-9 ? (std::round(r.minimum * inverse) + n) / inverse
                                                            : r.minimum + n * r.step;
  } else {
    const double grain = std::pow(10.0, std::floor(std::log10((r.maximum - r.minimum) / 200)));
    v = r.minimum + (r.maximum - r.minimum) * t;
    v = grain < 1 ? std::round(v / grain) / std::round(1 / grain) : std::round(v / grain) * grain;
  }
  return std::clamp(v, r.minimum, r.maximum);
}

}  // namespace app::ui
