// The menus of the canvas: features of the input, activation of a column, what can be done with a column.
#include <algorithm>
#include <functional>

#include "app/panels/network/state.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
#include "app/workbench/groups.h"
#include "engine/data/steps.h"

namespace app::network {

void feature_menu(State& s, const PanelContext& context) {
  if (!s.model.plane() || !ui::menu_is_open("network.features")) return;
  const std::vector<std::string>& all = engine::feature_ids();
  const std::vector<std::string> chosen = engine::features_of(context.view.experiment.data);
  const auto has = [&](const std::string& id) { return std::find(chosen.begin(), chosen.end(), id) != chosen.end(); };
  std::vector<ui::MenuItem> items;
  for (const std::string& id : all) {
    const bool on = has(id);
    items.push_back({.label = feature_label(id), .disabled = on && chosen.size() == 1, .checked = on});
  }
  const int picked = ui::menu("network.features", items, 140);
  if (picked < 0) return;
  const std::string& id = all[static_cast<size_t>(picked)];
  engine::Experiment next = context.view.experiment;
  std::vector<std::string> wanted;
  for (const std::string& other : all) {  // always in the order of the list
    if (has(other) != (other == id)) wanted.push_back(other);
  }
  engine::set_features(next.data, wanted);
  const char* label = has(id) ? "Remove input {}" : "Add input {}";
  edit(context, engine::message(label, feature_label(id)), std::move(next));
}

void activation_menus(State& s, const PanelContext& context) {
  for (const Column& c : s.model.columns()) {
    if (!c.activation || !ui::menu_is_open(c.name_activation.c_str())) continue;
    const auto& all = engine::activations().entries();
    std::vector<ui::MenuItem> items;
    for (const engine::ActivationType* type : all)
      items.push_back({.label = ui::tr(type->title), .checked = type == c.activation});
    const int picked = ui::menu(c.name_activation.c_str(), items, 140);
    if (picked < 0 || all[static_cast<size_t>(picked)] == c.activation) continue;
    const engine::ActivationType* type = all[static_cast<size_t>(picked)];
    edit(context, engine::message("Activation of {}", c.title),
         set_node_param(context.view.experiment, c.id, c.activation_key, type->id));
    return;
  }
}

namespace {

// What a menu can do; the order of the rows is that of the list.
struct Choice {
  ui::MenuItem item;
  std::function<void()> run;
};

// Of the unit that the menu was opened on, and of single units of the layer.
void unit_choices(State& s, const PanelContext& context, const Column& c, std::vector<Choice>& list) {
  const engine::NodeInfo& info = context.view.info.nodes[c.node];
  const int64_t unit = s.menu_unit;
  const std::string number = std::to_string(unit + 1);
  if (unit >= 0 && unit < choices_of(info, MaskKind::off_unit)) {
    const bool off = is_masked(c.masks, MaskKind::off_unit, unit);
    const bool frozen = is_masked(c.masks, MaskKind::frozen_unit, unit);
    list.push_back({{.label = ui::tr_fill(off ? "Switch on unit {}" : "Switch off unit {}", {number}),
                     .icon_name = "ban",
                     .checked = off},
                    [=, &context] { toggle_masked(context, c.id, MaskKind::off_unit, unit); }});
    if (unit < choices_of(info, MaskKind::frozen_unit)) {
      list.push_back({{.label = ui::tr_fill(frozen ? "Train unit {} again" : "Freeze unit {}", {number}),
                       .icon_name = "lock",
                       .checked = frozen},
                      [=, &context] { toggle_masked(context, c.id, MaskKind::frozen_unit, unit); }});
    }
  }
  const ui::Rect anchor{s.menu_at.x - 8, s.menu_at.y - 8, 16, 16};
  list.push_back({{.label = ui::tr("Switch off…"),
                   .icon_name = "ban",
                   .disabled = !MaskCard::offered(info),
                   .separator_before = !list.empty()},
                  [=, &s] { s.masks.open(c.id, anchor); }});
  if (choices_of(info, MaskKind::weight) > 0)
    list.push_back({{.label = ui::tr("Weights…"), .icon_name = "net"}, [=, &s] { s.weight.open(c.id, 0, 0, anchor); }});
}

// The selected layers are put together, or taken apart.
void group_choices(const PanelContext& context, const Column& c, std::vector<Choice>& list) {
  const engine::Experiment& e = context.view.experiment;
  const std::vector<std::string>& chosen = context.view.selection.nodes;
  if (chosen.size() > 1 && context.view.selection.contains(c.id)) {
    list.push_back({{.label = ui::tr("Group"),
                     .icon_name = "layers",
                     .shortcut = "Ctrl+G",
                     .disabled = refuse_group(e.network, chosen).has_value()},
                    [&context, &e, &chosen] {
                      std::string group;
                      edit(context, engine::message("Group layers"), group_layers(e, chosen, group));
                    }});
  }
  const std::string group = e.network.find(c.id)->group;
  if (group.empty()) return;
  list.push_back({{.label = ui::tr("Ungroup"), .shortcut = "Ctrl+Shift+G"}, [=, &context, &e] {
                    edit(context, engine::message("Ungroup {}", title_of_group(e.network, group)), ungroup(e, group));
                  }});
}

void layer_choices(State& s, const PanelContext& context, const Column& c, std::vector<Choice>& list) {
  const engine::Experiment& e = context.view.experiment;
  list.push_back(
      {{.label = ui::tr("Open"), .icon_name = "eye", .shortcut = "Enter", .separator_before = true}, [=, &context] {
         context.actions.push(action::Select{Selection{{c.id}}});
         context.actions.push(action::OpenLayer{c.id, ""});
       }});
  list.push_back({{.label = ui::tr("Duplicate"), .icon_name = "copy", .disabled = c.is_input}, [=, &context, &e] {
                    std::string copy;
                    engine::Experiment next = duplicate_node(e, c.id, copy);
                    if (copy.empty()) return;
                    edit(context, engine::message("Duplicate {}", c.title), std::move(next));
                    context.actions.push(action::Select{Selection{{copy}}});
                  }});
  list.push_back({{.label = ui::tr("Rename"), .icon_name = "pencil"}, [=, &s] {
                    start_naming(s, {c.id, ""}, c.title);
                  }});
  group_choices(context, c, list);
  list.push_back({{.label = c.frozen ? ui::tr("Train again") : ui::tr("Freeze weights"),
                   .disabled = !c.has_weights,
                   .checked = c.frozen},
                  [=, &context, &e] {
                    edit(context, engine::message(c.frozen ? "Train {} again" : "Freeze {}", c.title),
                         set_frozen(e, c.id, !c.frozen));
                  }});
  list.push_back({{.label = ui::tr("Delete"),
                   .icon_name = "trash",
                   .shortcut = "Del",
                   .disabled = refuse_delete(e.network, c.id).has_value(),
                   .danger = true,
                   .separator_before = true},
                  [=, &context, &e] {
                    const Selection& all = context.view.selection;
                    const bool several = all.contains(c.id) && all.nodes.size() > 1;
                    edit(context, engine::message("Delete {}", c.title),
                         delete_nodes(e, several ? all.nodes : std::vector<std::string>{c.id}));
                  }});
}

}  // namespace

void column_menu(State& s, const PanelContext& context) {
  const int index = s.model.column_of(s.menu_node);
  if (index < 0 || !ui::menu_is_open("network.menu")) return;
  const Column& c = s.model.columns()[static_cast<size_t>(index)];
  std::vector<Choice> list;
  if (c.node < context.view.info.nodes.size()) unit_choices(s, context, c, list);
  layer_choices(s, context, c, list);
  std::vector<ui::MenuItem> items;
  for (const Choice& choice : list) items.push_back(choice.item);
  const int picked = ui::menu("network.menu", items, 190);
  if (picked >= 0) list[static_cast<size_t>(picked)].run();
}

}  // namespace app::network
