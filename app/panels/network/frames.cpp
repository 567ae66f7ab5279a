// Groups of layers on the canvas: frames, what their names react to, their menu, and the field for a new name.
#include <algorithm>
#include <optional>

#include "app/panels/network/state.h"
#include "app/ui/inline_edit.h"
#include "app/ui/network_canvas_column.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "app/workbench/groups.h"

namespace app::network {
namespace {

constexpr const char* kMenu = "network.group.menu";
constexpr const char* kName = "network.name";
constexpr float kMargin = 7, kTitle = 22;

ui::Rect area_of(const State& s, const Frame& f) {
  float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
  for (const int column : f.columns) {
    const ui::Rect& box = s.shown.columns[static_cast<size_t>(column)].box;
    left = std::min(left, box.x);
    top = std::min(top, box.y);
    right = std::max(right, box.right());
    bottom = std::max(bottom, box.bottom());
  }
  return {left - kMargin, top - kTitle, right - left + 2 * kMargin, bottom - top + kTitle + kMargin - 2};
}

ui::Rect title_of(const ui::Rect& area, bool folds) {
  return {area.x + 2, area.y + 1, std::max(8.0f, area.w - (folds ? 28 : 4)), kTitle - 2};
}

ui::Rect fold_of(const ui::Rect& area) { return {area.right() - 22, area.y + 2, 20, kTitle - 4}; }

// The field for the name stands in the place of the title.
bool is_named(const State& s, const Frame& f) { return s.naming.group == f.group && ui::inline_edit_open(kName); }

bool all_selected(const State& s, const PanelContext& context, const Frame& f) {
  return std::ranges::all_of(f.columns, [&](int column) {
    return context.view.selection.contains(s.model.columns()[static_cast<size_t>(column)].id);
  });
}

void fold(const PanelContext& context, const std::string& group, bool folded) {
  const std::string title = title_of_group(context.view.experiment.network, group);
  edit(context, engine::message(folded ? "Fold {}" : "Unfold {}", title),
       set_folded(context.view.experiment, group, folded));
}

void ungroup_one(const PanelContext& context, const std::string& group) {
  const std::string title = title_of_group(context.view.experiment.network, group);
  edit(context, engine::message("Ungroup {}", title), ungroup(context.view.experiment, group));
}

void select_group(const PanelContext& context, const std::string& group) {
  Selection next;
  if (ui::shift_down()) next = context.view.selection;
  for (const std::string& id : group_members(context.view.experiment.network, group)) {
    if (!next.contains(id)) next.nodes.push_back(id);
  }
  context.actions.push(action::Select{std::move(next)});
}

}  // namespace

void draw_frames(const State& s, const PanelContext& context) {
  const ui::Palette& t = ui::theme();
  for (const Frame& f : s.model.frames()) {
    const ui::Rect area = area_of(s, f);
    if (!area.overlaps(s.areas.clip)) continue;
    const bool selected = all_selected(s, context, f);
    ui::draw::rect_filled(area, ui::with_alpha(t.bg3, 0.35f), 12);
    ui::draw::rect(area, selected ? t.acc : t.line2, 12);
    if (is_named(s, f)) continue;
    const ui::Rect title = title_of(area, f.folds);
    ui::draw::text(
        f.title, {title.x + 8, title.mid_y()},
        {.size = 12, .weight = 600, .colour = selected ? t.acc : t.ink2, .max_width = title.w - 10, .ellipsis = true});
    if (f.folds) ui::icon("minus", fold_of(area).centre(), 14, t.ink3, 2);
  }
}

void react_frames(State& s, const PanelContext& context) {
  for (const Frame& f : s.model.frames()) {
    const ui::Rect area = area_of(s, f);
    if (!area.overlaps(s.areas.clip) || is_named(s, f)) continue;
    if (f.folds) {
      if (ui::hit(f.name_fold.c_str(), fold_of(area), {.focus_radius = 6}).clicked) fold(context, f.group, true);
      ui::tooltip(ui::tr("Fold the group into one column"));
    }
    const ui::Hit title = ui::hit(f.name_title.c_str(), title_of(area, f.folds), {.focus_radius = 6});
    if (title.clicked) select_group(context, f.group);
    if (title.double_clicked) start_naming(s, {{}, f.group}, f.title);
    if (title.right_clicked) open_group_menu(s, f.group, ui::mouse());
    ui::tooltip({.title = f.title, .text = ui::tr("A click selects its layers, a double click gives it a name.")});
  }
}

void unfold(const PanelContext& context, const Column& c) { fold(context, c.group, false); }

void open_group_menu(State& s, const std::string& group, ui::Vec at) {
  s.menu_group = group;
  ui::open_menu(kMenu, at);
}

void group_menu(State& s, const PanelContext& context) {
  if (!ui::menu_is_open(kMenu)) return;
  const engine::NetworkSpec& net = context.view.experiment.network;
  const auto group = std::ranges::find(net.groups, s.menu_group, &engine::GroupSpec::id);
  if (group == net.groups.end()) return;
  const bool folded = group->folded && !face_of(net, group->id).empty();
  const std::vector<std::string> members = group_members(net, group->id);
  const bool stays = std::ranges::any_of(members, [&](const auto& id) { return refuse_delete(net, id).has_value(); });
  const ui::MenuItem items[] = {
      {.label = folded ? ui::tr("Unfold") : ui::tr("Fold"), .disabled = face_of(net, group->id).empty()},
      {.label = ui::tr("Rename"), .icon_name = "pencil"},
      {.label = ui::tr("Ungroup"), .shortcut = "Ctrl+Shift+G"},
      {.label = ui::tr("Delete"), .icon_name = "trash", .disabled = stays, .danger = true, .separator_before = true}};
  const std::string title = title_of_group(net, group->id);
  switch (ui::menu(kMenu, items, 190)) {
    case 0: return fold(context, group->id, !folded);
    case 1: return start_naming(s, {folded ? face_of(net, group->id) : "", group->id}, title);
    case 2: return ungroup_one(context, group->id);
    case 3: return edit(context, engine::message("Delete {}", title), delete_nodes(context.view.experiment, members));
    default: return;
  }
}

void start_naming(State& s, Naming what, const std::string& now) {
  s.naming = std::move(what);
  ui::start_inline_edit(kName, now, "");
}

// The field lies over the title of the frame or of the column.
void react_naming(State& s, const PanelContext& context) {
  if (!ui::inline_edit_open(kName)) return;
  std::optional<ui::Rect> place;
  for (const Frame& f : s.model.frames()) {
    if (s.naming.column.empty() && f.group == s.naming.group) place = title_of(area_of(s, f), false);
  }
  const int column = s.model.column_of(s.naming.column);
  if (column >= 0) place = ui::title_area(s.shown.columns[static_cast<size_t>(column)].box, s.shown.zoom);
  if (!place) return ui::end_inline_edit(kName);  // undone meanwhile
  constexpr float kLeast = 150, kHigh = 26;
  const ui::Rect& clip = s.areas.clip;
  const float width = std::min(std::max(place->w, kLeast), clip.w);
  const float left = std::clamp(place->mid_x() - width / 2, clip.x, std::max(clip.x, clip.right() - width));
  std::string entered;
  if (!ui::inline_edit(kName, {left, place->mid_y() - kHigh / 2, width, kHigh}, {.size = 13, .weight = 600}, &entered))
    return;
  const engine::Experiment& e = context.view.experiment;
  const std::string& group = s.naming.group;
  if (group.empty()) {
    edit(context, engine::message("Rename {}", network::title_of(e.network, s.naming.column)),
         set_name(e, s.naming.column, entered));
  } else {
    edit(context, engine::message("Rename {}", title_of_group(e.network, group)), rename_group(e, group, entered));
  }
}

}  // namespace app::network
