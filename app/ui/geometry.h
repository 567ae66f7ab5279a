// Points and rectangles in logical pixels (the design's grid at scale 1) and the one factor that turns them into
// ImGui's units. Everything in app/ui takes logical pixels; only this file and draw.cpp know the factor.
#pragma once

#include <imgui.h>

namespace app::ui {

inline constexpr float pi = 3.14159265f;

struct Vec {
  float x = 0, y = 0;
  Vec operator+(Vec o) const { return {x + o.x, y + o.y}; }
  Vec operator-(Vec o) const { return {x - o.x, y - o.y}; }
  Vec operator*(float k) const { return {x * k, y * k}; }
  bool operator==(const Vec&) const = default;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float mid_x() const { return x + w / 2; }
  float mid_y() const { return y + h / 2; }
  Vec centre() const { return {mid_x(), mid_y()}; }
  Vec min() const { return {x, y}; }
  Vec max() const { return {x + w, y + h}; }
  bool contains(Vec p) const { return p.x >= x && p.x < x + w && p.y >= y && p.y < y + h; }
  bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
  Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
  Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  Rect grown(float d) const { return inset(-d); }
  Rect shifted(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  bool operator==(const Rect&) const = default;
};

// ImGui units for one logical pixel (content scale of the monitor times the user's scale; 0.5 .. 4).
float scale();
void set_scale(float factor);

inline float px(float logical) { return logical * scale(); }
inline ImVec2 px(Vec p) { return ImVec2(p.x * scale(), p.y * scale()); }
inline Vec logical(ImVec2 p) { return {p.x / scale(), p.y / scale()}; }

// Rounded to whole device pixels, still in ImGui units.
float snap(float logical);
// The width of a hairline in ImGui units: max(1, round(scale)) device pixels.
float hairline_width();

// The pointer, and the size of the window, in logical pixels.
Vec mouse();
Vec display_size();

}  // namespace app::ui
