#include "app/ui/stroke_picture.h"

#include <algorithm>
#include <cmath>

namespace app::ui {
namespace {

constexpr float kSoft = 1.3f;          // pixels over which the edge of a stroke fades
constexpr float kClosest = 0.25f;      // pixels between two points of a stroke
constexpr float kSeen = 0.15f;         // a pixel that differs by more from the paper is drawn upon
constexpr size_t kMostPoints = 20000;  // of a stroke
constexpr size_t kMostSteps = 2000;
constexpr float kMostScale = 6;

float length(Vec a) { return std::hypot(a.x, a.y); }
bool finite(Vec a) { return std::isfinite(a.x) && std::isfinite(a.y); }

float distance_to_segment(Vec p, Vec a, Vec b) {
  const Vec way = b - a, to = p - a;
  const float square = way.x * way.x + way.y * way.y;
  const float t = square > 0 ? std::clamp((to.x * way.x + to.y * way.y) / square, 0.0f, 1.0f) : 0.0f;
  return length(to - way * t);
}

// Catmull and Rom's spline through p1 and p2.
Vec between(Vec p0, Vec p1, Vec p2, Vec p3, float t) {
  const auto blend = [t](float a, float b, float c, float d) {
    return 0.5f * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
  };
  return {blend(p0.x, p1.x, p2.x, p3.x), blend(p0.y, p1.y, p2.y, p3.y)};
}

// The positions of the mouse joined by a smooth line.
std::vector<Vec> smooth(const std::vector<Vec>& points) {
  std::vector<Vec> line;
  const size_t last = points.size() - 1;
  line.push_back(points[0]);
  for (size_t i = 0; i < last; ++i) {
    const Vec a = points[i == 0 ? 0 : i - 1], d = points[std::min(i + 2, last)];
    const int pieces = std::clamp(static_cast<int>(length(points[i + 1] - points[i]) / 1.5f), 1, 24);
    for (int k = 1; k <= pieces; ++k) {
      line.push_back(between(a, points[i], points[i + 1], d, static_cast<float>(k) / static_cast<float>(pieces)));
    }
  }
  return line;
}

}  // namespace

void StrokePicture::resize(int channels, int height, int width, const Ink& paper) {
  channels_ = std::max(1, channels);
  height_ = std::max(1, height);
  width_ = std::max(1, width);
  paper_ = paper;
  steps_.clear();
  repaint();
}

size_t StrokePicture::first_step() const {
  size_t first = steps_.size();
  while (first > 0 && !steps_[first - 1].starts) --first;
  return first;
}

bool StrokePicture::empty() const {
  const size_t first = first_step();
  return first == steps_.size() && (first == 0 || steps_[first - 1].base.empty());
}

std::vector<float> StrokePicture::blank() const {
  const auto plane = static_cast<size_t>(height_) * static_cast<size_t>(width_);
  std::vector<float> values(static_cast<size_t>(channels_) * plane);
  for (size_t c = 0; c < static_cast<size_t>(channels_); ++c) {
    std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(c * plane), plane, paper_[std::min<size_t>(c, 2)]);
  }
  return values;
}

void StrokePicture::begin(Stroke pen, Vec at) {
  if (channels_ == 0 || !finite(at)) return;
  if (steps_.size() >= kMostSteps) steps_.erase(steps_.begin());
  pen.points = {at};
  pen.radius = std::clamp(pen.radius, 0.3f, 1000.0f);
  before_ = pixels_;
  steps_.push_back({false, {}, std::move(pen)});
  lay(steps_.back().stroke, {}, pixels_);
  ++version_;
}

void StrokePicture::extend(Vec to) {
  if (steps_.empty() || steps_.back().starts || !finite(to)) return;
  std::vector<Vec>& points = steps_.back().stroke.points;
  if (length(to - points.back()) < kClosest || points.size() >= kMostPoints) return;
  points.push_back(to);
  pixels_ = before_;
  lay(steps_.back().stroke, {}, pixels_);
  ++version_;
}

void StrokePicture::clear() {
  if (empty()) return;
  steps_.push_back({true, {}, {}});
  repaint();
}

void StrokePicture::start_from(std::span<const float> values) {
  if (values.size() != pixels_.size()) return;
  Step step{true, {values.begin(), values.end()}, {}};
  for (float& v : step.base) v = std::isfinite(v) ? std::clamp(v, 0.0f, 1.0f) : 0;
  steps_.push_back(std::move(step));
  repaint();
}

void StrokePicture::undo() {
  if (steps_.empty()) return;
  steps_.pop_back();
  repaint();
}

void StrokePicture::repaint() {
  pixels_ = render({});
  ++version_;
}

std::vector<float> StrokePicture::render(const Placing& placing) const {
  const size_t first = first_step();
  std::vector<float> values = first > 0 && !steps_[first - 1].base.empty() ? steps_[first - 1].base : blank();
  for (size_t i = first; i < steps_.size(); ++i) lay(steps_[i].stroke, placing, values);
  return values;
}

// Pixels are covered by their distance from the line; within one stroke the largest cover counts, so that a line that
// crosses itself is no brighter there.
void StrokePicture::lay(const Stroke& stroke, const Placing& placing, std::vector<float>& values) const {
  std::vector<Vec> line = smooth(stroke.points);
  for (Vec& p : line) p = p * placing.scale + placing.move;
  const float radius = stroke.erases ? stroke.radius * placing.scale : stroke.radius, reach = radius + kSoft;
  const auto plane = static_cast<size_t>(height_) * static_cast<size_t>(width_);
  std::vector<float> cover(plane, 0.0f);
  const auto low = [&](float a, float b) { return static_cast<int>(std::clamp(std::min(a, b) - reach, 0.0f, 1e6f)); };
  const auto high = [&](float a, float b, int side) {
    return static_cast<int>(std::clamp(std::max(a, b) + reach, -1.0f, static_cast<float>(side - 1)));
  };
  for (size_t i = 0; i < line.size(); ++i) {
    const Vec a = line[i], b = line[std::min(i + 1, line.size() - 1)];
    for (int y = low(a.y, b.y); y <= high(a.y, b.y, height_); ++y) {
      for (int x = low(a.x, b.x); x <= high(a.x, b.x, width_); ++x) {
        const Vec middle{static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
        const float share = std::clamp(0.5f - (distance_to_segment(middle, a, b) - radius) / kSoft, 0.0f, 1.0f);
        float& own = cover[static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x)];
        own = std::max(own, share);
      }
    }
  }
  for (size_t c = 0; c < static_cast<size_t>(channels_); ++c) {
    const float ink = (stroke.erases ? paper_ : stroke.ink)[std::min<size_t>(c, 2)];
    float* to = values.data() + c * plane;
    for (size_t i = 0; i < plane; ++i) to[i] += (ink - to[i]) * cover[i];
  }
}

// How much a pixel differs from the paper, 0 .. 1.
float StrokePicture::ink_at(const std::vector<float>& values, size_t pixel) const {
  const auto plane = static_cast<size_t>(height_) * static_cast<size_t>(width_);
  float most = 0;
  for (size_t c = 0; c < static_cast<size_t>(channels_); ++c) {
    most = std::max(most, std::abs(values[c * plane + pixel] - paper_[std::min<size_t>(c, 2)]));
  }
  return most;
}

StrokePicture::Box StrokePicture::box_of(const std::vector<float>& values) const {
  Box b{static_cast<float>(width_), static_cast<float>(height_), 0, 0, false};
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      if (ink_at(values, static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x)) < kSeen) {
        continue;
      }
      b.left = std::min(b.left, static_cast<float>(x));
      b.top = std::min(b.top, static_cast<float>(y));
      b.right = std::max(b.right, static_cast<float>(x + 1));
      b.bottom = std::max(b.bottom, static_cast<float>(y + 1));
      b.any = true;
    }
  }
  return b;
}

std::vector<float> StrokePicture::fitted(const InkFrame& frame) const {
  const size_t first = first_step();
  const Box box = box_of(pixels_);
  if ((first > 0 && !steps_[first - 1].base.empty()) || !box.any) return pixels_;
  float pen = 0;  // the widest: what the box is larger than the lines
  for (size_t i = first; i < steps_.size(); ++i) {
    if (!steps_[i].stroke.erases) pen = std::max(pen, steps_[i].stroke.radius);
  }
  const float side = static_cast<float>(std::min(width_, height_));
  const float extent = std::max(box.right - box.left, box.bottom - box.top) - 2 * pen;
  const float wanted = std::max(1.0f, frame.box * side - 2 * pen);
  Placing placing;
  if (extent > 1.5f) placing.scale = std::clamp(wanted / extent, 1 / kMostScale, kMostScale);
  const Vec middle{frame.centre.x * static_cast<float>(width_), frame.centre.y * static_cast<float>(height_)};
  placing.move = middle - Vec{box.left + box.right, box.top + box.bottom} * (placing.scale / 2);

  std::vector<float> values = render(placing);
  Vec mass;
  float total = 0;
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      const float ink = ink_at(values, static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x));
      mass = mass + Vec{static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f} * ink;
      total += ink;
    }
  }
  if (!(total > 0)) return values;
  placing.move = placing.move + middle - mass * (1 / total);
  return render(placing);
}

}  // namespace app::ui
