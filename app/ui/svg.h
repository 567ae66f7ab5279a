// A frame as scalable vector graphics: while it records, every call of the drawing layer leaves its shape here as well.
// Pictures come from the finished frame. Costs one look at a flag while nothing is recorded.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/draw.h"

namespace app::ui::svg {

// Records what is drawn over `area` from now on.
void start(const Rect& area);
bool recording();
// The document, which is then complete; `png` gives the picture of a place as base64, or nothing. Stops recording.
std::string finish(const std::function<std::string(const Rect&)>& png);

// Called by the drawing layer with numbers that it has checked; all in logical pixels.
void rect_filled(const Rect& r, Colour c, float radius, int corners);
void rect(const Rect& r, Colour c, float radius, float width, int corners);
void circle_filled(Vec centre, float radius, Colour c);
void path(std::span<const Vec> points, Colour c, float width, bool closed);
void polygon(std::span<const Vec> points, Colour c);
void bezier(Vec a, Vec handle_a, Vec handle_b, Vec b, Colour c, float width);
void image(const Rect& r);
// `width` is what the words take on the screen; another font is made to take the same. Turned a quarter to the left
// about its middle when `up`.
void text(std::string_view words, Vec left_baseline, float width, const Text& look, bool up = false);

// "<" and the like as XML writes them; without characters that XML does not know.
std::string escaped(std::string_view words);

}  // namespace app::ui::svg
