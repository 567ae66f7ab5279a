#include "app/ui/network_canvas_edges.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/draw.h"
#include "app/ui/draw_band.h"

namespace app::ui {
namespace {

constexpr size_t kSampleLimit = 16384;  // values of one tensor that the percentile looks at
constexpr float kHandle = 0.45f;        // of the gap
constexpr float kReach = 4;             // from the middle of a thin edge

float smooth(float t) { return t * t * (3 - 2 * t); }  // y along the curve, its handles being level with the ends

// x along the curve: 0 at one end, 1 at the other.
float along(float t) {
  const float s = 1 - t;
  return 3 * s * s * t * kHandle + 3 * s * t * t * (1 - kHandle) + t * t * t;
}

// The parameter at which the curve has come a part `x` of its way. Monotonic, so halving finds it.
float parameter_at(float x) {
  float low = 0, high = 1;
  for (int i = 0; i < 20; ++i) {
    const float t = (low + high) / 2;
    (along(t) < x ? low : high) = t;
  }
  return (low + high) / 2;
}

Colour colour_of(const CanvasEdge& e, const EdgeLook& look) {
  const float t = e.strength;
  const float alpha = look.bold ? 0.06f + 0.92f * t : 0.16f + 0.74f * t;
  const Colour c = look.gradient ? theme().grad : sign_colour(e.value);
  return with_alpha(c, alpha * look.opacity);
}

}  // namespace

void StrengthScale::add(std::span<const float> values) {
  const size_t stride = values.size() / kSampleLimit + 1;
  for (size_t i = 0; i < values.size(); i += stride) {
    const float v = std::abs(values[i]);
    if (std::isfinite(v)) sample_.push_back(v);
  }
}

float StrengthScale::percentile() {
  if (sample_.empty()) return 0;
  const auto at = static_cast<size_t>(static_cast<double>(sample_.size()) * 0.98);
  const auto nth = sample_.begin() + static_cast<std::ptrdiff_t>(std::min(at, sample_.size() - 1));
  std::nth_element(sample_.begin(), nth, sample_.end());
  return *nth;
}

void pick_edges(std::span<const float> values, int64_t outputs, int64_t inputs, const ColumnPlace& from,
                const ColumnPlace& to, float full_strength, EdgeBundle& out) {
  out.edges.clear();
  out.identity = false;
  out.mean = out.balance = 0;
  if (from.tiles < 1 || to.tiles < 1 || static_cast<int64_t>(values.size()) < outputs * inputs) return;
  // One slot for each pair of tiles, filled with the largest weight between them.
  std::array<CanvasEdge, size_t{kMostTiles} * kMostTiles> slots{};
  for (CanvasEdge& s : slots) s.of = 0;
  double sum = 0, signed_sum = 0;
  int64_t finite = 0;
  for (int64_t o = 0; o < outputs; ++o) {
    const int to_tile = to.tile_of(o);
    for (int64_t i = 0; i < inputs; ++i) {
      const float v = values[static_cast<size_t>(o * inputs + i)];
      if (!std::isfinite(v)) continue;
      sum += std::abs(v);
      signed_sum += v;
      ++finite;
      const int from_tile = from.tile_of(i);
      CanvasEdge& slot = slots[static_cast<size_t>(to_tile * kMostTiles + from_tile)];
      ++slot.of;
      if (slot.of > 1 && std::abs(v) <= std::abs(slot.value)) continue;
      slot = {from_tile, to_tile, i, o, v, 0, slot.of};
    }
  }
  const float full = full_strength > 0 ? full_strength : 1;
  for (CanvasEdge& s : slots) {
    if (s.of < 1) continue;
    s.strength = std::min(1.0f, std::abs(s.value) / full);
    out.edges.push_back(s);
  }
  std::stable_sort(out.edges.begin(), out.edges.end(),
                   [](const CanvasEdge& a, const CanvasEdge& b) { return a.strength < b.strength; });
  if (out.edges.size() > kMostEdges) {
    out.edges.erase(out.edges.begin(), out.edges.end() - static_cast<std::ptrdiff_t>(kMostEdges));
  }
  if (finite > 0) out.mean = std::min(1.0f, static_cast<float>(sum / static_cast<double>(finite)) / full);
  if (sum > 0) out.balance = static_cast<float>(signed_sum / sum);
}

void identity_edges(const ColumnPlace& from, const ColumnPlace& to, EdgeBundle& out) {
  out.edges.clear();
  out.identity = true;
  out.mean = 0.3f;
  for (int k = 0; k < std::min(from.tiles, to.tiles); ++k) out.edges.push_back({k, k, k, k, 0, 0.3f, 1});
}

float EdgeCurve::y_at(float x) const {
  const float span = b.x - a.x;
  if (!(span > 0)) return a.y;
  return a.y + (b.y - a.y) * smooth(parameter_at(std::clamp((x - a.x) / span, 0.0f, 1.0f)));
}

Vec EdgeCurve::at(float t) const { return {a.x + (b.x - a.x) * along(t), a.y + (b.y - a.y) * smooth(t)}; }

float EdgeCurve::distance(Vec p) const {
  if (!(b.x > a.x) || p.x < a.x || p.x > b.x) return 1e6f;
  const float t = parameter_at((p.x - a.x) / (b.x - a.x));
  const float dy = std::abs(a.y + (b.y - a.y) * smooth(t) - p.y);
  const Vec before = at(std::max(0.0f, t - 0.01f)), after = at(std::min(1.0f, t + 0.01f));
  const float along_x = after.x - before.x, along_y = after.y - before.y;
  const float length = std::hypot(along_x, along_y);
  return length > 0 ? dy * along_x / length : dy;  // as if it were straight here
}

EdgeCurve edge_curve(const CanvasEdge& e, const ColumnPlace& from, const ColumnPlace& to) {
  const Rect a = from.tile_at(e.from_tile), b = to.tile_at(e.to_tile);
  return {{a.right() + 1, a.mid_y()}, {b.x - 1, b.mid_y()}};
}

float edge_width(float strength, const EdgeLook& look) {
  const float width = look.bold ? 0.75f + 6.2f * strength : 0.75f + 4.6f * strength;
  return width * std::clamp(look.zoom, 0.6f, 1.6f);
}

namespace {

// Grey dashes for what counts for nothing; a small square on a weight that keeps its value.
void draw_masked(const CanvasEdge& e, const EdgeCurve& c, float handle, Colour colour, float width) {
  const Vec ha{c.a.x + handle, c.a.y}, hb{c.b.x - handle, c.b.y};
  if (e.off) {
    draw::dashed_bezier(c.a, ha, hb, c.b, with_alpha(theme().line2, 0.6f), 1, 3, 4);
  } else {
    draw::bezier(c.a, ha, hb, c.b, colour, width);
  }
  if (!e.held) return;
  const Vec middle = c.at(0.5f);
  const Rect mark{middle.x - 4, middle.y - 4, 8, 8};
  draw::rect_filled(mark.grown(1), theme().cv, 2);
  draw::rect(mark, e.off ? theme().line2 : theme().ink, 2, 1.5f);
}

}  // namespace

void draw_bundle(const EdgeBundle& bundle, const ColumnPlace& from, const ColumnPlace& to, const EdgeLook& look) {
  for (const CanvasEdge& e : bundle.edges) {
    const EdgeCurve c = edge_curve(e, from, to);
    const float handle = (c.b.x - c.a.x) * kHandle;
    const Colour colour = bundle.identity ? with_alpha(theme().line2, 0.55f * look.opacity) : colour_of(e, look);
    const float width = bundle.identity ? 1.25f : edge_width(e.strength, look);
    if (e.off || e.held) {
      draw_masked(e, c, handle, colour, width);
      continue;
    }
    if (std::abs(c.a.y - c.b.y) < 0.5f) {
      draw::line(c.a, c.b, colour, width);
    } else {
      draw::bezier(c.a, {c.a.x + handle, c.a.y}, {c.b.x - handle, c.b.y}, c.b, colour, width);
    }
  }
}

// A band from one stack of tiles to the other: dense where the weights are large, tinted by the sign that prevails.
void draw_ribbon(const EdgeBundle& bundle, const ColumnPlace& from, const ColumnPlace& to, const EdgeLook& look) {
  if (bundle.edges.empty() || from.tiles < 1 || to.tiles < 1) return;
  const Rect a = from.tile_at(0), b = to.tile_at(0);
  const float left = a.right() + 1, right = b.x - 1;
  if (right - left < 2) return;
  const float tops[2] = {a.y, b.y};
  const float bottoms[2] = {from.tile_at(from.tiles - 1).bottom(), to.tile_at(to.tiles - 1).bottom()};
  const Palette& t = theme();
  Colour tone =
      look.gradient ? t.grad : mix(t.line2, sign_colour(bundle.balance), std::min(1.0f, 2 * std::abs(bundle.balance)));
  if (bundle.identity) tone = t.line2;
  tone = with_alpha(tone, (0.14f + 0.5f * bundle.mean) * look.opacity);

  constexpr int kPieces = 16;
  std::array<Vec, kPieces + 1> above, below;
  for (int i = 0; i <= kPieces; ++i) {
    const float t01 = static_cast<float>(i) / kPieces, x = left + (right - left) * along(t01);
    above[static_cast<size_t>(i)] = {x, tops[0] + (tops[1] - tops[0]) * smooth(t01)};
    below[static_cast<size_t>(i)] = {x, bottoms[0] + (bottoms[1] - bottoms[0]) * smooth(t01)};
  }
  draw::band(above, below, tone);
}

void draw_hovered(const CanvasEdge& e, const ColumnPlace& from, const ColumnPlace& to, const EdgeLook& look) {
  const EdgeCurve c = edge_curve(e, from, to);
  const float handle = (c.b.x - c.a.x) * kHandle;
  const Vec ha{c.a.x + handle, c.a.y}, hb{c.b.x - handle, c.b.y};
  EdgeLook clear = look;
  clear.opacity = 1;
  const Colour tone = look.gradient ? theme().grad : sign_colour(e.value);
  draw::bezier(c.a, ha, hb, c.b, tone, std::max(3.5f, edge_width(e.strength, clear)));
  draw::bezier(c.a, ha, hb, c.b, theme().ink, 1.5f);
}

int edge_at(const EdgeBundle& bundle, const ColumnPlace& from, const ColumnPlace& to, Vec pointer,
            const EdgeLook& look) {
  if (bundle.identity) return -1;
  int nearest = -1;
  float least = kReach;
  for (size_t i = bundle.edges.size(); i-- > 0;) {  // the strong ones lie on top
    const CanvasEdge& e = bundle.edges[i];
    const float distance = edge_curve(e, from, to).distance(pointer);
    if (distance <= edge_width(e.strength, look) / 2) return static_cast<int>(i);
    if (distance >= least) continue;
    least = distance;
    nearest = static_cast<int>(i);
  }
  return nearest;
}

}  // namespace app::ui
