// Lines, curves and areas of the drawing layer.
#include <algorithm>

#include "app/ui/dash.h"
#include "app/ui/draw.h"
#include "app/ui/draw_internal.h"
#include "app/ui/svg.h"

namespace app::ui::draw {
namespace {

constexpr size_t chunk = 4000;  // points for one call: ImGui's 16-bit indices allow no more than 65 535 vertices

// ImGui mitres every joint: a sharp turn becomes a long spike. There the line is cut and the joint made round.
bool sharp(ImVec2 a, ImVec2 b, ImVec2 c) {
  const float ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
  const float dot = ux * vx + uy * vy;
  return dot < 0.75f * std::sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy));
}

void run(const ImVec2* points, size_t count, Colour c, float width, bool closed) {
  if (count >= 2) list()->AddPolyline(points, static_cast<int>(count), c, closed ? ImDrawFlags_Closed : 0, width);
}

void joint(ImVec2 at, Colour c, float width) {
  if (width >= 1.5f) list()->AddCircleFilled(at, width / 2, c, std::max(8, circle_segments(width / 2)));
}

std::vector<ImVec2>& scratch() {
  static std::vector<ImVec2> points;
  points.clear();
  return points;
}

void dashes_of(std::span<const Vec> path, Colour c, float width, float on, float off) {
  static Dashes dashes;
  cut_dashes(path, on, off, dashes);
  static std::vector<ImVec2> points;
  for (size_t i = 0, from = 0; i < dashes.ends.size(); from = dashes.ends[i++]) {
    points.clear();
    for (size_t k = from; k < dashes.ends[i]; ++k) points.push_back(px(dashes.points[k]));
    stroke(points, c, px(width), false);
  }
}

void record(const std::vector<ImVec2>& points, Colour c, float width, bool closed) {
  std::vector<Vec> path;
  for (const ImVec2 p : points) path.push_back(logical(p));
  svg::path(path, c, width / scale(), closed);
}

Vec on_bezier(Vec a, Vec b, Vec c, Vec d, float t) {
  const float s = 1 - t;
  return a * (s * s * s) + b * (3 * s * s * t) + c * (3 * s * t * t) + d * (t * t * t);
}

// Enough pieces that the corners between them are not seen.
int bezier_pieces(Vec a, Vec b, Vec c, Vec d) {
  const auto far = [](Vec p, Vec q) { return std::hypot(p.x - q.x, p.y - q.y); };
  return std::clamp(static_cast<int>(1.2f * std::sqrt(px(far(a, b) + far(b, c) + far(c, d)))), 6, 48);
}
}  // namespace

int circle_segments(float radius) {
  if (!(radius > 0.1f)) return 6;
  const float step = std::acos(std::max(-1.0f, 1 - 0.08f / std::max(radius, 0.3f)));
  return std::clamp(static_cast<int>(std::ceil(pi / step)), 8, 128);
}

void round_path(std::vector<ImVec2>& out, ImVec2 min, ImVec2 max, float radius, int corners) {
  const float r = std::max(0.0f, std::min({radius, (max.x - min.x) / 2, (max.y - min.y) / 2}));
  const int n = std::max(2, (circle_segments(r) + 3) / 4);
  const struct {
    int flag;
    float x, y, dx, dy, from;
  } at[] = {{corner_tl, min.x, min.y, r, r, pi},
            {corner_tr, max.x, min.y, -r, r, 1.5f * pi},
            {corner_br, max.x, max.y, -r, -r, 0},
            {corner_bl, min.x, max.y, r, -r, 0.5f * pi}};
  for (const auto& corner : at) {
    if (r <= 0.01f || !(corners & corner.flag)) {
      out.emplace_back(corner.x, corner.y);
      continue;
    }
    for (int i = 0; i <= n; ++i) {
      const float a = corner.from + 0.5f * pi * static_cast<float>(i) / static_cast<float>(n);
      const ImVec2 p(corner.x + corner.dx + r * std::cos(a), corner.y + corner.dy + r * std::sin(a));
      // Two quarter circles meet in one point on a pill; a doubled point would spoil the edge there.
      if (out.empty() || std::abs(out.back().x - p.x) + std::abs(out.back().y - p.y) > 0.01f) out.push_back(p);
    }
  }
  if (out.size() > 2 && std::abs(out.back().x - out[0].x) + std::abs(out.back().y - out[0].y) < 0.01f) out.pop_back();
}

void stroke(const std::vector<ImVec2>& points, Colour c, float width, bool closed) {
  if (points.size() < 2) return;
  if (svg::recording()) record(points, c, width, closed);
  if (width < 1) {
    c = faded(c, width);
    width = 1;
  }
  if (closed) return run(points.data(), points.size(), c, width, true);
  // The corners of a long noisy curve lie a pixel apart: a disc on each would cost more than the line and show nothing.
  // The line is still cut there, so that every peak is as high as it should be.
  const bool joints = points.size() <= 256;
  size_t from = 0;
  for (size_t i = 1; i + 1 < points.size(); ++i) {
    const bool corner = sharp(points[i - 1], points[i], points[i + 1]);
    if (!corner && i - from < chunk) continue;
    run(points.data() + from, i - from + 1, c, width, false);
    if (corner && joints) joint(points[i], c, width);
    from = i;
  }
  run(points.data() + from, points.size() - from, c, width, false);
}

void line(Vec a, Vec b, Colour c, float width) { polyline({a, b}, c, width); }

void polyline(std::span<const Vec> points, Colour c, float width, bool closed) {
  if (!sane(width) || width <= 0 || !visible(c)) return;
  std::vector<ImVec2>& path = scratch();
  if (closed) {
    for (const Vec p : points) {
      if (!sane(p)) return;
      path.push_back(px(p));
    }
    return stroke(path, c, px(width), true);
  }
  for (const Vec p : points) {
    if (sane(p)) {
      path.push_back(px(p));
      continue;
    }
    stroke(path, c, px(width), false);
    path.clear();
  }
  stroke(path, c, px(width), false);
}

void bezier(Vec a, Vec handle_a, Vec handle_b, Vec b, Colour c, float width) {
  if (!sane(a) || !sane(handle_a) || !sane(handle_b) || !sane(b) || !sane(width) || width <= 0 || !visible(c)) return;
  if (svg::recording()) svg::bezier(a, handle_a, handle_b, b, c, width);
  const int n = bezier_pieces(a, handle_a, handle_b, b);
  std::vector<ImVec2>& path = scratch();
  for (int i = 0; i <= n; ++i) {
    path.push_back(px(on_bezier(a, handle_a, handle_b, b, static_cast<float>(i) / static_cast<float>(n))));
  }
  float w = px(width);
  if (w < 1) {
    c = faded(c, w);
    w = 1;
  }
  run(path.data(), path.size(), c, w, false);
}

void dashed_line(Vec a, Vec b, Colour c, float width, float on, float off) {
  const Vec path[] = {a, b};
  dashed_polyline(path, c, width, on, off);
}

void dashed_bezier(Vec a, Vec handle_a, Vec handle_b, Vec b, Colour c, float width, float on, float off) {
  if (!sane(a) || !sane(handle_a) || !sane(handle_b) || !sane(b)) return;
  Vec path[49];
  const int n = bezier_pieces(a, handle_a, handle_b, b);
  for (int i = 0; i <= n; ++i)
    path[i] = on_bezier(a, handle_a, handle_b, b, static_cast<float>(i) / static_cast<float>(n));
  dashed_polyline(std::span<const Vec>(path, static_cast<size_t>(n) + 1), c, width, on, off);
}

void dashed_polyline(std::span<const Vec> points, Colour c, float width, float on, float off) {
  if (!sane(width) || width <= 0 || !sane(on) || !sane(off) || !visible(c)) return;
  for (size_t from = 0; from < points.size();) {  // each part between two gaps
    size_t to = from;
    while (to < points.size() && sane(points[to])) ++to;
    if (to - from >= 2) dashes_of(points.subspan(from, to - from), c, width, on, off);
    from = to + 1;
  }
}

void dashed_rect(const Rect& r, Colour c, float radius, float width, float on, float off) {
  if (!sane(r) || !sane(radius) || !sane(width)) return;
  const float half = width <= 1 ? hairline_width() / 2 : px(width) / 2;
  std::vector<ImVec2> outline;
  round_path(outline, ImVec2(snap(r.x) + half, snap(r.y) + half),
             ImVec2(snap(r.right()) - half, snap(r.bottom()) - half), px(radius), corners_all);
  // The dashes start where the top edge does, behind the round corner.
  const auto top =
      std::min_element(outline.begin(), outline.end(), [](ImVec2 a, ImVec2 b) { return a.y < b.y - 0.01f; });
  std::rotate(outline.begin(), top, outline.end());
  std::vector<Vec> path;
  for (const ImVec2 p : outline) path.push_back(logical(p));
  if (!path.empty()) path.push_back(path.front());
  dashed_polyline(path, c, width, on, off);
}

void polygon(std::span<const Vec> points, Colour c) {
  if (points.size() < 3 || points.size() > chunk || !visible(c)) return;
  if (svg::recording() && std::all_of(points.begin(), points.end(), [](Vec p) { return sane(p); }))
    svg::polygon(points, c);
  std::vector<ImVec2>& path = scratch();
  float twice_area = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    if (!sane(points[i])) return;
    const Vec next = points[(i + 1) % points.size()];
    twice_area += points[i].x * next.y - next.x * points[i].y;
    path.push_back(px(points[i]));
  }
  if (twice_area < 0) std::reverse(path.begin(), path.end());  // the soft edge needs them clockwise
  list()->AddConvexPolyFilled(path.data(), static_cast<int>(path.size()), c);
}

void area(std::span<const Vec> curve, float base_y, Colour c) {
  if (!sane(base_y) || !visible(c)) return;
  const float base = px(base_y);
  ImDrawList* to = list();
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const auto write = [&](size_t from, size_t until) {  // points [from, until)
    const auto n = static_cast<int>(until - from);
    if (n < 2) return;
    if (svg::recording()) {
      std::vector<Vec> outline(curve.begin() + static_cast<std::ptrdiff_t>(from),
                               curve.begin() + static_cast<std::ptrdiff_t>(until));
      outline.push_back({curve[until - 1].x, base_y});
      outline.push_back({curve[from].x, base_y});
      svg::polygon(outline, c);
    }
    to->PrimReserve((n - 1) * 6, n * 2);
    const unsigned first = to->_VtxCurrentIdx;
    for (size_t i = from; i < until; ++i) {
      to->PrimWriteVtx(px(curve[i]), uv, c);
      to->PrimWriteVtx(ImVec2(px(curve[i].x), base), uv, c);
    }
    for (unsigned i = 0; i + 1 < static_cast<unsigned>(n); ++i) {
      const unsigned k = first + 2 * i;
      for (const unsigned v : {k, k + 1, k + 3, k, k + 3, k + 2}) to->PrimWriteIdx(static_cast<ImDrawIdx>(v));
    }
  };
  size_t from = 0;
  for (size_t i = 0; i < curve.size(); ++i) {
    if (sane(curve[i])) {
      if (i - from + 1 < chunk) continue;
      write(from, i + 1);
      from = i;
    } else {
      write(from, i);
      from = i + 1;
    }
  }
  write(from, curve.size());
}

void arrow_head(Vec tip, float angle, float size, Colour c) {
  if (!sane(angle)) return;
  const float x = std::cos(angle), y = std::sin(angle), side = 0.55f * size;
  polygon({tip,
           {tip.x - size * x + side * y, tip.y - size * y - side * x},
           {tip.x - size * x - side * y, tip.y - size * y + side * x}},
          c);
}

}  // namespace app::ui::draw
