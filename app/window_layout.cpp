#include "app/window_layout.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kMargin = 8, kTopBar = 52, kTop = kTopBar + kMargin;
constexpr float kLeft = 248, kRail = 56, kLeastLeft = 216, kMostLeft = 360, kDataCard = 344;
constexpr float kRight = 360, kNarrowRight = 304, kRightRail = 28, kLeastRight = 304, kMostRight = 560;
constexpr float kNarrowWindow = 1200, kRailWindow = 1360;
constexpr float kStrip = 200, kLowStrip = 148, kShutStrip = 88, kLeastStrip = 132, kMostStrip = 320;
constexpr float kLowWindow = 800, kVeryLowWindow = 700;
constexpr float kLeastMiddle = 420, kLeastNetwork = 280;  // what borders leave to the canvas
constexpr float kOutputExtra = 96;                        // of the Output card, above and below its square picture
constexpr float kLeastInspector = 200, kDesignInspector = 392, kLeastOutput = 200;

bool is_open(Fold fold, bool automatic) { return fold == Fold::automatic ? automatic : fold == Fold::open; }

float chosen(double own, float design, float least, float most) {
  const float wanted = own > 0 ? static_cast<float>(own) : design;
  return std::clamp(wanted, least, std::max(least, most));
}

void place_right(WindowLayout& l, const WindowUse& use, ui::Vec size, float right, float height) {
  const float x = size.x - right - kMargin;
  l.right_rail = {x, kTop, right, height};
  l.shows_inspector = !use.presenting || use.inspecting;
  l.shows_output = !use.presenting || !use.inspecting;
  if (use.presenting) {  // one of them has all the room
    l.output = l.inspector = {x, kTop, right, height};
    return;
  }
  const float square = right - 24 + kOutputExtra;
  const float spare = height - kMargin - kDesignInspector;
  const float design = std::min(square, std::max(spare, std::min(square, height - kMargin - kLeastInspector)));
  const float output =
      chosen(use.arrangement.output_height, design, std::min(kLeastOutput, design), height - kMargin - kLeastInspector);
  l.output = {x, kTop, right, std::max(0.0f, output)};
  l.inspector = {x, l.output.bottom() + kMargin, right, std::max(0.0f, height - output - kMargin)};
  l.middle = {l.output.bottom() + kMargin / 2, kTop + kLeastOutput + kMargin / 2,
              kTop + height - kLeastInspector - kMargin / 2, kTop + design + kMargin / 2};
}

}  // namespace

WindowLayout layout_window(ui::Vec size, const WindowUse& use) {
  const Arrangement& a = use.arrangement;
  WindowLayout l;
  l.window = {0, 0, size.x, size.y};
  l.top_bar = {0, 0, size.x, kTopBar};
  l.left_open = is_open(a.left, size.x >= kRailWindow) && !use.presenting;
  l.right_open = is_open(a.right, true) || use.presenting;
  l.strip_open = is_open(a.strip, size.x >= kNarrowWindow && size.y >= kVeryLowWindow) && !use.presenting;
  const float height = std::max(0.0f, size.y - kTop - kMargin);

  const float design_right = size.x < kNarrowWindow ? kNarrowRight : kRight;
  const float left = l.left_open ? chosen(a.left_width, kLeft, kLeastLeft, kMostLeft) : kRail;
  const float most_right = std::min(kMostRight, size.x - left - kLeastMiddle - 4 * kMargin);
  const float right = l.right_open ? chosen(a.right_width, design_right, kLeastRight, most_right) : kRightRail;
  const float design_strip = size.y < kLowWindow ? kLowStrip : kStrip;
  const float most_strip = std::min(kMostStrip, height - kLeastNetwork - kMargin);
  const float strip = l.strip_open ? chosen(a.strip_height, design_strip, kLeastStrip, most_strip) : kShutStrip;

  const float data = std::min(kDataCard, height * 0.55f);
  l.data = {kMargin, kTop, left, data};
  l.palette = {kMargin, kTop + data + kMargin, left, std::max(0.0f, height - data - kMargin)};
  l.rail = {kMargin, kTop, left, height};
  const float x = kMargin + left + kMargin;
  const float middle = std::max(0.0f, size.x - x - right - 2 * kMargin);
  l.network = {x, kTop, middle, std::max(0.0f, height - strip - kMargin)};
  l.charts = {x, l.network.bottom() + kMargin, middle, strip};
  l.explorer = {x, kTop, middle, height};
  place_right(l, use, size, right, height);

  l.left = {kMargin + left + kMargin / 2, kMargin + kLeastLeft + kMargin / 2, kMargin + kMostLeft + kMargin / 2,
            kMargin + kLeft + kMargin / 2};
  const float edge = size.x - kMargin - kMargin / 2;
  l.right = {edge - right, edge - most_right, edge - kLeastRight, edge - design_right};
  const float floor = size.y - kMargin - kMargin / 2;
  l.strip = {floor - strip, floor - most_strip, floor - kLeastStrip, floor - design_strip};
  return l;
}

Arrangement with_left(Arrangement a, float position) {
  a.left_width = std::max(1.0, static_cast<double>(position - kMargin - kMargin / 2));  // 0 would be the design
  return a;
}

Arrangement with_right(Arrangement a, float position, ui::Vec size) {
  a.right_width =
      std::max(1.0, static_cast<double>(size.x - kMargin - kMargin / 2 - position));  // 0 would be the design
  return a;
}

Arrangement with_strip(Arrangement a, float position, ui::Vec size) {
  a.strip_height =
      std::max(1.0, static_cast<double>(size.y - kMargin - kMargin / 2 - position));  // 0 would be the design
  return a;
}

Arrangement with_middle(Arrangement a, float position) {
  a.output_height = std::max(1.0, static_cast<double>(position - kMargin / 2 - kTop));  // 0 would be the design
  return a;
}

}  // namespace app
