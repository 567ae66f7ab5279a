// The one way to put something on the screen: shapes and text in logical pixels on top of ImDrawList.
// Every call checks its numbers first: NaN, infinities and absurd coordinates draw nothing (ImGui 1.86 dies on a
// circle with a NaN radius). Knows no widgets and keeps no state except the list it draws to.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/geometry.h"
#include "app/ui/theme.h"

namespace app::ui {

enum class Align { left, centre, right };

// How a text looks. Colour 0 means the body colour (ink2).
struct Text {
  float size = 14;
  int weight = 500;
  bool mono = false;
  Colour colour = 0;
  Align align = Align::left;
  float max_width = 0;    // what it must fit in; the lint reports when it does not
  bool ellipsis = false;  // cut to max_width with an ellipsis (names given by the user only)
  Colour halo = 0;        // outline that lifts the text off a picture
  bool lint = true;       // false: drawn over other text on purpose
};
float text_width(std::string_view words, const Text& look = {});

namespace draw {

// Where the calls below go: the current ImGui window, or the list of the innermost Target.
ImDrawList* list();
class Target {
 public:
  explicit Target(ImDrawList* to);
  ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

 private:
  ImDrawList* before_;
};

void push_clip(const Rect& area, bool intersect = true);
void pop_clip();

enum Corners {
  corner_tl = 1,
  corner_tr = 2,
  corner_bl = 4,
  corner_br = 8,
  corners_all = 15,
  corners_left = 5,
  corners_right = 10,
  corners_top = 3,
  corners_bottom = 12
};

// Filled rectangle; edges are rounded to device pixels.
void rect_filled(const Rect& r, Colour c, float radius = 0, int corners = corners_all);
// Stroke that lies inside the rectangle, as panels and buttons have it.
void rect(const Rect& r, Colour c, float radius = 0, float width = 1, int corners = corners_all);
void dashed_rect(const Rect& r, Colour c, float radius, float width, float on, float off);

void line(Vec a, Vec b, Colour c, float width = 1);
// One hairline, horizontal or vertical, on whole device pixels (covers y .. y+1 or x .. x+1).
void hairline(Vec a, Vec b, Colour c);
void dashed_line(Vec a, Vec b, Colour c, float width, float on, float off);
void bezier(Vec a, Vec handle_a, Vec handle_b, Vec b, Colour c, float width = 1);
void dashed_bezier(Vec a, Vec handle_a, Vec handle_b, Vec b, Colour c, float width, float on, float off);
// A point that is not finite leaves a gap.
void polyline(std::span<const Vec> points, Colour c, float width = 2, bool closed = false);
inline void polyline(std::initializer_list<Vec> points, Colour c, float width = 2, bool closed = false) {
  polyline(std::span<const Vec>(points.begin(), points.size()), c, width, closed);
}
void dashed_polyline(std::span<const Vec> points, Colour c, float width, float on, float off);
// Convex, either winding.
void polygon(std::span<const Vec> points, Colour c);
inline void polygon(std::initializer_list<Vec> points, Colour c) {
  polygon(std::span<const Vec>(points.begin(), points.size()), c);
}
// The area between a curve (x ascending) and a base line; need not be convex.
void area(std::span<const Vec> curve, float base_y, Colour c);

void circle_filled(Vec centre, float radius, Colour c);
void circle(Vec centre, float radius, Colour c, float width = 1);  // radius of the middle of the stroke
void arc(Vec centre, float radius, float from, float to, Colour c, float width = 1);  // radians, clockwise from +x
void arrow_head(Vec tip, float angle, float size, Colour c);

void image(ImTextureID texture, const Rect& r, Vec uv0 = {0, 0}, Vec uv1 = {1, 1});
void image_rounded(ImTextureID texture, const Rect& r, float radius, Vec uv0 = {0, 0}, Vec uv1 = {1, 1},
                   Colour tint = 0);
// A colour map laid left to right (or bottom to top), for legends.
void gradient(const Rect& r, Map map, float radius = 0, bool vertical = false);
void gradient(const Rect& r, const Lut& table, float radius = 0, bool vertical = false);

// Three translucent rounded rectangles: only for a dragged card, tooltip or menu.
void shadow(const Rect& r, float radius, float strength = 1);
// Keyboard focus: 2-px ink frame, 3 px outside. Selection: 2-px accent frame, 2 px outside.
void focus_ring(const Rect& r, float radius);
void selection_ring(const Rect& r, float radius);
// The dotted ground of the canvas, clipped to the rectangle.
void dot_grid(const Rect& r, float radius, float step = 24, Vec offset = {24, 20});

// Vertically centred on the cap height: the baseline lies at y + 0.36 size. Returns the width drawn.
float text(std::string_view words, Vec at, const Text& look = {});
// Turned a quarter to the left, read from bottom to top; centred on `at`.
float text_up(std::string_view words, Vec at, const Text& look = {});
// Breaks at spaces (and between Chinese characters); returns the height used. Lines are 1.35 times the size apart.
float text_block(std::string_view words, const Rect& box, const Text& look = {});
// The lines that fit into the box, at least one; where words are left, the last ends with an ellipsis and true returns.
bool text_lines(std::string_view words, const Rect& box, const Text& look = {});
float text_block_height(std::string_view words, float width, const Text& look = {});

}  // namespace draw

}  // namespace app::ui
