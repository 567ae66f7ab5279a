#include "app/panels/network.h"

#include <algorithm>
#include <cmath>

#include "app/panels/network_state.h"
#include "app/ui/chord.h"
#include "app/ui/draw.h"
#include "app/ui/hover.h"
#include "app/ui/interact.h"

namespace app {

struct NetworkPanel::State : network::State {};

NetworkPanel::NetworkPanel() : state_(std::make_unique<State>()) {}
NetworkPanel::~NetworkPanel() = default;

void NetworkPanel::draw(const PanelContext& context) {
  using namespace network;
  network::State& s = *state_;
  const ui::Rect& area = context.area;
  const ui::Surface surface("network", area);
  ui::draw::rect_filled(area, ui::theme().cv, 10);
  ui::draw::dot_grid(area, 10);
  ui::draw::rect(area, ui::theme().line, 10);

  s.areas = areas_of(area);
  s.model.update(context.view);
  navigate(s, context);
  place(s, context);
  s.pictures.wish(s.model, s.mode, s.shown.columns.empty() ? 44 : ui::px(s.shown.columns[0].tile), s.visible,
                  std::max(s.pointed.column, s.units.column(s.model)), context.watches);
  s.pictures.update(context.view, s.model, s.shown, s.mode, context.now);
  s.pointed = point(s);

  draw_header(s, context);
  if (s.model.columns().size() < 2) {
    draw_empty(s, context);
  } else {
    draw_stage(s, context);
  }
  s.loss.draw(context, s.areas.loss);
  if (s.model.columns().size() > 1) s.doctor.draw(context, s.areas.doctor);
  react(s, context);
  show_tips(s, context);
  const int64_t unit = s.units.draw(context, s.model);
  if (unit >= 0) ui::hovered_unit() = {s.model.columns()[static_cast<size_t>(s.units.column(s.model))].id, unit};
  s.drag.draw_card(context, s.model);
}

namespace network {
namespace {

constexpr float kLossWidth = 168;
constexpr double kSlide = 0.3;       // seconds after a drag in which columns still move
constexpr float kSlideTau = 0.045f;  // of the exponential that ends a slide in about 140 ms

ui::Camera free_camera(const State& s) {
  ui::Camera c = s.camera;
  if (c.follows) c = {s.closed.zoom, {0, 0}, false};
  return c;
}

// The layout with room for the open gap, and the gap's place.
void lay_out_open(State& s, int before) {
  std::vector<ui::ColumnContent> contents = s.model.contents();
  const auto at = static_cast<std::ptrdiff_t>(before);
  contents.insert(contents.begin() + at, ui::ColumnContent{});
  ui::lay_out(contents, s.areas.stage, s.camera, s.target);
  s.target.columns.erase(s.target.columns.begin() + at);
}

void place_slot(State& s, int before) {
  const auto i = static_cast<size_t>(before);
  const ui::Rect left = s.shown.columns[i - 1].box;
  const float begin = left.right() + 12 * s.shown.zoom;
  const float end = i < s.shown.columns.size() ? s.shown.columns[i].box.x - 12 * s.shown.zoom
                                               : left.right() + ui::kColumnWidth * s.shown.zoom * 2;
  const float width = std::clamp(end - begin, 0.0f, ui::kColumnWidth * s.shown.zoom);
  s.slot = {(begin + end) / 2 - width / 2, left.y, width, left.h};
}

}  // namespace

void edit(const PanelContext& context, engine::Message label, engine::Experiment value, std::string merge_key) {
  context.actions.push(action::Edit{std::move(label), std::move(value), std::move(merge_key)});
}

Areas areas_of(const ui::Rect& area) {
  const float margin = area.w < 800 ? 12.0f : 24.0f;
  const float height = std::max(120.0f, area.h - 124);
  Areas a;
  a.loss = {area.right() - margin - kLossWidth, area.y + 48, kLossWidth, height};
  a.stage = {area.x, area.y + 48, a.loss.x - area.x, height + 24};
  a.clip = {area.x + 1, area.y + 42, a.loss.x - area.x - 2, area.h - 42 - 52};
  a.doctor = {area.x + 12, area.bottom() - 48, area.w - 24, 36};
  return a;
}

void navigate(State& s, const PanelContext& context) {
  if (ui::chord("F")) s.camera = {};
  if (ui::chord("G")) s.mode = s.mode == Mode::gradients ? Mode::surfaces : Mode::gradients;
  if (ui::chord("W")) s.mode = s.mode == Mode::weights ? Mode::surfaces : Mode::weights;
  const ImGuiIO& io = ImGui::GetIO();
  const bool over = s.areas.clip.contains(ui::mouse()) && ImGui::IsWindowHovered() && !ui::keyboard_taken();
  if (over && io.MouseWheel != 0) {
    const ui::Camera from = free_camera(s);
    s.camera = ui::zoomed_at(from, from.zoom * std::pow(1.1f, io.MouseWheel), ui::mouse(), s.areas.stage);
  }
  if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Middle)) s.panning = true;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Middle)) s.panning = false;
  if (s.panning && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
    s.camera = free_camera(s);
    s.camera.pan = s.camera.pan + ui::logical(io.MouseDelta);
  }
  (void)context;
}

void place(State& s, const PanelContext& context) {
  ui::lay_out(s.model.contents(), s.areas.stage, s.camera, s.closed);
  const bool before = s.drag.active();
  s.drag.update(context, s.model, s.closed, s.areas.clip);
  const int open = s.model.columns().size() < 2 ? -1 : s.drag.open_before(s.model);
  if (open > 0) {
    lay_out_open(s, open);
  } else {
    s.target = s.closed;
  }
  if (s.drag.active() || before) s.settled_at = context.now + kSlide;
  const bool slides = context.now < s.settled_at && s.shown_version == s.model.version() && !ui::reduce_motion() &&
                      s.shown.columns.size() == s.target.columns.size();
  if (slides) {
    const ui::CanvasLayout from = s.shown;
    ui::blend(from, s.target, 1 - std::exp(-context.dt / kSlideTau), s.shown);
    ui::request_frame();
  } else {
    s.shown = s.target;
  }
  s.shown_version = s.model.version();
  if (open > 0) place_slot(s, open);
  s.visible.resize(s.shown.columns.size());
  for (size_t i = 0; i < s.visible.size(); ++i) s.visible[i] = s.shown.columns[i].box.overlaps(s.areas.clip);
}

Pointed point(const State& s) {
  Pointed p;
  const ui::Vec at = ui::mouse();
  if (!s.areas.clip.contains(at) || s.drag.active() || s.panning || ui::keyboard_taken() || !ImGui::IsWindowHovered())
    return p;
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    const ui::ColumnPlace& c = s.shown.columns[i];
    const int tiles = c.hidden > 0 ? c.tiles - 1 : c.tiles;
    for (int k = 0; k < tiles; ++k) {
      if (!c.tile_at(k).contains(at)) continue;
      p.column = static_cast<int>(i);
      p.tile = k;
      return p;
    }
  }
  if (s.shown.zoom < ui::kRibbonZoom) return p;
  const ui::EdgeLook look{.zoom = s.shown.zoom};
  for (size_t i = 0; i < s.pictures.bundles().size() && i < s.model.wires().size(); ++i) {
    const ui::EdgeBundle& b = s.pictures.bundles()[i];
    if (b.edges.empty() || static_cast<size_t>(std::max(b.from, b.to)) >= s.shown.columns.size()) continue;
    const int edge = ui::edge_at(b, s.shown.columns[static_cast<size_t>(b.from)],
                                 s.shown.columns[static_cast<size_t>(b.to)], at, look);
    if (edge < 0) continue;
    p.wire = static_cast<int>(i);
    p.edge = edge;
    p.column = b.to;
    return p;
  }
  return p;
}

}  // namespace network
}  // namespace app
