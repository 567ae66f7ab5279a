#include "app/ui/network_canvas_wires.h"

#include <algorithm>
#include <cmath>

#include "app/ui/draw.h"

namespace app::ui {
namespace {

constexpr float kLeg = 9;   // from a column to the upright part of a wire
constexpr float kBend = 9;  // radius of its corners
constexpr int kCornerPoints = 5, kCurvePoints = 20;

// A quarter circle from `a` towards `corner` and on to `b`, both kBend away from it.
void bend(Vec a, Vec corner, Vec b, std::vector<Vec>& out) {
  for (int i = 0; i <= kCornerPoints; ++i) {
    const float t = static_cast<float>(i) / kCornerPoints, s = 1 - t;
    out.push_back(a * (s * s) + corner * (2 * s * t) + b * (t * t));
  }
}

// A path with sharp corners as one with round ones.
void round_corners(const std::vector<Vec>& corners, float radius, std::vector<Vec>& out) {
  out.push_back(corners.front());
  for (size_t i = 1; i + 1 < corners.size(); ++i) {
    const Vec before = corners[i - 1], at = corners[i], after = corners[i + 1];
    const auto towards = [&](Vec to) {
      const float length = std::hypot(to.x - at.x, to.y - at.y);
      const float part = length > 0 ? std::min(radius, length / 2) / length : 0;
      return at + (to - at) * part;
    };
    bend(towards(before), at, towards(after), out);
  }
  out.push_back(corners.back());
}

}  // namespace

Vec output_port(const ColumnPlace& column) { return {column.box.right(), column.mid_y()}; }

Vec input_port(const ColumnPlace& column, int port, int ports) {
  if (ports <= 1) return {column.box.x, column.mid_y()};
  const float pitch = std::min(column.box.h / static_cast<float>(ports + 1), column.box.h * 0.16f);
  const float first = column.mid_y() - pitch * static_cast<float>(ports - 1) / 2;
  return {column.box.x, first + pitch * static_cast<float>(port)};
}

void wire_path(const WireEnds& ends, const CanvasLayout& layout, std::vector<Vec>& out) {
  out.clear();
  const Vec a = ends.from, b = ends.to;
  if (ends.channel < 0) {
    const float reach = std::max(12 * layout.zoom, (b.x - a.x) * 0.45f);
    const Vec ha{a.x + reach, a.y}, hb{b.x - reach, b.y};
    for (int i = 0; i <= kCurvePoints; ++i) {
      const float t = static_cast<float>(i) / kCurvePoints, s = 1 - t;
      out.push_back(a * (s * s * s) + ha * (3 * s * s * t) + hb * (3 * s * t * t) + b * (t * t * t));
    }
    return;
  }
  const auto channel = static_cast<float>(ends.channel);
  const float y = layout.corridor_y + layout.zoom * (8 + kChannel * (channel + 0.5f));
  const float leg = (kLeg + 2.5f * channel) * layout.zoom;
  const std::vector<Vec> corners{a, {a.x + leg, a.y}, {a.x + leg, y}, {b.x - leg, y}, {b.x - leg, b.y}, b};
  round_corners(corners, kBend * layout.zoom, out);
}

float distance_to(const std::vector<Vec>& path, Vec p) {
  float least = 1e9f;
  for (size_t i = 1; i < path.size(); ++i) {
    const Vec a = path[i - 1], d = path[i] - a;
    const float length = d.x * d.x + d.y * d.y;
    const float t = length > 0 ? std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / length, 0.0f, 1.0f) : 0;
    const Vec at = a + d * t;
    least = std::min(least, std::hypot(p.x - at.x, p.y - at.y));
  }
  return least;
}

int assign_channels(std::vector<Span>& spans) {
  // Short wires lie closest to the columns, so that long ones go around them.
  std::vector<size_t> order;
  for (size_t i = 0; i < spans.size(); ++i) {
    spans[i].channel = -1;
    if (spans[i].to - spans[i].from > 1) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return spans[a].to - spans[a].from < spans[b].to - spans[b].from; });
  int channels = 0;
  for (size_t i : order) {
    Span& span = spans[i];
    const auto taken = [&](int channel) {
      return std::any_of(spans.begin(), spans.end(), [&](const Span& other) {
        return other.channel == channel && other.from < span.to && span.from < other.to;
      });
    };
    int channel = 0;
    while (taken(channel)) ++channel;
    span.channel = channel;
    channels = std::max(channels, channel + 1);
  }
  return channels;
}

void draw_wire(const std::vector<Vec>& path, float zoom, WireState state, float opacity) {
  if (path.size() < 2) return;
  const Palette& c = theme();
  const float width = 2 * std::clamp(zoom, 0.6f, 1.4f);
  Colour colour = with_alpha(c.line2, 0.9f * opacity);
  if (state == WireState::hovered) colour = c.ink;
  if (state == WireState::live) colour = c.acc;
  if (state == WireState::broken) {
    draw::dashed_polyline(path, c.err, 2.5f, 8, 5);
    return;
  }
  draw::polyline(path, colour, state == WireState::normal ? width : width + 1);
  const Vec end = path.back(), before = path[path.size() - 2];
  draw::arrow_head(end, std::atan2(end.y - before.y, end.x - before.x), 8 * std::clamp(zoom, 0.6f, 1.2f), colour);
}

void draw_port(Vec at, float zoom, bool lit, bool missing) {
  const Palette& c = theme();
  const float radius = (lit ? 6.5f : 4.5f) * std::clamp(zoom, 0.7f, 1.2f);
  draw::circle_filled(at, radius, lit ? c.acc : c.bg1);
  draw::circle(at, radius, missing ? c.err : lit ? c.acc : c.line2, missing ? 2.0f : 1.5f);
}

}  // namespace app::ui
