#include "app/splitters.h"

#include "app/ui/widgets.h"

namespace app {
namespace {

constexpr float kGutter = 8;

// The new position while it is being moved; a surface of its own, since panels clip.
bool moved(const char* name, bool vertical, const WindowLayout::Border& border, ui::Vec from, float length, float& to) {
  const ui::Rect area = vertical ? ui::Rect{border.position - kGutter / 2, from.y, kGutter, length}
                                 : ui::Rect{from.x, border.position - kGutter / 2, length, kGutter};
  const ui::Surface surface((std::string("##") + name).c_str(), area);
  to = border.position;
  const ui::Change change =
      ui::splitter(name, from, length, &to,
                   {.vertical = vertical, .minimum = border.least, .maximum = border.most, .restore = border.design});
  return change.changed;
}

}  // namespace

void draw_splitters(const View& view, const WindowLayout& l, Actions& actions) {
  if (view.presenting) return;
  const ui::Vec size = l.window.max();
  const Arrangement& a = view.settings.arrangement;
  const float height = l.explorer.h;
  float to = 0;
  if (l.left_open && moved("split.left", true, l.left, {0, l.explorer.y}, height, to))
    actions.push(action::Arrange{with_left(a, to)});
  if (l.right_open && moved("split.right", true, l.right, {0, l.explorer.y}, height, to))
    actions.push(action::Arrange{with_right(a, to, size)});
  if (l.strip_open && !view.explorer.open && moved("split.strip", false, l.strip, {l.network.x, 0}, l.network.w, to))
    actions.push(action::Arrange{with_strip(a, to, size)});
  if (l.right_open && moved("split.middle", false, l.middle, {l.output.x, 0}, l.output.w, to))
    actions.push(action::Arrange{with_middle(a, to)});
}

}  // namespace app
