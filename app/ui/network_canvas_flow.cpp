#include "app/ui/network_canvas_flow.h"

#include <algorithm>
#include <cmath>

#include "app/ui/draw_band.h"

namespace app::ui {

void FlowScale::add(double norm) {
  if (std::isfinite(norm)) most_ = std::max(most_, norm);
}

float FlowScale::width(double norm, float zoom) const {
  if (!(most_ > 0) || !std::isfinite(norm)) return 0;
  const double t = norm > 0 ? std::clamp(1 + std::log10(norm / most_) / kDecades, 0.0, 1.0) : 0;
  return (kThinnest + (kWidest - kThinnest) * static_cast<float>(t)) * std::clamp(zoom, 0.4f, 1.4f);
}

void draw_flow(std::span<const Vec> path, float width_from, float width_to, Colour colour) {
  if (path.size() < 2 || !(width_from > 0) || !(width_to > 0)) return;
  std::vector<float> length(path.size(), 0.0f);
  for (size_t i = 1; i < path.size(); ++i)
    length[i] = length[i - 1] + std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
  if (!(length.back() > 0)) return;
  std::vector<Vec> above, below;
  for (size_t i = 0; i < path.size(); ++i) {
    const Vec before = path[i > 0 ? i - 1 : 0], after = path[std::min(i + 1, path.size() - 1)], along = after - before;
    const float whole = std::hypot(along.x, along.y);
    if (!(whole > 0)) continue;
    const float half = (width_from + (width_to - width_from) * length[i] / length.back()) / 2;
    const Vec across{-along.y / whole * half, along.x / whole * half};
    above.push_back(path[i] - across);
    below.push_back(path[i] + across);
  }
  draw::band(above, below, colour);
}

}  // namespace app::ui
