// The picture of the world: what it says of itself in colours of the theme, and in a world with few states how good
// each of them is and where the greedy policy goes.
#include <algorithm>
#include <cmath>

#include "app/panels/output/world.h"
#include "app/ui/widgets.h"
#include "app/workbench/tasks.h"

namespace app {
namespace {

using Role = engine::Scene::Role;

ui::Colour colour_of(Role role) {
  const ui::Palette& t = ui::theme();
  switch (role) {
    case Role::ground: return t.line2;
    case Role::wall: return t.ink3;
    case Role::goal: return t.acc;
    case Role::trap: return t.err;
    case Role::start: return ui::with_alpha(t.ink3, 0.25f);
    case Role::body: return t.ink3;  // no blue or orange: those are signs of numbers
    case Role::part:
    case Role::ball:
    case Role::agent: return t.ink;
  }
  return t.ink;
}

}  // namespace

ui::Vec WorldView::place(double x, double y) const {
  return {static_cast<float>(static_cast<double>(shown_.x) + (x - scene_.left) * scale_),
          static_cast<float>(static_cast<double>(shown_.y) + (y - scene_.top) * scale_)};
}

void WorldView::scene(const PanelContext& c, const ui::Rect& r) {
  const ui::Palette& t = ui::theme();
  const double width = scene_.right - scene_.left, height = scene_.bottom - scene_.top;
  scale_ = std::min(static_cast<double>(r.w) / width, static_cast<double>(r.h) / height);
  const auto w = static_cast<float>(width * scale_), h = static_cast<float>(height * scale_);
  shown_ = {r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
  ui::well(r);
  ui::draw::push_clip(r);
  if (w < r.w - 8) ui::draw::rect_filled(shown_, t.bg2, 3);  // where the world ends
  look_at_values(c);
  value_map();
  for (const engine::Scene::Item& item : scene_.items) {
    const ui::Colour colour = colour_of(item.role);
    const ui::Vec a = place(item.x1, item.y1), b = place(item.x2, item.y2);
    const auto size = static_cast<float>(item.size * scale_);
    switch (item.form) {
      case engine::Scene::Form::line: ui::draw::line(a, b, colour, std::max(1.0f, size)); break;
      case engine::Scene::Form::rect:
        ui::draw::rect_filled(ui::Rect{a.x, a.y, b.x - a.x, b.y - a.y}.inset(places_.empty() ? 0.0f : 1.0f), colour, 3);
        break;
      case engine::Scene::Form::disc:
        if (item.role == Role::agent && !places_.empty()) ui::draw::circle_filled(a, size + 2, t.pt_edge);
        ui::draw::circle_filled(a, size, colour);
        break;
    }
  }
  ui::draw::pop_clip();
  ui::draw::rect(r, over_ ? t.warn : t.line2, 8);
}

// Of the states that the data shows, in the answers to its training part.
void WorldView::look_at_values(const PanelContext& c) {
  values_.assign(places_.size(), NAN);
  best_.assign(places_.size(), -1);
  const engine::NodeSpec* out = engine::output_node(c.view.experiment.network);
  if (places_.empty() || !out) return;
  const engine::Watch wish{out->id, engine::Watched::answers, 0, 0};
  c.watches.push_back(wish);
  const engine::Snapshot& s = c.view.snapshot;
  const auto found = std::find_if(s.tensors.begin(), s.tensors.end(), [&](const auto& t) { return t.watch == wish; });
  const int count = actions(), outputs = count + (critic(c.view) ? 1 : 0);
  const bool there = found != s.tensors.end() && found->shape.rank() == 2 && found->shape[1] == outputs && s.valid &&
                     s.data && s.data->raw.world && s.data->raw.world->params == data_->raw.world->params;
  if (!there) return;
  for (int64_t i = 0; i < found->shape[0] && i < static_cast<int64_t>(s.data->rows[0].size()); ++i) {
    const float* at = found->values.data() + i * outputs;
    const size_t state = static_cast<size_t>(s.data->rows[0][static_cast<size_t>(i)]) % places_.size();
    const float* best = std::max_element(at, at + count);
    values_[state] = outputs > count ? at[count] : *best;
    best_[state] = static_cast<int>(best - at);
  }
}

void WorldView::value_map() {
  const ui::Palette& t = ui::theme();
  float largest = 1e-6f;
  for (const float v : values_) largest = std::isfinite(v) ? std::max(largest, std::fabs(v)) : largest;
  for (size_t i = 0; i < places_.size(); ++i) {
    const ui::Vec a = place(places_[i].left, places_[i].top), b = place(places_[i].right, places_[i].bottom);
    const ui::Rect r = ui::Rect{a.x, a.y, b.x - a.x, b.y - a.y}.inset(1);
    if (!std::isfinite(values_[i])) {
      ui::draw::rect_filled(r, t.bg2, 3);
      continue;
    }
    const ui::Colour cell = ui::div_colour(values_[i] / largest);
    ui::draw::rect_filled(r, cell, 3);
    const auto& action = data_->raw.world->type->actions[static_cast<size_t>(best_[i])];
    if (action.x == 0 && action.y == 0) continue;
    const float reach = 0.3f * std::min(r.w, r.h);
    const ui::Vec way{static_cast<float>(action.x) * reach, static_cast<float>(action.y) * reach};
    const ui::Colour ink = ui::with_alpha(ui::ink_on(cell), 0.75f);
    ui::draw::line(r.centre() - way, r.centre() + way * 0.6f, ink, 1.5f);
    ui::draw::arrow_head(r.centre() + way, std::atan2(way.y, way.x), std::max(4.0f, reach * 0.7f), ink);
  }
}

}  // namespace app
