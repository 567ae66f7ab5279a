// Colour maps as bars for legends: a strip of coloured columns whose ends follow the rounded corners.
#include <algorithm>

#include "app/ui/draw.h"
#include "app/ui/draw_internal.h"
#include "app/ui/svg.h"

namespace app::ui::draw {
namespace {

struct Column {
  float at;     // along the strip
  float inset;  // from both long sides, where the ends are round
};

std::vector<Column> columns(float length, float thickness, float radius) {
  const float r = std::clamp(radius, 0.0f, std::min(length, thickness) / 2);
  std::vector<float> stops;
  for (int i = 0; i <= 48; ++i) stops.push_back(length * static_cast<float>(i) / 48);
  for (int i = 0; i <= 8 && r > 0; ++i) {
    const float x = r * (1 - std::cos(pi / 16 * static_cast<float>(i)));
    stops.push_back(x);
    stops.push_back(length - x);
  }
  std::sort(stops.begin(), stops.end());
  std::vector<Column> out;
  for (const float at : stops) {
    const float d = std::max(0.0f, r - std::min(at, length - at));  // into the corner
    out.push_back({at, r - std::sqrt(std::max(0.0f, r * r - d * d))});
  }
  return out;
}
}  // namespace

void gradient(const Rect& r, const Lut& table, float radius, bool vertical) {
  if (!sane(r) || !sane(radius)) return;
  const ImVec2 min(snap(r.x), snap(r.y)), max(snap(r.right()), snap(r.bottom()));
  const float length = vertical ? max.y - min.y : max.x - min.x, thickness = vertical ? max.x - min.x : max.y - min.y;
  if (length <= 0 || thickness <= 0) return;
  if (svg::recording()) svg::image(r);
  const std::vector<Column> cols = columns(length, thickness, px(radius));
  const auto n = static_cast<unsigned>(cols.size());
  ImDrawList* to = list();
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  to->PrimReserve(static_cast<int>((n - 1) * 18), static_cast<int>(n * 4));
  const unsigned first = to->_VtxCurrentIdx;
  for (const Column& c : cols) {
    const Colour full = table[static_cast<size_t>(std::lround(std::clamp(c.at / length, 0.0f, 1.0f) * 255))];
    // Four points across: faint, full, full, faint, which softens the long edges by half a pixel each way.
    const float across[] = {c.inset - 0.5f, c.inset + 0.5f, thickness - c.inset - 0.5f, thickness - c.inset + 0.5f};
    for (int k = 0; k < 4; ++k) {
      const ImVec2 p = vertical ? ImVec2(min.x + across[k], max.y - c.at) : ImVec2(min.x + c.at, min.y + across[k]);
      to->PrimWriteVtx(p, uv, k == 0 || k == 3 ? with_alpha(full, 0) : full);
    }
  }
  for (unsigned i = 0; i + 1 < n; ++i) {
    for (unsigned k = 0; k < 3; ++k) {
      const unsigned a = first + 4 * i + k, b = a + 4;
      for (const unsigned v : {a, a + 1, b + 1, a, b + 1, b}) to->PrimWriteIdx(static_cast<ImDrawIdx>(v));
    }
  }
}

void gradient(const Rect& r, Map map, float radius, bool vertical) { gradient(r, lut(map), radius, vertical); }

}  // namespace app::ui::draw
