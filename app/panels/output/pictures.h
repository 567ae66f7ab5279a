// The two layers of the output picture as textures, each made again only when what it shows has changed: the surface
// under the points, and the points.
#pragma once

#include <memory>
#include <vector>

#include "app/panels/panel_decision.h"
#include "app/ui/pixel_image.h"

namespace app {

// Data units of the plane that is shown, y upwards.
struct PlaneView {
  double low[2] = {-6, -6}, high[2] = {6, 6};
  bool operator==(const PlaneView&) const = default;
  // The place of a point in `r`, and back.
  ui::Vec place(double x, double y, const ui::Rect& r) const;
  double x_at(float px, const ui::Rect& r) const;
  double y_at(float py, const ui::Rect& r) const;
};

// How a surface is shown.
struct SurfaceLook {
  bool hard = false;  // the class only, without shades
  int unit = -1;      // of one neuron, in the colours of weights; -1: the answer of the network
  bool operator==(const SurfaceLook&) const = default;
};

// What a picture of a surface was made of: another one is only made when this differs.
struct SurfaceKey {
  int64_t step = -1;
  uint64_t revision = 0;
  float low = 0, high = 0, first = 0, middle = 0;
  size_t count = 0;
  SurfaceLook look;
  ui::ThemeName theme{};
  static SurfaceKey of(const engine::WatchedTensor& t, const engine::Snapshot& s, const SurfaceLook& look);
  bool operator==(const SurfaceKey&) const = default;
};

class SurfacePicture {
 public:
  // Takes [units, rows, columns].
  void show(const engine::WatchedTensor& t, const engine::Snapshot& s, const Decision& how, const SurfaceLook& look);
  void draw(const ui::Rect& r, float radius) const;
  bool empty() const { return !image_.texture(); }

 private:
  void paint_answer(const engine::WatchedTensor& t, const Decision& how, bool hard);
  void paint_classes(const engine::WatchedTensor& t, const Decision& how, bool hard);
  void paint_unit(const engine::WatchedTensor& t, int unit);

  ui::PixelImage image_;
  SurfaceKey key_;
};

// A data point as it is drawn.
struct PlotPoint {
  double x = 0, y = 0;
  ui::Colour colour = 0;
  bool ring = false;  // not of the training part
  double target = 0;  // a number, or the index of the class
  bool operator==(const PlotPoint&) const = default;
};
constexpr float kPointRadius = 3.6f;

class PointsPicture {
 public:
  void show(const std::vector<PlotPoint>& points, const PlaneView& plane, const ui::Rect& r);
  void draw(const ui::Rect& r, float opacity = 1) const;

 private:
  std::vector<PlotPoint> points_;
  PlaneView plane_;
  int width_ = 0, height_ = 0;
  float scale_ = 0;
  ui::ThemeName theme_{};
  ui::PixelImage image_;
};

}  // namespace app
