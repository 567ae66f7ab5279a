#include "app/panels/network/network.h"

#include <algorithm>
#include <cmath>

#include "app/panels/network/state.h"
#include "app/panels/panel_words.h"
#include "app/ui/chord.h"
#include "app/ui/draw.h"
#include "app/ui/hover.h"
#include "app/ui/interact.h"

namespace app {

struct NetworkPanel::State : network::State {};

namespace network {
namespace {

// The column whose weights and gradients must be known whatever is shown.
int watched_column(const State& s) {
  const int card = s.weight.column(s.model);
  return card >= 0 ? card : std::max(s.pointed.column, s.units.column(s.model));
}

}  // namespace
}  // namespace network

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

  s.model.update(context.view);
  s.areas = areas_of(area, !context.view.experiment.network.groups.empty());
  s.pad.update(context, s.model, s.areas.stage);
  s.mender.update(context.view);
  navigate(s, context);
  s.story.update(context, s.model);
  s.shown_mode = s.story.shows_gradients() ? Mode::gradients : s.mode;
  place(s, context);
  s.pictures.wish(s.model, s.shown_mode, s.shown.columns.empty() ? 44 : ui::px(s.shown.columns[0].tile), s.visible,
                  watched_column(s), watched_row(context.view), context.watches);
  if (is_near(s)) watch_numbers(s, context);
  s.pictures.update(context.view, s.model, s.shown, s.shown_mode, context.now);
  s.pointed = point(s);

  draw_header(s, context);
  if (s.model.columns().size() < 2) {
    draw_empty(s, context);
  } else {
    draw_stage(s, context);
    draw_minimap(s);
  }
  s.loss.draw(context, s.areas.loss);
  if (s.story.tells(engine::StoryLine::Tells::loss)) ui::draw::rect(s.areas.loss, s.story.colour(), 10, 2);
  if (s.story.line()) {
    s.story.draw(context, s.areas.doctor);
  } else if (s.model.columns().size() > 1) {
    s.doctor.draw(context, s.mender, s.areas.doctor);
  }
  react(s, context);
  show_tips(s, context);
  const int64_t unit = s.units.draw(context, s.model);
  if (unit >= 0) ui::hovered_unit() = {s.model.columns()[static_cast<size_t>(s.units.column(s.model))].id, unit};
  s.off.draw(context);
  s.masks.draw(context);
  s.weight.draw(context, s.model);
  s.picker.draw(context);
  s.drag.draw_card(context, s.model);
}

namespace network {
namespace {

constexpr float kLossWidth = 168;
constexpr double kGlide = 0.2;       // seconds in which columns find their places after an edit
constexpr double kSlide = 0.3;       // seconds after a drag in which columns still move
constexpr float kSlideTau = 0.045f;  // of the exponential that ends a slide in about 140 ms

ui::Camera free_camera(const State& s) {
  ui::Camera c = s.camera;
  if (c.follows) c = {s.closed.zoom, {0, 0}, false};
  return c;
}

// The layout with room for one more rank, and the place of the gap.
void lay_out_open(State& s, int rank) {
  std::vector<ui::ColumnContent> contents = s.model.contents();
  for (ui::ColumnContent& c : contents) c.rank += c.rank >= rank ? 1 : 0;
  const bool behind = std::none_of(contents.begin(), contents.end(), [&](const auto& c) { return c.rank >= rank; });
  if (behind) contents.push_back({.rank = rank});
  s.pad.lay_out(contents, s.areas.stage, s.camera, s.target, s.model.channels());
  s.target.columns.resize(s.model.columns().size());
}

void place_slot(State& s, int rank) {
  float begin = s.areas.stage.x, end = s.areas.stage.right();
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    const ui::Rect& box = s.shown.columns[i].box;
    if (s.model.columns()[i].rank < rank) begin = std::max(begin, box.right());
    if (s.model.columns()[i].rank >= rank) end = std::min(end, box.x);
  }
  const Wire& wire = s.model.wires()[static_cast<size_t>(s.drag.open_wire())];
  const ui::Rect& level = s.shown.columns[static_cast<size_t>(wire.to >= 0 ? wire.to : wire.from)].box;
  begin += 12 * s.shown.zoom;
  end -= 12 * s.shown.zoom;
  const float width = std::clamp(end - begin, 0.0f, ui::kColumnWidth * s.shown.zoom);
  s.slot = {(begin + end) / 2 - width / 2, level.y, width, level.h};
}

// After an edit that added, took or moved columns: those that were there before start from where they were.
void start_glide(State& s, double now) {
  std::vector<std::string> ids;
  for (const Column& c : s.model.columns()) ids.push_back(c.id);
  const bool edited = !s.shown_ids.empty() && ids != s.shown_ids && s.shown.columns.size() == s.shown_ids.size();
  if (edited && !ui::reduce_motion()) {
    ui::CanvasLayout from = s.target;
    for (size_t i = 0; i < from.columns.size() && i < ids.size(); ++i) {
      const auto old = std::find(s.shown_ids.begin(), s.shown_ids.end(), ids[i]) - s.shown_ids.begin();
      if (static_cast<size_t>(old) < s.shown_ids.size()) from.columns[i] = s.shown.columns[static_cast<size_t>(old)];
    }
    s.shown = std::move(from);
    for (size_t i = 0; i < s.shown.columns.size() && i < s.target.columns.size(); ++i) {  // as many tiles as now
      s.shown.columns[i].tiles = s.target.columns[i].tiles;
      s.shown.columns[i].hidden = s.target.columns[i].hidden;
    }
    s.shown_version = s.model.version();
    s.settled_at = std::max(s.settled_at, now + kGlide);
  }
  s.shown_ids = std::move(ids);
}

}  // namespace

void edit(const PanelContext& context, engine::Message label, engine::Experiment value, std::string merge_key) {
  context.actions.push(action::Edit{std::move(label), std::move(value), std::move(merge_key)});
}

Areas areas_of(const ui::Rect& area, bool groups) {
  const float margin = area.w < 800 ? 12.0f : 24.0f;
  const float height = std::max(120.0f, area.h - 124);
  Areas a;
  a.loss = {area.right() - margin - kLossWidth, area.y + 48, kLossWidth, height};
  const float names = groups ? 26.0f : 0.0f;
  a.stage = {area.x, area.y + 48 + names, a.loss.x - area.x, height + 24 - names};
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
  const float sideways = io.MouseWheelH + (ui::shift_down() ? io.MouseWheel : 0);
  if (over && sideways != 0) {
    s.camera = free_camera(s);
    s.camera.pan.x += 60 * sideways;
  } else if (over && io.MouseWheel != 0) {
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
  s.pad.lay_out(s.model.contents(), s.areas.stage, s.camera, s.closed, s.model.channels());
  const bool before = s.drag.active();
  s.drag.update(context, s.model, s.closed, s.areas.clip);
  const int open = s.model.columns().size() < 2 ? -1 : s.drag.open_rank(s.model);
  if (open > 0) {
    lay_out_open(s, open);
  } else {
    s.target = s.closed;
  }
  if (s.drag.active() || before) s.settled_at = context.now + kSlide;
  if (s.shown_version != s.model.version()) start_glide(s, context.now);
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
  find_paths(s.model, s.shown, s.paths);
  s.visible.resize(s.shown.columns.size());
  for (size_t i = 0; i < s.visible.size(); ++i) s.visible[i] = s.shown.columns[i].box.overlaps(s.areas.clip);
}

Pointed point(const State& s) {
  Pointed p;
  const ui::Vec at = ui::mouse();
  if (!s.areas.clip.contains(at) || s.drag.active() || s.wire.active() || s.panning || ui::keyboard_taken() ||
      !ImGui::IsWindowHovered())
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
  for (size_t i = 0; i < s.paths.size(); ++i) {
    if (s.paths[i].size() > 1 && ui::distance_to(s.paths[i], at) < 5) p.line = static_cast<int>(i);
  }
  if (p.line >= 0 || s.shown.zoom < ui::kRibbonZoom) return p;
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
