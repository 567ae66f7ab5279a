// The menus of the canvas: features of the input, activation of a column, what can be done with a column.
#include <algorithm>

#include "app/panels/network/state.h"
#include "app/ui/widgets.h"
#include "app/workbench/edits.h"
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

void column_menu(State& s, const PanelContext& context) {
  const int index = s.model.column_of(s.menu_node);
  if (index < 0 || !ui::menu_is_open("network.menu")) return;
  const Column& c = s.model.columns()[static_cast<size_t>(index)];
  const engine::Experiment& e = context.view.experiment;
  const bool fixed = refuse_delete(e.network, c.id).has_value();
  const std::vector<ui::MenuItem> items{{.label = ui::tr("Open"), .icon_name = "eye", .shortcut = "Enter"},
                                        {.label = ui::tr("Duplicate"), .icon_name = "copy", .disabled = c.is_input},
                                        {.label = c.frozen ? ui::tr("Train again") : ui::tr("Freeze weights"),
                                         .disabled = !c.has_weights,
                                         .checked = c.frozen},
                                        {.label = ui::tr("Delete"),
                                         .icon_name = "trash",
                                         .shortcut = "Del",
                                         .disabled = fixed,
                                         .danger = true,
                                         .separator_before = true}};
  const int picked = ui::menu("network.menu", items, 170);
  if (picked == 0) {
    context.actions.push(action::Select{Selection{{c.id}}});
    context.actions.push(action::OpenLayer{c.id, ""});
  } else if (picked == 1) {
    std::string copy;
    engine::Experiment next = duplicate_node(e, c.id, copy);
    if (copy.empty()) return;
    edit(context, engine::message("Duplicate {}", c.title), std::move(next));
    context.actions.push(action::Select{Selection{{copy}}});
  } else if (picked == 2) {
    edit(context, engine::message(c.frozen ? "Train {} again" : "Freeze {}", c.title), set_frozen(e, c.id, !c.frozen));
  } else if (picked == 3) {
    const bool several = context.view.selection.contains(c.id) && context.view.selection.nodes.size() > 1;
    edit(context, engine::message("Delete {}", c.title),
         delete_nodes(e, several ? context.view.selection.nodes : std::vector<std::string>{c.id}));
  }
}

}  // namespace app::network
