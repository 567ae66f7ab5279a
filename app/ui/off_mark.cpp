#include "app/ui/off_mark.h"

#include <algorithm>

#include "app/ui/draw.h"

namespace app::ui {
namespace {

constexpr float kStep = 6;  // between two lines of the hatching

}  // namespace

void off_mark(const Rect& r, float radius) {
  const Palette& t = theme();
  if (!(r.w > 0 && r.h > 0 && r.w < 4000 && r.h < 4000)) return;
  draw::rect_filled(r, with_alpha(t.cv, 0.72f), radius);
  draw::push_clip(r.inset(std::min(1.0f, radius / 4)));
  for (float x = r.x - r.h + kStep / 2; x < r.right(); x += kStep) {
    draw::line({x, r.bottom()}, {x + r.h, r.y}, with_alpha(t.line2, 0.8f), 1.2f);
  }
  draw::pop_clip();
  draw::rect(r, t.line2, radius);
}

void frozen_mark(const Rect& r, float radius) {
  const Palette& t = theme();
  draw::dashed_rect(r.inset(1.5f), t.cv, radius, 3, 4, 3);
  draw::dashed_rect(r.inset(2), t.ink, radius, 1.5f, 4, 3);
}

}  // namespace app::ui
