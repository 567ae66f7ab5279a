// The whole network in small, in a corner of the canvas, while only a part of it can be seen.
#include <algorithm>

#include "app/panels/network/state.h"
#include "app/ui/widgets.h"

namespace app::network {
namespace {

constexpr float kMostWidth = 200, kMostHeight = 56, kMargin = 10, kPad = 6;

ui::Rect bounds_of(const ui::CanvasLayout& layout) {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
  for (const ui::ColumnPlace& c : layout.columns) {
    left = std::min(left, c.box.x);
    top = std::min(top, c.box.y);
    right = std::max(right, c.box.right());
    bottom = std::max(bottom, c.box.bottom());
  }
  return {left, top, right - left, bottom - top};
}

}  // namespace

void draw_minimap(State& s) {
  const ui::Rect& clip = s.areas.clip;
  if (s.camera.follows || s.shown.columns.size() < 2 || s.drag.active()) return;
  const ui::Rect world = bounds_of(s.shown);
  const bool all = world.x >= clip.x && world.right() <= clip.right() && world.y >= clip.y - 1 &&
                   world.bottom() <= clip.bottom() + 1;
  if (all || !(world.w > 0) || !(world.h > 0)) return;
  const float scale = std::min((kMostWidth - 2 * kPad) / world.w, (kMostHeight - 2 * kPad) / world.h);
  const ui::Rect map{clip.x + kMargin, clip.bottom() - kMargin - world.h * scale - 2 * kPad, world.w * scale + 2 * kPad,
                     world.h * scale + 2 * kPad};
  const auto small = [&](const ui::Rect& r) {
    return ui::Rect{map.x + kPad + (r.x - world.x) * scale, map.y + kPad + (r.y - world.y) * scale,
                    std::max(1.0f, r.w * scale), std::max(1.0f, r.h * scale)};
  };
  const ui::Palette& t = ui::theme();
  const ui::Hit hit = ui::hit("network.minimap", map, {.focusable = false});
  if (hit.held) {
    const ui::Vec at = ui::mouse();
    const ui::Vec aim{world.x + (at.x - map.x - kPad) / scale, world.y + (at.y - map.y - kPad) / scale};
    s.camera.pan.x += clip.mid_x() - std::clamp(aim.x, world.x, world.right());
    if (world.h > clip.h) s.camera.pan.y += clip.mid_y() - std::clamp(aim.y, world.y, world.bottom());
  }
  ui::draw::rect_filled(map, t.bg1, 6);
  ui::draw::push_clip(map.inset(1));
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    const bool failed = !s.model.columns()[i].error.empty();
    ui::draw::rect_filled(small(s.shown.columns[i].box), failed ? t.err : t.line2, 1);
  }
  const ui::Rect seen = small(clip);
  ui::draw::rect_filled(seen, ui::with_alpha(t.acc, 0.12f), 2);
  ui::draw::rect(seen, t.acc, 2, 1.5f);
  ui::draw::pop_clip();
  ui::draw::rect(map, hit.hovered || hit.held ? t.line2 : t.line, 6);
}

}  // namespace app::network
