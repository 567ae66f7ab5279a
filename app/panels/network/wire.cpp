#include "app/panels/network/wire.h"

#include <cmath>

#include "app/ui/interact.h"
#include "app/ui/widgets.h"
#include "app/workbench/wiring.h"

namespace app::network {
namespace {

constexpr float kReach = 16;  // of a port

float distance(ui::Vec a, ui::Vec b) { return std::hypot(a.x - b.x, a.y - b.y); }

// The network as it is without the wire in the hand.
engine::Experiment without(const engine::Experiment& e, bool taken, const Gap& end) {
  return taken ? remove_wire(e, end.to, end.port) : e;
}

}  // namespace

std::vector<ui::Vec> path_of(const Model& model, const ui::CanvasLayout& shown, const Wire& wire) {
  std::vector<ui::Vec> path;
  if (wire.to < 0) return path;
  const auto from = static_cast<size_t>(wire.from), to = static_cast<size_t>(wire.to);
  if (from >= shown.columns.size() || to >= shown.columns.size()) return path;
  const ui::WireEnds ends{ui::output_port(shown.columns[from]),
                          ui::input_port(shown.columns[to], wire.port, model.columns()[to].ports), wire.channel};
  ui::wire_path(ends, shown, path);
  return path;
}

void find_paths(const Model& model, const ui::CanvasLayout& shown, std::vector<std::vector<ui::Vec>>& paths) {
  paths.resize(model.wires().size());
  for (size_t i = 0; i < paths.size(); ++i) {
    paths[i].clear();
    if (!model.wires()[i].weights) paths[i] = path_of(model, shown, model.wires()[i]);
  }
}

void WireGesture::pull(const std::string& from) {
  from_ = from;
  taken_ = false;
}

void WireGesture::take_off(const Gap& wire) {
  from_ = wire.from;
  end_ = wire;
  taken_ = true;
}

void WireGesture::end() {
  from_.clear();
  taken_ = false;
  target_ = {};
}

WireGesture::Target WireGesture::target_at(const PanelContext& context, const Model& model,
                                           const ui::CanvasLayout& shown) const {
  const ui::Vec at = ui::mouse();
  Target t;
  float least = kReach;
  for (size_t i = 0; i < shown.columns.size(); ++i) {
    const Column& c = model.columns()[i];
    for (int port = 0; port < c.ports; ++port) {
      const float d = distance(ui::input_port(shown.columns[i], port, c.ports), at);
      if (d >= least) continue;
      least = d;
      t.column = static_cast<int>(i);
      t.port = port;
    }
  }
  for (size_t i = 0; t.column < 0 && i < shown.columns.size(); ++i) {
    if (shown.columns[i].box.contains(at) && model.columns()[i].id != from_) t.column = static_cast<int>(i);
  }
  if (t.column < 0) return t;
  const Column& c = model.columns()[static_cast<size_t>(t.column)];
  const bool own_place = taken_ && c.id == end_.to && (t.port < 0 || t.port == end_.port);
  if (own_place) return t;
  if (!c.group.empty()) {
    t.refused = ui::tr("Unfold the group to wire one of its layers.");
    return t;
  }
  const engine::Experiment e = without(context.view.experiment, taken_, end_);
  if (const auto refused = refuse_wire(e.network, from_, c.id, t.port)) t.refused = ui::tr(*refused);
  return t;
}

bool WireGesture::update(const PanelContext& context, const Model& model, const ui::CanvasLayout& shown,
                         const ui::Rect& clip) {
  if (!active()) return false;
  if (model.column_of(from_) < 0 || ui::key_pressed(ui::Key::escape, false) || ImGui::IsMouseClicked(1)) {
    end();
    return false;
  }
  target_ = target_at(context, model, shown);
  ui::request_frame();
  if (!target_.refused.empty()) ui::tooltip_now(ui::mouse() + ui::Vec{16, 12}, target_.refused);
  if (ImGui::IsMouseDown(0)) return false;
  const bool ground = target_.column < 0 && clip.contains(ui::mouse());
  const bool offers = ground && !taken_;
  if (offers) {
    dropped_ = ui::mouse();
    dropped_from_ = from_;
  } else {
    connect(context, model);
  }
  end();
  return offers;
}

void WireGesture::connect(const PanelContext& context, const Model& model) {
  if (!target_.refused.empty()) return;
  engine::Experiment next = without(context.view.experiment, taken_, end_);
  if (target_.column < 0) {
    if (taken_)
      context.actions.push(
          action::Edit{engine::message("Remove the wire to {}", title_of(next.network, end_.to)), std::move(next), ""});
    return;
  }
  const std::string& to = model.columns()[static_cast<size_t>(target_.column)].id;
  const bool own_place = taken_ && to == end_.to && (target_.port < 0 || target_.port == end_.port);
  if (own_place) return;
  next = add_wire(std::move(next), from_, to, target_.port);
  engine::Message label = engine::message("Wire {} to {}", title_of(next.network, from_), title_of(next.network, to));
  context.actions.push(action::Edit{std::move(label), std::move(next), ""});
}

void WireGesture::draw(const Model& model, const ui::CanvasLayout& shown) const {
  const int from = model.column_of(from_);
  if (from < 0 || static_cast<size_t>(from) >= shown.columns.size()) return;
  ui::WireEnds ends{ui::output_port(shown.columns[static_cast<size_t>(from)]), ui::mouse(), -1};
  if (target_.column >= 0 && target_.port >= 0) {
    const auto to = static_cast<size_t>(target_.column);
    ends.to = ui::input_port(shown.columns[to], target_.port, model.columns()[to].ports);
  }
  std::vector<ui::Vec> path;
  ui::wire_path(ends, shown, path);
  ui::draw_wire(path, shown.zoom, target_.refused.empty() ? ui::WireState::live : ui::WireState::broken);
}

}  // namespace app::network
