// Draws the columns, their edges and everything between: reacts to nothing.
#include <algorithm>
#include <cmath>

#include "app/panels/network/state.h"
#include "app/panels/panel_titles.h"
#include "app/ui/format.h"
#include "app/ui/icons.h"
#include "app/ui/network_canvas_column.h"
#include "app/ui/network_canvas_drop.h"
#include "app/ui/off_mark.h"
#include "app/ui/plot.h"
#include "app/ui/spotlight.h"
#include "app/ui/widgets.h"

namespace app::network {
namespace {

constexpr double kPulse = 0.6;        // seconds from one column to the next
constexpr double kSlowPace = 60;      // steps a second that the eye can follow
constexpr float kPulseShare = 0.45f;  // of the strength that an edge must have

ui::EdgeLook look_of(const State& s, size_t wire) {
  const ui::EdgeBundle& b = s.pictures.bundles()[wire];
  const int taken = s.drag.column(s.model);
  const bool open = s.drag.open_wire() == static_cast<int>(wire) && s.model.wires()[wire].channel < 0;
  const bool moved = taken >= 0 && (b.from == taken || b.to == taken);
  return {.zoom = s.shown.zoom,
          .opacity = open || moved || !s.story.lights_wire(s.model.wires()[wire].to) ? 0.35f
                     : shows_flow(s)                                                 ? 0.6f
                                                                                     : 1.0f,
          .gradient = s.shown_mode == Mode::gradients,
          .bold = s.shown_mode == Mode::weights || s.story.tells(engine::StoryLine::Tells::update)};
}

ui::WireState state_of(const State& s, size_t wire) {
  const Wire& w = s.model.wires()[wire];
  const Column& to = s.model.columns()[static_cast<size_t>(w.to)];
  const bool complete = std::find(to.wired.begin(), to.wired.end(), false) == to.wired.end();
  if (!to.error.empty() && complete) return ui::WireState::broken;
  return s.pointed.line == static_cast<int>(wire) ? ui::WireState::hovered : ui::WireState::normal;
}

void draw_wires(State& s, const PanelContext& context) {
  const bool ribbons = s.shown.zoom < ui::kRibbonZoom;
  for (size_t i = 0; i < s.model.wires().size() && i < s.pictures.bundles().size(); ++i) {
    const Wire& w = s.model.wires()[i];
    if (w.to < 0 || s.wire.holds(w.gap)) continue;
    const ui::ColumnPlace& from = s.shown.columns[static_cast<size_t>(w.from)];
    const ui::ColumnPlace& to = s.shown.columns[static_cast<size_t>(w.to)];
    const ui::EdgeBundle& b = s.pictures.bundles()[i];
    const bool broken = state_of(s, i) == ui::WireState::broken;
    if (broken && w.channel < 0) {
      ui::broken_wire(ui::output_port(from) + ui::Vec{4, 0},
                      ui::input_port(to, w.port, s.model.columns()[static_cast<size_t>(w.to)].ports));
    } else if (!w.weights || b.edges.empty() || b.to != w.to || b.from != w.from) {
      const float opacity = look_of(s, i).opacity;
      ui::draw_wire(w.weights ? path_of(s.model, s.shown, w) : s.paths[i], s.shown.zoom, state_of(s, i), opacity);
    } else if (ribbons) {
      ui::draw_ribbon(b, from, to, look_of(s, i));
    } else {
      ui::draw_bundle(b, from, to, look_of(s, i));
    }
  }
  if (s.pointed.wire >= 0 && !context.view.snapshot.tensors.empty()) {
    const auto i = static_cast<size_t>(s.pointed.wire);
    const ui::EdgeBundle& b = s.pictures.bundles()[i];
    ui::draw_hovered(b.edges[static_cast<size_t>(s.pointed.edge)], s.shown.columns[static_cast<size_t>(b.from)],
                     s.shown.columns[static_cast<size_t>(b.to)], look_of(s, i));
  }
}

// Ports are seen where they are needed: at the column under the pointer, while a wire is in the hand, and where a wire
// is missing.
void draw_ports(const State& s) {
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    if (!s.visible[i]) continue;
    const Column& c = s.model.columns()[i];
    const ui::ColumnPlace& place = s.shown.columns[i];
    const bool shows = s.wire.active() || s.hovered_column == static_cast<int>(i);
    const auto port = [&](ui::Vec at, bool missing) {
      const bool lit = shows && std::hypot(ui::mouse().x - at.x, ui::mouse().y - at.y) < 12;
      if (shows || missing) ui::draw_port(at, s.shown.zoom, lit, missing);
    };
    if (!s.wire.active()) port(ui::output_port(place), false);
    for (int k = 0; k < c.ports; ++k) port(ui::input_port(place, k, c.ports), !c.wired[static_cast<size_t>(k)]);
  }
}

// A few dots along the strongest edges of each gap, while steps can be followed by eye.
void draw_pulses(State& s, const PanelContext& context) {
  const View& v = context.view;
  const bool slow = v.playing && v.pace > 0 && v.pace <= kSlowPace && s.shown.zoom >= ui::kRibbonZoom;
  if (!slow || ui::reduce_motion() || s.drag.active()) {
    s.pulses = {};
    return;
  }
  if (v.snapshot.step != s.pulses.step && context.now - s.pulses.began > kPulse) {
    s.pulses.began = context.now;
    s.pulses.step = v.snapshot.step;
  }
  const double age = (context.now - s.pulses.began) / kPulse;
  if (age > 1) return;
  const auto t = static_cast<float>(1 - (1 - age) * (1 - age));
  for (const ui::EdgeBundle& b : s.pictures.bundles()) {
    if (b.identity || b.edges.empty()) continue;
    const size_t most = std::min<size_t>(b.edges.size(), 3);
    for (size_t k = 0; k < most; ++k) {
      const ui::CanvasEdge& e = b.edges[b.edges.size() - 1 - k];
      if (e.strength < kPulseShare) break;
      const ui::EdgeCurve c =
          ui::edge_curve(e, s.shown.columns[static_cast<size_t>(b.from)], s.shown.columns[static_cast<size_t>(b.to)]);
      ui::draw::circle_filled(c.at(t), 4, ui::theme().cv);
      ui::draw::circle_filled(c.at(t), 3, ui::theme().ink);
    }
  }
  ui::request_frame();
}

void draw_foot(const Column& c, const ui::Rect& box, float zoom) {
  const ui::Rect chip = ui::chip_area(box, zoom);
  const bool hot = c.activation && ImGui::IsWindowHovered() && chip.contains(ui::mouse());
  const ui::Palette& t = ui::theme();
  if (c.chip.empty()) return;
  ui::draw::rect_filled(chip, hot ? t.bg3 : t.bg2, 6);
  ui::draw::rect(chip, hot ? t.line2 : t.line, 6);
  ui::Text look{.size = 12,
                .weight = 600,
                .mono = !c.activation,
                .colour = t.ink,
                .align = ui::Align::centre,
                .max_width = chip.w - 4,
                .ellipsis = true};
  const bool picture = c.activation && !c.activation->per_row && ui::text_width(c.chip, look) + 30 <= chip.w;
  if (!picture) {
    ui::draw::text(c.chip, chip.centre(), look);
    return;
  }
  const engine::ActivationType* f = c.activation;
  const float a = c.activation_parameter;
  ui::activation_thumb(
      {chip.x + 6, chip.y + 5, 18, chip.h - 10},
      [f, a](float z) {
        const auto in = static_cast<engine::Scalar>(z);
        engine::Scalar out = 0;
        f->forward(&in, &out, 1, 1, static_cast<engine::Scalar>(a));
        return static_cast<float>(out);
      },
      t.ink2, 1.8f);
  look.align = ui::Align::left;
  ui::draw::text(c.chip, {chip.x + 28, chip.mid_y()}, look);
}

void draw_foot_button(const ui::Rect& box, float zoom, ui::Button look) {
  const ui::Rect r = ui::chip_area(box, zoom);
  const bool hot = ImGui::IsWindowHovered() && r.contains(ui::mouse());
  look.size = 13;
  look.icon_size = look.label.empty() ? 16.0f : 12.0f;
  look.radius = 6;
  ui::draw_button(r, look, hot ? ui::ButtonState::hover : ui::ButtonState::normal);
}

void draw_tiles(State& s, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::ColumnPlace& p = s.shown.columns[i];
  const float zoom = s.shown.zoom;
  for (int k = 0; k < p.tiles; ++k) {
    const ui::Rect r = p.tile_at(k);
    const bool hot = s.pointed.column == static_cast<int>(i) && s.pointed.tile == k;
    ui::tile_ground(r);
    if (p.hidden > 0 && k == p.tiles - 1) {
      const bool over = ImGui::IsWindowHovered() && r.contains(ui::mouse());
      ui::more_tile(r, zoom, "+" + ui::format_short(static_cast<double>(p.hidden)), over);
      continue;
    }
    s.pictures.draw_tile(i, k, r, s.shown_mode);
    const bool one = tiles_are_units(c);
    if (one && is_masked(c.masks, MaskKind::off_unit, k)) ui::off_mark(r, ui::tile_radius(r));
    ui::tile_frame(r, hot);
    if (one && is_masked(c.masks, MaskKind::frozen_unit, k)) ui::frozen_mark(r, ui::tile_radius(r));
    if (static_cast<size_t>(k) < c.labels.size()) ui::tile_label(r, p.box, zoom, c.labels[static_cast<size_t>(k)]);
  }
}

bool has(const std::vector<std::string>& ids, const std::string& id) { return std::ranges::find(ids, id) != ids.end(); }

void draw_glass(State& s, const PanelContext& context, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::Rect& box = s.shown.columns[i].box;
  const bool taken = s.drag.column(s.model) == static_cast<int>(i);
  const bool selected =
      std::ranges::any_of(c.members, [&](const auto& id) { return context.view.selection.contains(id); });
  if (selected && context.view.presenting) ui::light(box.grown(6));
  if (!c.group.empty()) {  // more of them behind
    ui::draw::rect_filled(box.shifted(4, -4), ui::theme().bg2, 12 * std::min(1.0f, s.shown.zoom));
    ui::draw::rect(box.shifted(4, -4), ui::theme().line2, 12 * std::min(1.0f, s.shown.zoom));
  }
  ui::glass_column(box, s.shown.zoom,
                   taken                                     ? ui::ColumnState::ghost
                   : !c.error.empty()                        ? ui::ColumnState::failed
                   : selected                                ? ui::ColumnState::selected
                   : s.hovered_column == static_cast<int>(i) ? ui::ColumnState::hovered
                                                             : ui::ColumnState::normal);
  if (s.story.lights(i)) ui::draw::rect(box, s.story.colour(), 12 * std::min(1.0f, s.shown.zoom), 2);
  if (c.frozen) ui::draw::dashed_rect(box.inset(3), ui::theme().line2, 10, 1, 4, 4);
  const auto& named = context.view.diagnosis.nodes;
  const bool advice = context.view.diagnosis.kind == engine::Diagnosis::Kind::advice;
  const bool is_named = std::ranges::any_of(named, [&](const auto& id) { return has(c.members, id); });
  if (advice && is_named) ui::draw::circle_filled({box.right() - 7, box.y + 7}, 4, ui::theme().warn);
}

void draw_words(State& s, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::ColumnPlace& p = s.shown.columns[i];
  const float zoom = s.shown.zoom;
  const ui::Colour title = c.error.empty() ? 0 : ui::theme().err;
  if (s.pad.is_column(i)) return ui::column_title(p.box, 1, c.title);
  if (ui::controls_fit(zoom)) {
    const ui::Text usual{.size = ui::canvas_text(12, zoom), .weight = 600};
    const bool fits = ui::text_width(c.title, usual) <= p.box.w - 8;
    ui::column_title(p.box, zoom, fits ? c.title : shortest_title(c.title), title);
  } else {
    ui::column_glyph(p.box, zoom, c.glyph, title);
  }
  if (!c.error.empty()) {
    const ui::Rect room = p.box.inset(6).shifted(0, 60 * zoom);
    if (!ui::controls_fit(zoom)) return;
    ui::icon("ban", {p.box.mid_x(), p.box.y + 46 * zoom}, 20, ui::theme().err, 2.2f);
    ui::draw::push_clip(p.box);
    ui::draw::text_block(c.error, room, {.size = 12, .colour = ui::theme().ink2, .align = ui::Align::centre});
    ui::draw::pop_clip();
    return;
  }
  if (!ui::controls_fit(zoom)) return;
  if (!c.steppable) ui::column_units(p.box, zoom, c.count);
  if (c.is_input && s.model.plane()) {
    draw_foot_button(p.box, zoom, {.icon_name = "plus", .label = "x²", .mono = true});
  } else if (c.is_input && s.pad.offered()) {
    draw_foot_button(p.box, zoom, {.icon_name = "pencil"});
  } else {
    draw_foot(c, p.box, zoom);
  }
}

void draw_shapes(State& s, const PanelContext& context) {
  const ui::Text look{.size = ui::canvas_text(14, s.shown.zoom), .weight = 600, .mono = true};
  struct Cell {
    float left = 0, right = 0;  // of the text
    bool any = false;
  };
  std::vector<Cell> cells;   // by rank, of the line below all columns
  ui::Vec before{-1e9f, 0};  // right end of the last label that was drawn
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    const Column& c = s.model.columns()[i];
    const std::string_view shape = c.shape.empty() ? std::string_view("?") : std::string_view(c.shape);
    const ui::Vec at{s.shown.columns[i].box.mid_x(), s.shown.columns[i].shape_y};
    const float width = ui::text_width(shape, look);
    const bool touches = at.y == before.y && at.x - width / 2 < before.x + 6;
    if (touches) continue;  // said by the tooltip of the column
    before = {at.x + width / 2, at.y};
    ui::shape_text(at, s.shown.zoom, shape, c.error.empty() ? 0 : ui::theme().err);
    if (c.lane + 1 < c.lanes) continue;
    const auto rank = static_cast<size_t>(c.rank);
    cells.resize(std::max(cells.size(), rank + 1));
    cells[rank] = {at.x - width / 2, at.x + width / 2, true};
  }
  const float y = s.shown.shape_y;
  for (size_t rank = 1; rank < cells.size(); ++rank) {
    const Cell &a = cells[rank - 1], &b = cells[rank];
    if (!a.any || !b.any) continue;
    if (s.drag.open_rank(s.model) == static_cast<int>(rank)) {
      const float half = s.slot.w / 2;
      ui::shape_arrow({a.right + 14, y}, {s.slot.mid_x() - half, y}, s.shown.zoom);
      ui::shape_arrow({s.slot.mid_x() + half, y}, {b.left - 14, y}, s.shown.zoom);
    } else {
      ui::shape_arrow({a.right + 14, y}, {b.left - 14, y}, s.shown.zoom);
    }
  }
  const char* word = ui::tr("shape");
  if (!cells.empty() && context.area.x + 20 + ui::text_width(word, {.size = 12}) < cells[0].left)
    ui::draw::text(word, {context.area.x + 12, y}, {.size = 12, .colour = ui::theme().ink3});
}

void draw_selection_box(const State& s) {
  if (!s.selecting) return;
  const ui::Vec a = s.select_from, b = ui::mouse();
  const ui::Rect r{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
  ui::draw::rect_filled(r, ui::with_alpha(ui::theme().acc, 0.08f), 4);
  ui::draw::rect(r, ui::theme().acc, 4);
}

}  // namespace

void draw_stage(State& s, const PanelContext& context) {
  ui::draw::push_clip(s.areas.clip);
  draw_frames(s, context);
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    if (s.visible[i]) draw_glass(s, context, i);
  }
  if (s.drag.active()) s.drag.draw_slot(s.model, s.shown, s.slot);
  if (shows_flow(s)) draw_flows(s);
  draw_wires(s, context);
  draw_pulses(s, context);
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    if (!s.model.columns()[i].is_output) continue;
    const ui::ColumnPlace& last = s.shown.columns[i];
    const float from = last.tiles == 1 && last.tall == 0 ? last.first.x + last.tile + 1 : last.box.right() + 2;
    ui::output_arrow({from, last.mid_y()}, {s.areas.loss.x - 2, last.mid_y()}, "ŷ");
  }
  for (size_t i = 0; i < s.shown.columns.size(); ++i) {
    if (!s.visible[i]) continue;
    if (s.model.columns()[i].error.empty() && !s.pad.is_column(i)) draw_tiles(s, i);
    draw_words(s, i);
  }
  if (is_near(s)) draw_numbers(s, context);
  draw_shapes(s, context);
  if (shows_flow(s)) label_flows(s);
  if (!s.drag.active()) draw_ports(s);
  s.wire.draw(s.model, s.shown);
  if (s.drag.active()) s.drag.draw_joints(s.model, s.shown, s.areas.clip);
  draw_selection_box(s);
  ui::draw::pop_clip();
}

}  // namespace app::network
