// A box in space as it is seen from outside: turned by dragging, brought closer by the wheel. Projects points; draws
// nothing.
#pragma once

#include <vector>

#include "app/ui/interact.h"

namespace app::views {

// Of a box from -1 to 1 in every direction, z upwards.
struct Point3 {
  float x = 0, y = 0, z = 0;
};

class SpaceView {
 public:
  struct Seen {
    ui::Vec at;
    float depth = 0;  // larger is closer to the eye
  };
  // `from_below`: the box may be looked at from below as well.
  explicit SpaceView(bool from_below = false) : from_below_(from_below) {}

  // Where a point lies in `r`: turned by yaw about the upright axis, tilted by pitch towards the eye, then in
  // perspective. What is not finite stays so.
  Seen place(const Point3& p, const ui::Rect& r) const;
  // Where the eye is, in the coordinates of the box.
  Point3 eye() const;
  // Takes the gestures of an area: drag turns, the wheel zooms, a double click goes back to how it was.
  void follow(const ui::Hit& hit);
  void turn_to(float yaw, float pitch, float zoom = 1);

  float yaw() const { return yaw_; }
  float pitch() const { return pitch_; }
  float zoom() const { return zoom_; }

 private:
  static constexpr float kYaw = -0.62f, kPitch = 0.5f;
  float yaw_ = kYaw, pitch_ = kPitch, zoom_ = 1;  // radians
  bool from_below_ = false;
};

// The cells of an axis from -1 to 1, those that are farthest from the eye's place on it first: in that order of rows
// and columns nothing of a height field is drawn over what lies in front of it.
void back_to_front(int cells, float eye, std::vector<int>& order);

}  // namespace app::views
