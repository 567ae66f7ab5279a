// Trying a point of the plane or of one axis: click or drag, the answer stands beside it.
#include <algorithm>
#include <cmath>

#include "app/panels/output/try.h"
#include "app/ui/widgets.h"

namespace app {
namespace {

void draw_marker(ui::Vec at, const std::string& words, const ui::Rect& inside) {
  const ui::Palette& colours = ui::theme();
  ui::draw::circle(at, 8, colours.bg0, 4);
  ui::draw::circle(at, 8, colours.ink, 2);
  ui::draw::circle_filled(at, 2.5f, colours.ink);
  if (words.empty()) return;
  const ui::ChipLook look{.size = 13, .weight = 600, .colour = colours.ink, .fill = colours.bg1, .edge = colours.line2};
  const float width = ui::chip_width(words, look);
  ui::Vec corner = at + ui::Vec{14, -34};
  if (corner.x + width > inside.right() - 4) corner.x = at.x - 14 - width;
  corner.x = std::max(inside.x + 4, corner.x);
  if (corner.y < inside.y + 4) corner.y = at.y + 12;
  ui::chip(corner, 26, words, look);
}

}  // namespace

void TryPads::draw_on_plane(const PanelContext& c, const PlaneView& plane, const ui::Rect& square,
                            const ui::Rect& legend) {
  const ui::Hit hit = ui::hit("output.try.point", square, {.focusable = false});
  if (hit.pressed || hit.held) {
    const ui::Vec m = ui::mouse();
    const float x = std::clamp(m.x, square.x, square.right()), y = std::clamp(m.y, square.y, square.bottom());
    sample_ = {static_cast<engine::Scalar>(plane.x_at(x, square)), static_cast<engine::Scalar>(plane.y_at(y, square))};
    ready_ = true;
  }
  if (sample_.size() != 2) ready_ = false;
  const Answer a = look(c);
  if (ready_) {
    const ui::Vec at = plane.place(static_cast<double>(sample_[0]), static_cast<double>(sample_[1]), square);
    ui::draw::push_clip(square);
    draw_marker(at, short_answer(c, a), square);
    ui::draw::pop_clip();
  }
  point_answer(c, a, legend);
  send(c);
}

void TryPads::draw_on_curve(const PanelContext& c, const PlaneView& plane, const ui::Rect& plot,
                            const ui::Rect& legend) {
  const ui::Hit hit = ui::hit("output.try.point", plot, {.focusable = false});
  if (hit.pressed || hit.held) {
    const float x = std::clamp(ui::mouse().x, plot.x, plot.right());
    sample_ = {static_cast<engine::Scalar>(plane.x_at(x, plot))};
    ready_ = true;
  }
  if (sample_.size() != 1) ready_ = false;
  const Answer a = look(c);
  if (ready_) {
    const float share = a.how.classes > 0 && a.one ? a.how.share(a.one->values[0]) : 0;
    const double value = !a.one              ? 0
                         : a.how.classes > 0 ? static_cast<double>(share)
                                             : static_cast<double>(a.one->values[0]);
    const ui::Vec at = plane.place(static_cast<double>(sample_[0]), value, plot);
    ui::draw::hairline({at.x, plot.y}, {at.x, plot.bottom()}, ui::theme().line2);
    ui::draw::push_clip(plot.grown(8));
    if (a.one && std::isfinite(at.y)) draw_marker(at, short_answer(c, a), plot);
    ui::draw::pop_clip();
  }
  point_answer(c, a, legend);
  send(c);
}

}  // namespace app
