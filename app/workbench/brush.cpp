#include "app/workbench/brush.h"

#include <cmath>
#include <numbers>

namespace app {
namespace {

// Four decimals say where a point lies, and keep project files short.
double rounded(double v) { return std::round(v * 1e4) / 1e4; }

}  // namespace

void dab(const Brush& brush, double x, double y, double target, engine::Rng& rng, std::vector<engine::HandPoint>& out) {
  for (int i = 0; i < brush.points; ++i) {
    const double turn = rng.uniform(0, 2 * std::numbers::pi);
    double distance = brush.radius * std::sqrt(rng.uniform());
    if (brush.soft) {
      // The distance of a normal point in the plane, drawn from what lies inside the radius.
      const double inside = 1 - std::exp(-2.0);
      distance = brush.radius / 2 * std::sqrt(-2 * std::log(1 - inside * rng.uniform()));
    }
    out.push_back({rounded(x + distance * std::cos(turn)), rounded(y + distance * std::sin(turn)), target});
  }
}

}  // namespace app
