#include "engine/generators/canvas.h"

namespace engine::paint {

Colour hsv(double hue, double saturation, double value) {
  const double h = 6 * (hue - std::floor(hue));
  const auto channel = [&](double shift) {
    const double k = std::fmod(shift + h, 6.0);
    return value - value * saturation * std::clamp(std::min(k, 4 - k), 0.0, 1.0);
  };
  return {channel(5), channel(3), channel(1)};
}

Colour draw_hsv(Rng& rng, Span hue, Span saturation, Span value) {
  const double h = rng.uniform(hue.low, hue.high), s = rng.uniform(saturation.low, saturation.high);
  return hsv(h, s, rng.uniform(value.low, value.high));
}

double circle(Point p, Point centre, double radius) { return length(p - centre) - radius; }

double ellipse(Point p, Point centre, double rx, double ry) {
  const Point q{(p.x - centre.x) / rx, (p.y - centre.y) / ry};
  const double k = length(q), slope = length({q.x / rx, q.y / ry});
  return slope < 1e-9 ? -std::min(rx, ry) : k * (k - 1) / slope;  // first order in the distance to the edge
}

double box(Point p, Point low, Point high, double rounding) {
  const Point middle = 0.5 * (low + high), half = 0.5 * (high - low);
  const Point q{std::abs(p.x - middle.x) - half.x + rounding, std::abs(p.y - middle.y) - half.y + rounding};
  return length({std::max(q.x, 0.0), std::max(q.y, 0.0)}) + std::min(std::max(q.x, q.y), 0.0) - rounding;
}

double segment(Point p, Point a, Point b, double half_width) {
  const Point along = b - a, from = p - a;
  const double squared = dot(along, along);
  const double t = squared > 0 ? std::clamp(dot(from, along) / squared, 0.0, 1.0) : 0.0;
  return length(from - t * along) - half_width;
}

// Distance to the nearest side; the sign changes with every side that a ray to the right crosses.
double polygon(Point p, std::span<const Point> corners) {
  double nearest = 1e9;
  bool inside = false;
  for (size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const Point a = corners[i], b = corners[j];
    nearest = std::min(nearest, segment(p, a, b, 0));
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside ? -nearest : nearest;
}

void Canvas::place(const Pose& pose, int label) {
  label_ = label;
  const double extent = std::min(width_, height_), scale = pose.size * extent;
  pixels_per_unit_ = scale;
  const Point centre{pose.centre.x * width_, pose.centre.y * height_};
  const double c = std::cos(pose.angle) / scale, s = std::sin(pose.angle) / scale, flip = pose.mirrored ? -1 : 1;
  along_x_ = {flip * c, -s};  // what one pixel to the right adds
  along_y_ = {flip * s, c};
  origin_ = (0.5 - centre.x) * along_x_ + (0.5 - centre.y) * along_y_;
  const double reach = scale * 1.6 + 1;  // corners of the square, and a little that sticks out
  left_ = std::clamp(static_cast<int>(centre.x - reach), 0, width_);
  right_ = std::clamp(static_cast<int>(centre.x + reach) + 1, 0, width_);
  top_ = std::clamp(static_cast<int>(centre.y - reach), 0, height_);
  bottom_ = std::clamp(static_cast<int>(centre.y + reach) + 1, 0, height_);
}

Point Canvas::local(int x, int y) const {
  return origin_ + static_cast<double>(x) * along_x_ + static_cast<double>(y) * along_y_;
}

}  // namespace engine::paint
