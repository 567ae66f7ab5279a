#include "app/ui/spotlight.h"

#include <algorithm>
#include <utility>

namespace app::ui {
namespace {

Rect lit_;

}  // namespace

void light(const Rect& area) {
  if (lit_.w <= 0) {
    lit_ = area;
    return;
  }
  const float right = std::max(lit_.right(), area.right()), bottom = std::max(lit_.bottom(), area.bottom());
  lit_.x = std::min(lit_.x, area.x);
  lit_.y = std::min(lit_.y, area.y);
  lit_.w = right - lit_.x;
  lit_.h = bottom - lit_.y;
}

Rect lit_area() { return std::exchange(lit_, {}); }

}  // namespace app::ui
