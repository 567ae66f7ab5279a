#include "app/views/space_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace app::views {
namespace {

constexpr float kDistance = 6;              // of the eye from the middle of the box
constexpr float kFit = 1.95f;               // half the width of what is seen without zoom
constexpr float kRadiansPerPixel = 0.009f;  // of dragging
constexpr float kLeastZoom = 0.5f, kMostZoom = 6;
constexpr float kSteepest = 1.5f, kFlattest = 0.08f;  // radians

}  // namespace

SpaceView::Seen SpaceView::place(const Point3& p, const ui::Rect& r) const {
  const float cy = std::cos(yaw_), sy = std::sin(yaw_), cp = std::cos(pitch_), sp = std::sin(pitch_);
  const float across = p.x * cy - p.y * sy, away = p.x * sy + p.y * cy;
  const float up = p.z * cp + away * sp, depth = p.z * sp - away * cp;
  const float k = kDistance / std::max(0.5f, kDistance - depth);
  const float scale = std::min(r.w, r.h) / 2 / kFit * zoom_ * k;
  return {{r.mid_x() + across * scale, r.mid_y() - up * scale}, depth};
}

Point3 SpaceView::eye() const {
  const float away = -kDistance * std::cos(pitch_);
  return {away * std::sin(yaw_), away * std::cos(yaw_), kDistance * std::sin(pitch_)};
}

void SpaceView::turn_to(float yaw, float pitch, float zoom) {
  if (!std::isfinite(yaw) || !std::isfinite(pitch) || !std::isfinite(zoom)) return;
  yaw_ = std::remainder(yaw, 2 * ui::pi);
  pitch_ = std::clamp(pitch, from_below_ ? -kSteepest : kFlattest, kSteepest);
  zoom_ = std::clamp(zoom, kLeastZoom, kMostZoom);
}

void SpaceView::follow(const ui::Hit& hit) {
  if (hit.double_clicked) return turn_to(kYaw, kPitch);
  const float notches = hit.hovered ? ImGui::GetIO().MouseWheel : 0;
  const bool moved = hit.held && (hit.moved.x != 0 || hit.moved.y != 0);
  if (!moved && notches == 0) return;
  const ui::Vec by = moved ? hit.moved * kRadiansPerPixel : ui::Vec{};
  turn_to(yaw_ - by.x, pitch_ + by.y, zoom_ * std::pow(1.12f, notches));
  ui::request_frame();
}

void back_to_front(int cells, float eye, std::vector<int>& order) {
  order.resize(static_cast<size_t>(std::max(0, cells)));
  std::iota(order.begin(), order.end(), 0);
  const auto distance = [&](int cell) {
    return std::abs(-1 + (2 * static_cast<float>(cell) + 1) / static_cast<float>(cells) - eye);
  };
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    const float da = distance(a), db = distance(b);
    return da != db ? da > db : a < b;
  });
}

}  // namespace app::views
