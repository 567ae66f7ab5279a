#include "app/ui/dash.h"

#include <algorithm>
#include <cmath>

namespace app::ui {

void cut_dashes(std::span<const Vec> path, float on, float off, Dashes& out) {
  out.points.clear();
  out.ends.clear();
  float length = 0;
  for (size_t i = 1; i < path.size(); ++i) length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
  if (!std::isfinite(length) || !(on > 0) || !(off > 0) || length / (on + off) > 10000) return;

  bool drawing = true;
  float left = on;  // until the pen changes between down and up
  if (!path.empty()) out.points.push_back(path[0]);
  for (size_t i = 1; i < path.size(); ++i) {
    const Vec a = path[i - 1], b = path[i];
    const float piece = std::hypot(b.x - a.x, b.y - a.y);
    float done = 0;
    while (piece - done > left) {
      done += left;
      const Vec at = a + (b - a) * (done / piece);
      out.points.push_back(at);  // ends this dash, or starts the next one
      if (drawing) out.ends.push_back(out.points.size());
      drawing = !drawing;
      left = drawing ? on : off;
    }
    left -= piece - done;
    if (drawing) out.points.push_back(b);
  }
  const size_t closed = out.ends.empty() ? 0 : out.ends.back();
  if (drawing && out.points.size() >= closed + 2) {
    out.ends.push_back(out.points.size());
  } else {
    out.points.resize(closed);
  }
}

}  // namespace app::ui
