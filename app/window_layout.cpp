#include "app/window_layout.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kMargin = 8, kTopBar = 52, kLeft = 248, kDataCard = 344;
constexpr float kRight = 360, kNarrowRight = 304, kNarrowWindow = 1200;
constexpr float kStrip = 200, kLowStrip = 148, kLowWindow = 800;
constexpr float kOutputExtra = 96;  // of the Output card, above and below its square picture
constexpr float kLeastInspector = 200, kDesignInspector = 392;

}  // namespace

WindowLayout layout_window(ui::Vec size) {
  WindowLayout l;
  l.window = {0, 0, size.x, size.y};
  l.top_bar = {0, 0, size.x, kTopBar};
  const float top = kTopBar + kMargin, height = std::max(0.0f, size.y - top - kMargin);
  const float right = size.x < kNarrowWindow ? kNarrowRight : kRight;
  const float strip = size.y < kLowWindow ? kLowStrip : kStrip;
  const float data = std::min(kDataCard, height * 0.55f);
  l.data = {kMargin, top, kLeft, data};
  l.palette = {kMargin, top + data + kMargin, kLeft, std::max(0.0f, height - data - kMargin)};
  const float x = kMargin + kLeft + kMargin;
  const float middle = std::max(0.0f, size.x - x - right - 2 * kMargin);
  l.network = {x, top, middle, std::max(0.0f, height - strip - kMargin)};
  l.charts = {x, l.network.bottom() + kMargin, middle, strip};
  l.explorer = {x, top, middle, height};
  const float square = right - 24 + kOutputExtra;
  const float spare = height - kMargin - kDesignInspector;
  const float output = std::min(square, std::max(spare, std::min(square, height - kMargin - kLeastInspector)));
  l.output = {size.x - right - kMargin, top, right, std::max(0.0f, output)};
  l.inspector = {l.output.x, l.output.bottom() + kMargin, right, std::max(0.0f, height - output - kMargin)};
  return l;
}

}  // namespace app
