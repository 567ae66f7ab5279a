// A small painter for generated pictures: shapes given by their signed distance are filled with soft edges. Every fill
// may also write a label into a mask, so that a picture and its segmentation come from the same strokes.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/rng.h"

namespace engine::paint {

struct Point {
  double x = 0, y = 0;
};

inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(double s, Point a) { return {s * a.x, s * a.y}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double length(Point a) { return std::sqrt(dot(a, a)); }

struct Colour {
  double r = 0, g = 0, b = 0;
};

inline Colour mix(Colour a, Colour b, double share) {
  return {a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share};
}
inline Colour darker(Colour c, double share) { return mix(c, {0.06, 0.05, 0.1}, share); }
inline Colour lighter(Colour c, double share) { return mix(c, {1, 1, 1}, share); }
// hue in turns, saturation and value 0 .. 1
Colour hsv(double hue, double saturation, double value);

struct Span {
  double low, high;
};
// Hue, saturation and value drawn from their ranges, in this order.
Colour draw_hsv(Rng& rng, Span hue, Span saturation, Span value);

// Where a thing stands: its own coordinates reach from -1 to 1 in both directions, y downwards.
struct Pose {
  Point centre{0.5, 0.5};  // in shares of the picture
  double size = 0.4;       // half its extent, in shares of the picture
  double angle = 0;        // radians, clockwise
  bool mirrored = false;
};

// Signed distances, negative inside, in the coordinates of the thing.
double circle(Point p, Point centre, double radius);
double ellipse(Point p, Point centre, double rx, double ry);  // close to the edge exact enough to draw
double box(Point p, Point low, Point high, double rounding = 0);
double segment(Point p, Point a, Point b, double half_width);
double polygon(Point p, std::span<const Point> corners);

class Canvas {
 public:
  Canvas(int width, int height) : width_(width), height_(height), pixels_(static_cast<size_t>(width * height)) {
    mask_.resize(pixels_.size(), 0);
  }

  int width() const { return width_; }
  int height() const { return height_; }
  Colour& at(int x, int y) { return pixels_[static_cast<size_t>(y * width_ + x)]; }
  const Colour& at(int x, int y) const { return pixels_[static_cast<size_t>(y * width_ + x)]; }
  const std::vector<int>& mask() const { return mask_; }

  // The thing drawn from now on, and the label that it writes where it covers more than half a pixel.
  void place(const Pose& pose, int label = 0);
  // Fills distance(Point) < 0; `opacity` 0 .. 1.
  template <class Distance>
  void fill(Colour colour, const Distance& distance, double opacity = 1) {
    for (int y = top_; y < bottom_; ++y) {
      for (int x = left_; x < right_; ++x) {
        const double inside = 0.5 - distance(local(x, y)) * pixels_per_unit_;
        if (inside <= 0) continue;
        const double share = std::min(1.0, inside);
        Colour& pixel = at(x, y);
        pixel = mix(pixel, colour, share * opacity);
        if (share > 0.5 && opacity > 0.5) mask_[static_cast<size_t>(y * width_ + x)] = label_;
      }
    }
  }

  // The planes red, green, blue one after the other [3, height, width], each 0 .. 1.
  template <class Number>
  void write(Number* out) const {
    const size_t n = pixels_.size();
    for (size_t i = 0; i < n; ++i) {
      out[i] = static_cast<Number>(std::clamp(pixels_[i].r, 0.0, 1.0));
      out[n + i] = static_cast<Number>(std::clamp(pixels_[i].g, 0.0, 1.0));
      out[2 * n + i] = static_cast<Number>(std::clamp(pixels_[i].b, 0.0, 1.0));
    }
  }

 private:
  Point local(int x, int y) const;

  int width_, height_;
  std::vector<Colour> pixels_;
  std::vector<int> mask_;
  int label_ = 0;
  int left_ = 0, right_ = 0, top_ = 0, bottom_ = 0;  // pixels that the thing can touch
  double pixels_per_unit_ = 1;
  Point origin_, along_x_, along_y_;  // pixel -> coordinates of the thing
};

}  // namespace engine::paint
