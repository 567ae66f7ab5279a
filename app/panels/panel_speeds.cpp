#include "app/panels/panel_speeds.h"

#include <cmath>

#include "app/ui/i18n.h"

namespace app {
namespace {

constexpr Speed kSpeeds[] = {{"Slow", 0, true}, {"1×", 20}, {"4×", 80}, {"16×", 320}, {"64×", 1280}, {"max", 0}};

}  // namespace

std::span<const Speed> speeds() { return kSpeeds; }

size_t speed_index(const View& view) {
  if (view.slow_motion) return 0;
  const size_t fastest = std::size(kSpeeds) - 1;
  if (!(view.pace > 0)) return fastest;
  const auto off = [&](size_t k) { return std::abs(std::log(kSpeeds[k].steps_per_second / view.pace)); };
  size_t nearest = 1;
  for (size_t i = 1; i < fastest; ++i) nearest = off(i) < off(nearest) ? i : nearest;
  return nearest;
}

std::string speed_text(const Speed& speed) { return speed.steps_per_second > 0 ? speed.label : ui::tr(speed.label); }

}  // namespace app
