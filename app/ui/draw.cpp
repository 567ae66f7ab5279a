#include "app/ui/draw.h"

#include <algorithm>

#include "app/ui/draw_internal.h"
#include "app/ui/svg.h"

namespace app::ui::draw {
namespace {

ImDrawList* target_ = nullptr;

struct Edges {
  ImVec2 min, max;
};
// Device pixels; something that has an extent keeps at least one.
Edges snapped(const Rect& r) {
  Edges e{{snap(r.x), snap(r.y)}, {snap(r.right()), snap(r.bottom())}};
  const float least = hairline_width() / std::max(1.0f, std::floor(scale() + 0.5f));
  e.max.x = std::max(e.max.x, e.min.x + least);
  e.max.y = std::max(e.max.y, e.min.y + least);
  return e;
}

// Strokes of frames lie on whole device pixels.
float frame_width(float width) {
  if (width <= 1) return hairline_width();
  return std::max(1.0f, snap(width));
}
}  // namespace

ImDrawList* list() { return target_ ? target_ : ImGui::GetWindowDrawList(); }
Target::Target(ImDrawList* to) : before_(target_) { target_ = to; }
Target::~Target() { target_ = before_; }

// In a window ImGui's own clip must follow, or items that are scrolled away would still be hit.
void push_clip(const Rect& area, bool intersect) {
  ImVec2 min(0, 0), max(0, 0);  // nothing is visible in a place that is none
  if (sane(area)) {
    min = ImVec2(snap(area.x), snap(area.y));
    max = ImVec2(snap(area.right()), snap(area.bottom()));
  }
  if (target_) {
    target_->PushClipRect(min, max, intersect);
  } else {
    ImGui::PushClipRect(min, max, intersect);
  }
}

void pop_clip() {
  if (target_) {
    target_->PopClipRect();
  } else {
    ImGui::PopClipRect();
  }
}

void rect_filled(const Rect& r, Colour c, float radius, int corners) {
  if (!sane(r) || !sane(radius) || !visible(c)) return;
  if (svg::recording()) svg::rect_filled(r, c, radius, corners);
  const Edges e = snapped(r);
  if (radius <= 0 || corners == 0) {
    list()->AddRectFilled(e.min, e.max, c);
    return;
  }
  static std::vector<ImVec2> path;
  path.clear();
  round_path(path, e.min, e.max, px(radius), corners);
  list()->AddConvexPolyFilled(path.data(), static_cast<int>(path.size()), c);
}

void rect(const Rect& r, Colour c, float radius, float width, int corners) {
  if (!sane(r) || !sane(radius) || !sane(width) || width <= 0 || !visible(c)) return;
  if (svg::recording()) svg::rect(r, c, radius, width, corners);
  const Edges e = snapped(r);
  const float w = frame_width(width), half = w / 2;
  static std::vector<ImVec2> path;
  path.clear();
  round_path(path, ImVec2(e.min.x + half, e.min.y + half), ImVec2(e.max.x - half, e.max.y - half), px(radius), corners);
  list()->AddPolyline(path.data(), static_cast<int>(path.size()), c, ImDrawFlags_Closed, w);
}

void hairline(Vec a, Vec b, Colour c) {
  if (!sane(a) || !sane(b) || !visible(c)) return;
  const float w = hairline_width();
  const ImVec2 from(snap(std::min(a.x, b.x)), snap(std::min(a.y, b.y)));
  ImVec2 to(snap(std::max(a.x, b.x)), snap(std::max(a.y, b.y)));
  if (std::abs(a.x - b.x) >= std::abs(a.y - b.y)) {
    to.y = from.y + w;
  } else {
    to.x = from.x + w;
  }
  if (svg::recording()) {
    const Vec low = logical(from), high = logical(to);
    svg::rect_filled({low.x, low.y, high.x - low.x, high.y - low.y}, c, 0, corners_all);
  }
  list()->AddRectFilled(from, to, c);
}

void circle_filled(Vec centre, float radius, Colour c) {
  if (!sane(centre) || !sane(radius) || radius <= 0 || !visible(c)) return;
  if (svg::recording()) svg::circle_filled(centre, radius, c);
  list()->AddCircleFilled(px(centre), px(radius), c, circle_segments(px(radius)));
}

void circle(Vec centre, float radius, Colour c, float width) {
  if (!sane(width) || width <= 0) return;
  arc(centre, radius, 0, 2 * pi, c, width);
}

void arc(Vec centre, float radius, float from, float to, Colour c, float width) {
  if (!sane(centre) || !sane(radius) || radius <= 0 || !sane(from) || !sane(to) || !sane(width) || width <= 0) return;
  if (!visible(c) || to <= from) return;
  const float turn = std::min(to - from, 2 * pi);
  const bool whole = turn > 2 * pi - 1e-4f;
  const int n =
      std::max(3, static_cast<int>(std::ceil(static_cast<float>(circle_segments(px(radius))) * turn / (2 * pi))));
  static std::vector<ImVec2> path;
  path.clear();
  for (int i = 0; i < (whole ? n : n + 1); ++i) {
    const float a = from + turn * static_cast<float>(i) / static_cast<float>(n);
    path.emplace_back(px(centre.x + radius * std::cos(a)), px(centre.y + radius * std::sin(a)));
  }
  stroke(path, c, px(width), whole);
}

void image(ImTextureID texture, const Rect& r, Vec uv0, Vec uv1) {
  if (!sane(r) || !sane(uv0) || !sane(uv1)) return;
  if (svg::recording()) svg::image(r);
  const Edges e = snapped(r);
  list()->AddImage(texture, e.min, e.max, ImVec2(uv0.x, uv0.y), ImVec2(uv1.x, uv1.y));
}

// Not ImGui's AddImageRounded: 1.86 divides by zero on a picture of two pixels, and takes a pixel off each radius.
void image_rounded(ImTextureID texture, const Rect& r, float radius, Vec uv0, Vec uv1, Colour tint) {
  if (!sane(r) || !sane(radius) || !sane(uv0) || !sane(uv1)) return;
  if (svg::recording()) svg::image(r);
  const Edges e = snapped(r);
  static std::vector<ImVec2> path;
  path.clear();
  round_path(path, e.min, e.max, px(radius), corners_all);
  ImDrawList* to = list();
#if IMGUI_VERSION_NUM >= 19200
  to->PushTexture(texture);
#else
  to->PushTextureID(texture);
#endif
  const int first = to->VtxBuffer.Size;
  to->AddConvexPolyFilled(path.data(), static_cast<int>(path.size()), tint ? tint : IM_COL32_WHITE);
  const auto along = [](float at, float from, float until, float u0, float u1) {
    return u0 + (u1 - u0) * std::clamp((at - from) / (until - from), 0.0f, 1.0f);
  };
  for (int i = first; i < to->VtxBuffer.Size; ++i) {
    ImDrawVert& v = to->VtxBuffer[i];
    v.uv = ImVec2(along(v.pos.x, e.min.x, e.max.x, uv0.x, uv1.x), along(v.pos.y, e.min.y, e.max.y, uv0.y, uv1.y));
  }
#if IMGUI_VERSION_NUM >= 19200
  to->PopTexture();
#else
  to->PopTextureID();
#endif
}

void shadow(const Rect& r, float radius, float strength) {
  const float alpha = (is_dark() ? 0.22f : 0.07f) * strength;
  constexpr struct { float grow, drop, share; } rings[] = {{6, 10, 0.5f}, {3, 6, 0.8f}, {1, 2, 1.0f}};
  for (const auto& ring : rings) {
    rect_filled(r.grown(ring.grow).shifted(0, ring.drop), with_alpha(theme().shadow, alpha * ring.share),
                radius + ring.grow);
  }
}

void focus_ring(const Rect& r, float radius) { rect(r.grown(3), theme().ink, radius + 3, 2); }
void selection_ring(const Rect& r, float radius) { rect(r.grown(2), theme().acc, radius + 1, 2); }

void dot_grid(const Rect& r, float radius, float step, Vec offset) {
  if (!sane(r) || !(step > 2) || !sane(step) || !sane(offset) || r.w / step * (r.h / step) > 40000) return;
  // A disc of radius 1 covers pi/4 of each of its four pixels: a square of that strength looks the same and is cheap.
  const Colour c = faded(theme().dot, 0.785f);
  const float keep = std::max(0.0f, radius * 0.3f - 1);
  for (float y = r.y + offset.y; y < r.bottom() - keep; y += step) {
    for (float x = r.x + offset.x; x < r.right() - keep; x += step) rect_filled({x, y, 2, 2}, c);
  }
}

}  // namespace app::ui::draw
