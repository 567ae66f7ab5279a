#include "app/ui/draw_band.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/ui/svg.h"

namespace app::ui::draw {
namespace {

constexpr float kFar = 1e5f;  // no window is as large

bool sound(Vec a, Vec b) { return std::max({std::abs(a.x), std::abs(a.y), std::abs(b.x), std::abs(b.y)}) < kFar; }

void strip(std::span<const Vec> above, std::span<const Vec> below, Colour c) {
  const auto pairs = static_cast<int>(above.size());
  if (pairs < 2) return;
  if (svg::recording()) {
    std::vector<Vec> outline(above.begin(), above.end());
    outline.insert(outline.end(), below.rbegin(), below.rend());
    svg::polygon(outline, c);
  }
  ImDrawList* to = list();
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  to->PrimReserve((pairs - 1) * 6, pairs * 2);
  const unsigned first = to->_VtxCurrentIdx;
  for (int i = 0; i < pairs; ++i) {
    to->PrimWriteVtx(px(above[static_cast<size_t>(i)]), uv, c);
    to->PrimWriteVtx(px(below[static_cast<size_t>(i)]), uv, c);
  }
  for (unsigned i = 0; i + 1 < static_cast<unsigned>(pairs); ++i) {
    const unsigned k = first + 2 * i;
    for (const unsigned v : {k, k + 1, k + 3, k, k + 3, k + 2}) to->PrimWriteIdx(static_cast<ImDrawIdx>(v));
  }
}

}  // namespace

void band(std::span<const Vec> above, std::span<const Vec> below, Colour c) {
  const size_t count = std::min(above.size(), below.size());
  size_t from = 0;
  for (size_t i = 0; i <= count; ++i) {
    if (i < count && sound(above[i], below[i])) continue;  // NaN is not sound
    strip(above.subspan(from, i - from), below.subspan(from, i - from), c);
    from = i + 1;
  }
}

}  // namespace app::ui::draw
