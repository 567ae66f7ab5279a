#include "app/panels/output/pictures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/draw.h"

namespace app {
namespace {

constexpr int kShades = 64;

// The colours of a class from no to full certainty.
using Shades = std::array<ui::Colour, kShades>;
Shades shades_of(int index, int classes) {
  Shades shades{};
  const ui::Colour full = ui::mix(ui::class_colour(index, classes), ui::theme().cv, ui::is_dark() ? 0.35f : 0.45f);
  for (int i = 0; i < kShades; ++i) {
    const float t = std::sqrt(static_cast<float>(i) / (kShades - 1));
    shades[static_cast<size_t>(i)] = ui::mix(ui::theme().cv, full, 0.15f + 0.85f * t);
  }
  return shades;
}

ui::Colour broken() { return ui::theme().bg3; }  // where there is no number

}  // namespace

ui::Vec PlaneView::place(double x, double y, const ui::Rect& r) const {
  return {r.x + r.w * static_cast<float>((x - low[0]) / (high[0] - low[0])),
          r.y + r.h * static_cast<float>((high[1] - y) / (high[1] - low[1]))};
}
double PlaneView::x_at(float px, const ui::Rect& r) const {
  return low[0] + (high[0] - low[0]) * static_cast<double>((px - r.x) / r.w);
}
double PlaneView::y_at(float py, const ui::Rect& r) const {
  return high[1] - (high[1] - low[1]) * static_cast<double>((py - r.y) / r.h);
}

SurfaceKey SurfaceKey::of(const engine::WatchedTensor& t, const engine::Snapshot& s, const SurfaceLook& look) {
  const size_t n = t.values.size();
  return {s.step, s.revision, t.low,           t.high, n > 0 ? t.values[0] : 0, n > 0 ? t.values[n / 2] : 0,
          n,      look,       ui::theme_name()};
}

void SurfacePicture::show(const engine::WatchedTensor& t, const engine::Snapshot& s, const Decision& how,
                          const SurfaceLook& look) {
  if (t.shape.rank() != 3 || t.values.empty()) return;
  const SurfaceKey now = SurfaceKey::of(t, s, look);
  if (now == key_) return;
  key_ = now;
  const int columns = static_cast<int>(t.shape[2]), rows = static_cast<int>(t.shape[1]);
  if (image_.width() != columns || image_.height() != rows) image_.resize(columns, rows);
  if (look.unit >= 0) {
    paint_unit(t, std::min(look.unit, static_cast<int>(t.shape[0]) - 1));
  } else if (how.one_output()) {
    paint_answer(t, how, look.hard);
  } else {
    paint_classes(t, how, look.hard);
  }
  image_.upload();
}

void SurfacePicture::paint_answer(const engine::WatchedTensor& t, const Decision& how, bool hard) {
  const ui::Lut& colours = ui::lut(ui::Map::surf);
  const size_t count = static_cast<size_t>(t.shape[1] * t.shape[2]);
  ui::Colour* to = image_.row(0);
  for (size_t i = 0; i < count; ++i) {
    const float v = t.values[i];
    float share = how.share(v);
    if (!std::isfinite(share)) {
      to[i] = broken();
      continue;
    }
    if (hard) share = how.step_of(v, share);
    to[i] = colours[static_cast<size_t>(std::clamp(share, 0.0f, 1.0f) * 255 + 0.5f)];
  }
}

void SurfacePicture::paint_classes(const engine::WatchedTensor& t, const Decision& how, bool hard) {
  const int64_t count = t.shape[1] * t.shape[2];
  std::vector<Shades> shades;
  for (int k = 0; k < static_cast<int>(how.outputs); ++k) shades.push_back(shades_of(k, static_cast<int>(how.outputs)));
  ui::Colour* to = image_.row(0);
  for (int64_t i = 0; i < count; ++i) {
    const float* values = t.values.data() + i;
    const int best = how.class_of(values, count);
    if (best < 0) {
      to[i] = broken();
      continue;
    }
    const float sure = hard ? 1 : how.confidence(values, count, best);
    const float shade = std::isfinite(sure) ? sure * (kShades - 1) : 0;
    to[i] = shades[static_cast<size_t>(best)][static_cast<size_t>(shade + 0.5f)];
  }
}

void SurfacePicture::paint_unit(const engine::WatchedTensor& t, int unit) {
  const ui::Lut& colours = ui::lut(ui::Map::div);
  const size_t count = static_cast<size_t>(t.shape[1] * t.shape[2]);
  const float* values = t.values.data() + static_cast<size_t>(unit) * count;
  float most = 1e-9f;
  for (size_t i = 0; i < count; ++i) most = std::isfinite(values[i]) ? std::max(most, std::abs(values[i])) : most;
  ui::Colour* to = image_.row(0);
  for (size_t i = 0; i < count; ++i) {
    const float shade = values[i] / most * 0.5f + 0.5f;
    to[i] = std::isfinite(shade) ? colours[static_cast<size_t>(std::clamp(shade, 0.0f, 1.0f) * 255 + 0.5f)] : broken();
  }
}

void SurfacePicture::draw(const ui::Rect& r, float radius) const {
  if (image_.texture()) ui::draw::image_rounded(image_.texture(), r, radius);
}

void PointsPicture::show(const std::vector<PlotPoint>& points, const PlaneView& plane, const ui::Rect& r) {
  const int width = static_cast<int>(std::lround(ui::px(r.w))), height = static_cast<int>(std::lround(ui::px(r.h)));
  const bool same = width == width_ && height == height_ && scale_ == ui::scale() && theme_ == ui::theme_name() &&
                    plane == plane_ && points == points_;
  if (same) return;
  points_ = points;
  plane_ = plane;
  width_ = width;
  height_ = height;
  scale_ = ui::scale();
  theme_ = ui::theme_name();
  image_.resize(width, height);
  const float k = scale_, edge = 1.2f * k, radius = kPointRadius * k;
  const ui::Rect pixels{0, 0, static_cast<float>(width), static_cast<float>(height)};
  for (const PlotPoint& p : points_) {
    const ui::Vec at = plane_.place(p.x, p.y, pixels);
    if (p.ring) {
      image_.ring(at, radius + 0.2f * k, 3.6f * k, ui::theme().pt_edge);
      image_.ring(at, radius + 0.2f * k, 2 * k, p.colour);
    } else {
      image_.disc(at, radius + edge, ui::theme().pt_edge);
      image_.disc(at, radius, p.colour);
    }
  }
  image_.upload();
}

void PointsPicture::draw(const ui::Rect& r, float opacity) const {
  if (!image_.texture() || points_.empty()) return;
  ui::draw::image_rounded(image_.texture(), r, 8, {0, 0}, {1, 1}, ui::with_alpha(IM_COL32_WHITE, opacity));
}

}  // namespace app
