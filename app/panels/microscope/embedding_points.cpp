#include "app/panels/microscope/embedding_points.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/ui/format.h"

namespace app {
namespace {

constexpr float kReach = 14, kClick = 16;  // of the pointer; square of the way that is still a click
constexpr size_t kMostNames = 160;
constexpr float kSpread = 1.5f;  // of the largest number in space: few tokens lie far out on several axes

}  // namespace

void TokenPoints::place_flat(std::span<const std::array<float, 2>> places, const ui::Rect& r) {
  in_space_ = false;
  at_.clear();
  places_.clear();
  float most = 0;
  for (const auto& p : places) {
    for (const float v : p) most = std::isfinite(v) ? std::max(most, std::abs(v)) : most;
  }
  const float k = most > 0 ? 1 / most : 1;
  for (const auto& p : places) {
    at_.push_back({{r.mid_x() + p[0] * k * (r.w / 2 - 40), r.mid_y() - p[1] * k * (r.h / 2 - 18)}, 0});
    places_.push_back({p[0], p[1], 0});
  }
}

void TokenPoints::place_in_space(std::span<const std::array<float, 3>> places, const ui::Rect& r) {
  in_space_ = true;
  at_.clear();
  places_.assign(places.begin(), places.end());
  float most = 0;
  for (const auto& p : places) {
    for (const float v : p) most = std::isfinite(v) ? std::max(most, std::abs(v)) : most;
  }
  const float k = most > 0 ? kSpread / most : 1;
  for (const auto& p : places) at_.push_back(space_.place({p[0] * k, p[1] * k, p[2] * k}, r));
}

void TokenPoints::axes(const ui::Rect& r) const {
  const ui::Palette& t = ui::theme();
  if (!in_space_) {
    ui::draw::hairline({r.mid_x(), r.y}, {r.mid_x(), r.bottom()}, t.line);
    ui::draw::hairline({r.x, r.mid_y()}, {r.right(), r.mid_y()}, t.line);
    return;
  }
  for (int k = 0; k < 3; ++k) {
    const views::Point3 end{k == 0 ? 1.0f : 0, k == 1 ? 1.0f : 0, k == 2 ? 1.0f : 0};
    const ui::Vec to = space_.place(end, r).at;
    ui::draw::line(space_.place({-end.x, -end.y, -end.z}, r).at, to, t.line2, 1);
    ui::draw::text(std::to_string(k + 1), to + ui::Vec{5, -7}, {.size = 12, .colour = t.ink3, .lint = false});
  }
}

int64_t TokenPoints::draw(const Shown& s, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const ui::Hit h = ui::hit("microscope.tokens", r, {.focusable = false});
  if (in_space_) space_.follow(h);
  order_.resize(at_.size());
  std::iota(order_.begin(), order_.end(), int64_t{0});
  const auto depth = [&](int64_t i) { return at_[static_cast<size_t>(i)].depth; };
  if (in_space_) std::ranges::stable_sort(order_, [&](int64_t a, int64_t b) { return depth(a) < depth(b); });
  ui::draw::push_clip(r);
  axes(r);
  int64_t nearest = -1;
  float best = kReach;
  for (const int64_t i : order_) {
    const ui::Vec at = at_[static_cast<size_t>(i)].at, d = at - ui::mouse();
    if (h.hovered && std::hypot(d.x, d.y) < best) {
      best = std::hypot(d.x, d.y);
      nearest = i;
    }
    ui::draw::circle_filled(at, 3 + std::clamp(depth(i), -1.0f, 1.5f) * 1.2f, s.colour(i));
  }
  labels(s, r);
  if (s.chosen >= 0 && s.chosen < static_cast<int64_t>(at_.size()))
    ui::draw::circle(at_[static_cast<size_t>(s.chosen)].at, 7, t.acc, 2);
  ui::draw::pop_clip();
  if (nearest < 0) return -1;
  ui::draw::circle(at_[static_cast<size_t>(nearest)].at, 6, t.ink, 1.5f);
  std::string place;
  for (size_t k = 0; k < (in_space_ ? 3U : 2U); ++k) {
    place += (k > 0 ? ", " : "") + ui::format_fixed(static_cast<double>(places_[static_cast<size_t>(nearest)][k]), 2);
  }
  ui::Tip tip{.title = s.name(nearest), .rows = {{"#" + std::to_string(nearest), place, 0}}, .rows_in_line = false};
  if (s.more) s.more(nearest, tip);
  ui::tooltip_at("token" + std::to_string(nearest), ui::mouse(), tip);
  return h.clicked && ImGui::GetIO().MouseDragMaxDistanceSqr[0] < kClick ? nearest : -1;
}

// Names as far as they do not lie over each other; the chosen one always, and in space those in front first.
void TokenPoints::labels(const Shown& s, const ui::Rect& r) const {
  std::vector<ui::Rect> taken;
  const auto label = [&](int64_t i, bool always) {
    const std::string name = s.name(i);
    const float w = ui::text_width(name, {.size = 12});
    const ui::Vec at = at_[static_cast<size_t>(i)].at;
    const ui::Rect box{at.x + (always ? 11.0f : 6.0f), at.y - 8, w + 2, 16};
    const bool free = std::none_of(taken.begin(), taken.end(), [&](const ui::Rect& b) { return b.overlaps(box); });
    if (!always &&
        (!free || box.right() > r.right() - 4 || box.x < r.x + 4 || box.y < r.y + 2 || box.bottom() > r.bottom() - 2))
      return;
    taken.push_back(box);
    ui::draw::text(name, {box.x, at.y},
                   {.size = 12, .colour = always ? ui::theme().acc : ui::theme().ink2, .lint = !always && !in_space_});
  };
  if (s.chosen >= 0 && s.chosen < static_cast<int64_t>(at_.size())) label(s.chosen, true);
  for (size_t k = 0; k < order_.size() && taken.size() < kMostNames; ++k) {
    const int64_t i = in_space_ ? order_[order_.size() - 1 - k] : order_[k];
    if (i != s.chosen) label(i, false);
  }
}

}  // namespace app
