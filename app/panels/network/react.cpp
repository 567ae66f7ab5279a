// What the canvas does when it is pointed at, pressed and dragged. Draws only the steppers, which are controls.
#include <algorithm>
#include <cmath>

#include "app/panels/network/state.h"
#include "app/ui/chord.h"
#include "app/ui/format.h"
#include "app/ui/hover.h"
#include "app/ui/item_registry.h"
#include "app/ui/lint.h"
#include "app/ui/network_canvas_column.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"

namespace app::network {
namespace {

constexpr float kDragStart = 5;

bool dragged_far() { return ImGui::GetIO().MouseDragMaxDistanceSqr[0] > kDragStart * kDragStart; }

void name_item(const std::string& name, const ui::Rect& r) {
  if (ui::items::enabled()) ui::item(name, ui::px(r.min()), ui::px(r.max()));
}

void select(const PanelContext& context, const Column& c) {
  Selection next = context.view.selection;
  const bool take_off = ui::shift_down() && next.contains(c.id);
  if (!ui::shift_down()) next.nodes.clear();
  for (const std::string& id : c.members) {
    std::erase(next.nodes, id);
    if (!take_off) next.nodes.push_back(id);
  }
  if (!(next == context.view.selection)) context.actions.push(action::Select{std::move(next)});
}

// A double click, and Enter on the selected layer, open it; a folded group is unfolded.
void open_layer(const PanelContext& context, const Column& c) {
  if (!c.group.empty()) return unfold(context, c);
  context.actions.push(action::Select{Selection{{c.id}}});
  context.actions.push(action::OpenLayer{c.id, ""});
}

// The column that the selection is: one layer, or all of a folded group. -1: none.
int selected_column(const State& s, const PanelContext& context) {
  const Selection& chosen = context.view.selection;
  const int column = chosen.nodes.empty() ? -1 : s.model.column_of(chosen.nodes.front());
  if (column < 0) return -1;
  const Column& c = s.model.columns()[static_cast<size_t>(column)];
  const bool all =
      std::ranges::all_of(chosen.nodes, [&](const auto& id) { return std::ranges::count(c.members, id) > 0; });
  return all ? column : -1;
}

void open_by_key(const State& s, const PanelContext& context) {
  const int column = selected_column(s, context);
  if (column < 0 || ui::keyboard_taken() || context.view.dialog != Dialog::none) return;
  if (!ui::key_pressed(ui::Key::enter, false)) return;
  const Column& c = s.model.columns()[static_cast<size_t>(column)];
  if (ui::has_focus(c.name_title) || !ui::focus_uses(ui::Key::enter)) open_layer(context, c);
}

// M opens the menu of the selected layer.
void menu_by_key(State& s, const PanelContext& context) {
  const int column = selected_column(s, context);
  if (column < 0 || static_cast<size_t>(column) >= s.shown.columns.size() || !ui::chord("M")) return;
  const ui::Rect& box = s.shown.columns[static_cast<size_t>(column)].box;
  const std::string& group = s.model.columns()[static_cast<size_t>(column)].group;
  if (!group.empty()) return open_group_menu(s, group, {box.mid_x(), box.y + 28});
  s.menu_node = s.model.columns()[static_cast<size_t>(column)].id;
  s.menu_unit = -1;
  s.menu_at = {box.mid_x(), box.y + 28};
  ui::open_menu("network.menu", s.menu_at);
}

void react_stepper(State& s, const PanelContext& context, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::Vec centre = ui::stepper_centre(s.shown.columns[i].box, s.shown.zoom);
  int64_t units = c.last_axis;
  const float spread = 24 * std::clamp(s.shown.zoom, 0.75f, 1.4f);
  const ui::Stepper look{.minimum = 1, .maximum = c.most_units, .spread = spread};
  const ui::Change change = ui::mini_stepper(c.name_units.c_str(), centre, &units, look);
  name_item(c.name_minus, {centre.x - spread - 10, centre.y - 10, 20, 20});
  name_item(c.name_plus, {centre.x + spread - 10, centre.y - 10, 20, 20});
  if (change.changed)
    edit(context, engine::message("Units of {}", c.title), set_units(context.view.experiment, c.id, units),
         c.name_units);
  if (change.committed) context.actions.push(action::Commit{});
}

void react_foot(State& s, const PanelContext& context, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::Rect chip = ui::chip_area(s.shown.columns[i].box, s.shown.zoom);
  if (c.is_input && s.model.plane()) {
    if (ui::hit("network.features", chip, {.focus_radius = 6}).clicked)
      ui::open_menu("network.features", {chip.x, chip.bottom()});
    if (!ui::menu_is_open("network.features")) ui::tooltip(ui::tr("Features that are made from x₁ and x₂"));
  } else if (c.is_input && s.pad.offered() && !s.pad.is_column(i)) {
    if (ui::hit("network.pad.open", chip, {.focus_radius = 6}).clicked) s.pad.set_open(true);
    ui::tooltip(ui::tr("Draw a picture for the network here"));
  } else if (!c.group.empty()) {
    if (ui::hit(c.name_activation.c_str(), chip, {.focus_radius = 6}).clicked) unfold(context, c);
    ui::tooltip(ui::tr("Unfold the group"));
  } else if (c.activation) {
    if (ui::hit(c.name_activation.c_str(), chip, {.focus_radius = 6}).clicked)
      ui::open_menu(c.name_activation.c_str(), {chip.x, chip.bottom()});
  }
}

void react_tiles(State& s, const PanelContext& context, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::ColumnPlace& p = s.shown.columns[i];
  for (int k = 0; k < p.tiles; ++k) {
    const ui::Rect r = p.tile_at(k);
    if (p.hidden > 0 && k == p.tiles - 1) {
      if (ui::hit(c.name_more.c_str(), r).clicked) s.units.open(c, r);
      continue;
    }
    if (static_cast<size_t>(k) >= c.name_unit.size()) break;
    const ui::Hit h = ui::hit(c.name_unit[static_cast<size_t>(k)].c_str(), r, {.focusable = false});
    if (h.clicked) select(context, c);
    if (h.double_clicked) open_layer(context, c);
    if (h.right_clicked) s.menu_node = c.id;
  }
}

// The discs at the sides of a column: a wire is pulled from the right one, or taken off the left ones.
void react_ports(State& s, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::ColumnPlace& place = s.shown.columns[i];
  const float side = 18 * std::clamp(s.shown.zoom, 0.6f, 1.0f);
  const auto around = [side](ui::Vec at) { return ui::Rect{at.x - side / 2, at.y - side / 2, side, side}; };
  const ui::Hit out = ui::hit(c.name_output.c_str(), around(ui::output_port(place)), {.focusable = false});
  if (out.hovered && !s.wire.active()) ui::tooltip(ui::tr("Drag a wire from here to the input of another layer."));
  if (out.hovered) s.hovered_column = static_cast<int>(i);
  if (out.held && dragged_far() && !s.wire.active()) s.wire.pull(c.id);
  for (int port = 0; port < c.ports; ++port) {
    const auto k = static_cast<size_t>(port);
    const ui::Hit in =
        ui::hit(c.name_port[k].c_str(), around(ui::input_port(place, port, c.ports)), {.focusable = false});
    if (in.hovered) s.hovered_column = static_cast<int>(i);
    if (in.hovered && !s.wire.active()) {
      const char* help = c.wired[k] ? ui::tr("Drag the end of the wire off to remove it, or to another input.")
                                    : ui::tr("A wire must end here: drag one from the output of a layer.");
      ui::tooltip({.title = c.port_names[k], .text = help});
    }
    if (!in.held || !dragged_far() || s.wire.active()) continue;
    for (const Wire& w : s.model.wires()) {
      if (w.gap.to == c.id && w.gap.port == port) s.wire.take_off(w.gap);
    }
  }
}

void react_repair(const State& s, const PanelContext& context, size_t i) {
  const Column& c = s.model.columns()[i];
  const Repair* repair = nullptr;
  for (const std::string& id : c.members) repair = repair ? repair : s.mender.repair_of(id);
  if (c.error.empty() || !repair || !ui::controls_fit(s.shown.zoom)) return;
  const ui::Rect& box = s.shown.columns[i].box;
  const std::string label = ui::tr(repair->label);
  const float wanted = ui::text_width(label, {.size = 13, .weight = 600}) + 20;
  // Wider than the column where the words need it; it lies over the wires.
  const float width = std::max(box.w - 8, wanted);
  const ui::Rect r{box.mid_x() - width / 2, box.bottom() - 38, width, 30};
  ui::draw::rect_filled(r, ui::theme().cv, 8);
  ui::lint::uncover(r);  // it lies over what stands at the feet of its neighbours
  if (ui::button(c.name_repair.c_str(), r, {.label = label, .kind = ui::ButtonKind::primary, .size = 13}))
    edit(context, repair->label, repair->value);
}

ui::Tip column_tip(const Column& c) {
  ui::Tip tip{.title = c.title, .text = c.error, .rows = {{ui::tr("shape"), c.shape.empty() ? "?" : c.shape, 0}}};
  if (c.weights > 0) tip.rows.push_back({ui::tr("parameters"), ui::format_count(c.weights), 0});
  if (c.error.empty())
    tip.text =
        c.group.empty() ? ui::tr("A double click shows what goes on inside.") : ui::tr("A double click unfolds it.");
  tip.rows_in_line = false;
  return tip;
}

void react_column(State& s, const PanelContext& context, size_t i) {
  const Column& c = s.model.columns()[i];
  const ui::Rect& box = s.shown.columns[i].box;
  const ui::Hit title = ui::hit(c.name_title.c_str(), ui::title_area(box, s.shown.zoom), {.focus_radius = 8});
  if (title.hovered || title.held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (title.held && dragged_far() && !s.drag.active()) s.drag.take_column(c.id, ImGui::GetIO().KeyAlt);
  const ui::Hit body = ui::hit(c.name_column.c_str(), box, {.focusable = false});
  if ((title.clicked || body.clicked) && !(dragged_far() && title.released)) select(context, c);
  if (title.double_clicked || body.double_clicked) open_layer(context, c);
  if (title.right_clicked || body.right_clicked) s.menu_node = c.id;
  if (title.hovered && !s.drag.active() && !s.wire.active()) ui::tooltip_at(c.name_title, ui::mouse(), column_tip(c));
  if (title.hovered || body.hovered || s.pointed.column == static_cast<int>(i)) s.hovered_column = static_cast<int>(i);
}

// The weight of the edge that was pressed.
void open_weight(State& s) {
  const auto wire = static_cast<size_t>(s.pressed.wire), edge = static_cast<size_t>(s.pressed.edge);
  if (wire >= s.pictures.bundles().size() || edge >= s.pictures.bundles()[wire].edges.size()) return;
  const ui::EdgeBundle& b = s.pictures.bundles()[wire];
  const ui::CanvasEdge& e = b.edges[edge];
  const ui::Vec at = ui::mouse();
  s.weight.open(s.model.columns()[static_cast<size_t>(b.to)].id, e.to_unit, e.from_unit, {at.x - 8, at.y - 8, 16, 16});
}

// Edges have names for scripts, on a spot of their curve.
void name_edges(const State& s) {
  if (!ui::items::enabled() || s.shown.zoom < ui::kRibbonZoom) return;
  for (size_t i = 0; i < s.pictures.bundles().size() && i < s.model.wires().size(); ++i) {
    const ui::EdgeBundle& b = s.pictures.bundles()[i];
    if (b.identity || static_cast<size_t>(std::max(b.from, b.to)) >= s.shown.columns.size()) continue;
    for (const ui::CanvasEdge& e : b.edges) {
      const ui::Vec at =
          ui::edge_curve(e, s.shown.columns[static_cast<size_t>(b.from)], s.shown.columns[static_cast<size_t>(b.to)])
              .at(0.25f);
      name_item("network.edge." + s.model.columns()[static_cast<size_t>(b.to)].id + "." + std::to_string(e.to_unit) +
                    "." + std::to_string(e.from_unit),
                {at.x - 2, at.y - 2, 4, 4});
    }
  }
}

// Press on the ground: nothing is selected; a drag selects what its box touches.
void react_ground(State& s, const PanelContext& context) {
  const ui::Hit ground = ui::hit("network.canvas", s.areas.clip, {.focusable = false});
  if (ground.pressed) {
    s.select_from = ui::mouse();
    s.pressed = s.pointed;
  }
  if (ground.held && dragged_far() && !s.wire.active()) s.selecting = true;
  if (!ground.released) return;
  if (!s.selecting && s.pressed.wire >= 0) return open_weight(s);
  Selection next;
  if (s.selecting) {
    const ui::Vec a = s.select_from, b = ui::mouse();
    const ui::Rect box{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
    for (size_t i = 0; i < s.shown.columns.size(); ++i) {
      const Column& c = s.model.columns()[i];
      if (s.shown.columns[i].box.overlaps(box)) next.nodes.insert(next.nodes.end(), c.members.begin(), c.members.end());
    }
  }
  s.selecting = false;
  if (!(next == context.view.selection)) context.actions.push(action::Select{std::move(next)});
}

std::string unit_name(const Column& c, int64_t unit) {
  if (c.units <= 1) return c.title;
  const auto at = static_cast<size_t>(unit);
  return c.title + " · " + (c.is_input && at < c.labels.size() ? c.labels[at] : std::to_string(unit + 1));
}

void edge_tip(const State& s, const PanelContext& context) {
  const ui::EdgeBundle& b = s.pictures.bundles()[static_cast<size_t>(s.pointed.wire)];
  const ui::CanvasEdge& e = b.edges[static_cast<size_t>(s.pointed.edge)];
  const Column &from = s.model.columns()[static_cast<size_t>(b.from)],
               &to = s.model.columns()[static_cast<size_t>(b.to)];
  float weight = 0, gradient = 0;
  bool has_gradient = false;
  if (!Pictures::weight_at(context.view, to, e.to_unit, e.from_unit, &weight, &gradient, &has_gradient)) return;
  ui::Tip tip{.title = unit_name(from, e.from_unit) + " → " + unit_name(to, e.to_unit), .rows = {}};
  tip.rows.push_back({"w", ui::format_signed(weight), weight < 0 ? ui::theme().tip_neg : ui::theme().tip_pos});
  if (has_gradient) tip.rows.push_back({"g", ui::format_signed(gradient), ui::theme().tip_grad});
  if (e.off) tip.text = ui::tr("Switched off: it counts for nothing.");
  if (e.held && !e.off) tip.text = ui::tr("Held at this value");
  if (e.of > 1) tip.text = ui::tr_fill("The largest of {} weights.", {ui::format_count(e.of)});
  const std::string key = to.id + std::to_string(e.to_unit * 100000 + e.from_unit);
  ui::tooltip_at(key, ui::mouse(), tip);
}

void unit_tip(const State& s, const PanelContext& context) {
  const Column& c = s.model.columns()[static_cast<size_t>(s.pointed.column)];
  const UnitFacts f = Pictures::facts(context.view, c, s.pointed.tile);
  ui::Tip tip{.title = unit_name(c, s.pointed.tile), .rows = {}, .rows_in_line = false};
  if (f.has_range) {
    const std::string range = ui::format_number(f.low) + " … " + ui::format_number(f.high);
    tip.rows.push_back({ui::tr("output"), range, 0});
  }
  if (f.has_bias)
    tip.rows.push_back(
        {ui::tr("bias"), ui::format_signed(f.bias), f.bias < 0 ? ui::theme().tip_neg : ui::theme().tip_pos});
  if (f.has_gradient) tip.rows.push_back({"|g|", ui::format_number(f.gradient_norm), ui::theme().tip_grad});
  const bool one = tiles_are_units(c);
  if (one && is_masked(c.masks, MaskKind::off_unit, s.pointed.tile)) {
    tip.text = ui::tr("Switched off: it counts for nothing.");
  } else if (one && is_masked(c.masks, MaskKind::frozen_unit, s.pointed.tile)) {
    tip.text = ui::tr("Frozen: its weights do not move.");
  }
  if (!tip.rows.empty()) ui::tooltip_at(c.name_unit[static_cast<size_t>(s.pointed.tile)], ui::mouse(), tip);
}

void name_gaps(const State& s) {
  if (!ui::items::enabled()) return;
  for (const Wire& w : s.model.wires()) {
    if (w.to < 1) {
      name_item(w.name, s.areas.stage);
      continue;
    }
    const std::vector<ui::Vec> path = path_of(s.model, s.closed, w);
    const ui::Rect& b = s.closed.columns[static_cast<size_t>(w.to)].box;
    if (w.channel >= 0) {
      const ui::Vec middle = path[path.size() / 2];
      name_item(w.name, {middle.x - 4, middle.y - 4, 8, 8});
    } else {
      const float left = path.front().x;
      name_item(w.name, {left, b.y, b.x - left, b.h});
    }
  }
}

}  // namespace

void react(State& s, const PanelContext& context) {
  s.hovered_column = -1;
  s.menu_node = ui::menu_is_open("network.menu") ? s.menu_node : "";
  const std::string menu_before = s.menu_node;
  ui::draw::push_clip(s.areas.clip);
  const bool network = s.model.columns().size() >= 2;
  react_naming(s, context);  // first: the field lies over the rest
  for (size_t i = 0; network && i < s.shown.columns.size(); ++i) {
    if (s.visible[i]) react_ports(s, i);
  }
  for (size_t i = 0; network && i < s.shown.columns.size(); ++i) {
    if (!s.visible[i]) continue;
    react_repair(s, context, i);
    const bool fits = ui::controls_fit(s.shown.zoom) && s.model.columns()[i].error.empty();
    if (fits && s.model.columns()[i].steppable) react_stepper(s, context, i);
    if (fits) react_foot(s, context, i);
    if (s.pad.is_column(i)) {
      s.pad.draw(context, s.shown.columns[i].box);
    } else {
      react_tiles(s, context, i);
    }
    react_column(s, context, i);
  }
  if (network) react_frames(s, context);
  react_ground(s, context);
  if (network) open_by_key(s, context);
  ui::draw::pop_clip();
  name_gaps(s);
  name_edges(s);
  if (s.wire.update(context, s.model, s.shown, s.areas.clip)) s.picker.open(s.wire.dropped_from(), s.wire.dropped_at());
  const int column = s.menu_node != menu_before ? s.model.column_of(s.menu_node) : -1;
  if (column >= 0) {
    if (!context.view.selection.contains(s.menu_node))
      context.actions.push(action::Select{Selection{s.model.columns()[static_cast<size_t>(column)].members}});
    const std::string& group = s.model.columns()[static_cast<size_t>(column)].group;
    s.menu_at = ui::mouse();
    s.menu_unit = s.pointed.column >= 0 && tiles_are_units(s.model.columns()[static_cast<size_t>(s.pointed.column)])
                      ? s.pointed.tile
                      : -1;
    if (group.empty()) {
      ui::open_menu("network.menu", s.menu_at);
    } else {
      s.menu_node.clear();
      open_group_menu(s, group, s.menu_at);
    }
  }
  menu_by_key(s, context);
  feature_menu(s, context);
  activation_menus(s, context);
  column_menu(s, context);
  group_menu(s, context);
}

void show_tips(State& s, const PanelContext& context) {
  ui::hovered_unit() = {};
  if (s.pointed.wire >= 0) {
    edge_tip(s, context);
  } else if (s.pointed.tile >= 0) {
    ui::hovered_unit() = {s.model.columns()[static_cast<size_t>(s.pointed.column)].id, s.pointed.tile};
    unit_tip(s, context);
  }
}

}  // namespace app::network
