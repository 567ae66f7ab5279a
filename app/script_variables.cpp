#include "app/script_variables.h"

#include <algorithm>
#include <utility>

#include "app/panels/panel_decision.h"
#include "app/ui/shown_sample.h"

namespace app {
namespace {

std::string yes_no(bool b) { return b ? "true" : "false"; }

// "network.dense1.units": a parameter as it was given, or the type's default.
std::optional<std::string> node_param(const View& view, std::string_view path) {
  const size_t dot = path.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view id = path.substr(0, dot), key = path.substr(dot + 1);
  const engine::NodeSpec* node = view.experiment.network.find(id);
  if (!node) return std::nullopt;
  if (key == "type") return node->type;
  if (key == "frozen") return yes_no(node->frozen);
  if (key == "off_units") return std::to_string(node->masks.off_units.size());
  if (key == "off_heads") return std::to_string(node->masks.off_heads.size());
  if (key == "frozen_units") return std::to_string(node->masks.frozen_units.size());
  if (key == "held_weights") return std::to_string(node->masks.weights.size());
  const auto given = node->params.find(key);
  if (given != node->params.end()) return engine::param_text(given->second);
  const engine::LayerType* type = engine::layers().find(node->type);
  const engine::ParamSpec* spec = type ? engine::find_param(type->params, key) : nullptr;
  return spec ? std::optional(engine::param_text(spec->default_value)) : std::nullopt;
}

std::string node_ids(const View& view) {
  std::string out;
  for (size_t i : view.info.order) out += (out.empty() ? "" : " ") + view.experiment.network.nodes[i].id;
  return out;
}

// What the network answers to the user's own sample: the name of the class, or the first number; empty without one.
std::string probe_answer(const View& view) {
  const engine::NodeSpec* out = engine::output_node(view.experiment.network);
  const engine::WatchedTensor* t = out ? view.snapshot.find(out->id, engine::Watched::sample) : nullptr;
  const bool there = t && view.snapshot.valid && view.snapshot.probe != 0 && t->watch.row == engine::kProbeRow;
  if (!there || t->values.empty() || !view.snapshot.data) return "";
  const Decision how = Decision::of(view, t->shape.count());
  if (how.classes == 0 || view.snapshot.data->raw.target_shape.rank() > 0) return std::to_string(t->values[0]);
  return view.snapshot.data->class_name(how.class_of(t->values.data(), 1));
}

// What the sets made by hand hold, by the source in use.
std::string made_by_hand(const View& view) {
  const engine::DatasetType* type = engine::datasets().find(view.experiment.data.source.type);
  return std::to_string(type && type->made_by_hand ? type->made_by_hand(view.experiment.data.hand) : 0);
}

std::string classes_by_hand(const View& view) {
  const engine::DatasetType* type = engine::datasets().find(view.experiment.data.source.type);
  const auto params = type ? engine::resolve(type->params, view.experiment.data.source.params)
                           : engine::Result<engine::Params>(engine::Error{});
  return std::to_string(
      type && type->classes_by_hand && params ? type->classes_by_hand(view.experiment.data.hand, *params) : -1);
}

using Getter = std::string (*)(const View&);
constexpr std::pair<std::string_view, Getter> kVariables[] = {
    {"epoch", [](const View& v) { return std::to_string(v.snapshot.epoch); }},
    {"step", [](const View& v) { return std::to_string(v.snapshot.step); }},
    {"fresh", [](const View& v) { return yes_no(v.fresh); }},
    {"playing", [](const View& v) { return yes_no(v.playing); }},
    {"running", [](const View& v) { return yes_no(v.snapshot.running); }},
    {"steps_per_second", [](const View& v) { return std::to_string(v.snapshot.steps_per_second); }},
    {"train_loss", [](const View& v) { return std::to_string(v.snapshot.train.loss); }},
    {"val_loss", [](const View& v) { return std::to_string(v.snapshot.validation.loss); }},
    {"train_accuracy", [](const View& v) { return std::to_string(v.snapshot.train.accuracy); }},
    {"val_accuracy", [](const View& v) { return std::to_string(v.snapshot.validation.accuracy); }},
    {"probe", [](const View& v) { return std::to_string(v.snapshot.probe); }},
    {"probe_answer", probe_answer},
    {"written", [](const View&) { return ui::shown_sample().written; }},
    {"may_follow", [](const View&) { return std::to_string(ui::shown_sample().may_follow); }},
    {"points", [](const View& v) { return std::to_string(v.curve.size()); }},
    {"nodes", node_ids},
    {"node_count", [](const View& v) { return std::to_string(v.experiment.network.nodes.size()); }},
    {"favourites",
     [](const View& v) {
       std::string all;
       for (const std::string& id : v.settings.favourites) all += (all.empty() ? "" : " ") + id;
       return all;
     }},
    {"groups", [](const View& v) { return std::to_string(v.experiment.network.groups.size()); }},
    {"group_names",
     [](const View& v) {
       std::string names;
       for (const engine::GroupSpec& g : v.experiment.network.groups) names += (names.empty() ? "" : " ") + g.name;
       return names;
     }},
    {"folded",
     [](const View& v) {
       return std::to_string(std::ranges::count_if(v.experiment.network.groups, &engine::GroupSpec::folded));
     }},
    {"wires", [](const View& v) { return std::to_string(v.experiment.network.edges.size()); }},
    {"network_ok", [](const View& v) { return yes_no(v.info.ok()); }},
    {"parameters", [](const View& v) { return std::to_string(v.info.total.parameters); }},
    {"selection", [](const View& v) { return v.selection.nodes.empty() ? std::string() : v.selection.nodes.front(); }},
    {"reading", [](const View& v) { return yes_no(v.reading.has_value()); }},
    {"data_path",
     [](const View& v) {
       const auto path = v.experiment.data.source.params.find("path");
       return path == v.experiment.data.source.params.end() ? std::string() : engine::param_text(path->second);
     }},
    {"data_problem", [](const View& v) { return v.data_problem ? v.data_problem->describe() : std::string("none"); }},
    {"data", [](const View& v) { return v.experiment.data.source.type; }},
    {"data_points", [](const View& v) { return std::to_string(v.snapshot.data ? v.snapshot.data->raw.rows() : 0); }},
    {"hand_samples", made_by_hand},
    {"hand_classes", classes_by_hand},
    {"data_rows", [](const View& v) { return std::to_string(v.data ? v.data->raw.rows() : 0); }},
    {"noise", [](const View& v) { return std::to_string(v.experiment.data.noise); }},
    {"task", [](const View& v) { return v.experiment.task.type; }},
    {"episodes", [](const View& v) { return std::to_string(v.snapshot.acting ? v.snapshot.acting->episodes : 0); }},
    {"mean_return",
     [](const View& v) { return std::to_string(v.snapshot.acting ? v.snapshot.acting->mean_return : 0); }},
    {"map",
     [](const View& v) {
       const auto map = v.experiment.data.source.params.find("map");
       return map == v.experiment.data.source.params.end() ? std::string() : engine::param_text(map->second);
     }},
    {"loss", [](const View& v) { return v.experiment.loss.type; }},
    {"optimizer", [](const View& v) { return v.experiment.optimizer.type; }},
    {"batch_size", [](const View& v) { return std::to_string(v.experiment.batch_size); }},
    {"l1", [](const View& v) { return std::to_string(v.experiment.regularization.l1); }},
    {"l2", [](const View& v) { return std::to_string(v.experiment.regularization.l2); }},
    {"pace", [](const View& v) { return std::to_string(v.pace); }},
    {"slow_motion", [](const View& v) { return yes_no(v.slow_motion); }},
    {"told", [](const View& v) { return std::to_string(v.snapshot.told.number); }},
    {"told_of", [](const View& v) { return std::to_string(v.snapshot.told.count); }},
    {"can_undo", [](const View& v) { return yes_no(v.history.can_undo()); }},
    {"can_redo", [](const View& v) { return yes_no(v.history.can_redo()); }},
    {"modified", [](const View& v) { return yes_no(v.modified); }},
    {"error", [](const View& v) { return v.error ? v.error->describe() : std::string(); }},
    {"diverged", [](const View& v) { return yes_no(v.divergence.has_value()); }},
    {"diagnosis", [](const View& v) { return v.diagnosis.title.format(); }},
    {"notice", [](const View& v) { return v.notices.empty() ? std::string() : v.notices.back().text.format(); }},
    {"dialog", [](const View& v) { return std::to_string(static_cast<int>(v.dialog)); }},
    {"explorer", [](const View& v) { return v.explorer.open ? v.explorer.page : std::string(); }},
    {"curves", [](const View& v) { return v.curves.open ? v.curves.quantity : std::string(); }},
    {"trainings", [](const View& v) { return std::to_string(v.runs.kept().size()); }},
    {"marks", [](const View& v) { return std::to_string(v.runs.marks().size()); }},
    {"opened", [](const View& v) { return v.opened.node; }},
    {"look", [](const View& v) { return v.opened.look; }},
    {"path", [](const View& v) { return v.path; }},
    {"language", [](const View& v) { return std::string(v.language == Language::english ? "en" : "zh"); }},
    {"theme",
     [](const View& v) {
       return std::string(v.theme == ThemeKind::dark ? "dark" : v.theme == ThemeKind::light ? "light" : "contrast");
     }},
    {"scale", [](const View& v) { return std::to_string(v.settings.scale); }},
    {"presenting", [](const View& v) { return yes_no(v.presenting); }},
    {"left_fold", [](const View& v) { return std::to_string(static_cast<int>(v.settings.arrangement.left)); }},
    {"right_fold", [](const View& v) { return std::to_string(static_cast<int>(v.settings.arrangement.right)); }},
    {"strip_fold", [](const View& v) { return std::to_string(static_cast<int>(v.settings.arrangement.strip)); }},
    {"left_width", [](const View& v) { return std::to_string(v.settings.arrangement.left_width); }},
    {"selected", [](const View& v) { return std::to_string(v.selection.nodes.size()); }},
    {"history_place", [](const View& v) { return std::to_string(v.history.place()); }},
    {"history_size", [](const View& v) { return std::to_string(v.history.size()); }},
    {"versions", [](const View& v) { return std::to_string(v.versions.size()); }},
    {"lost", [](const View& v) { return std::to_string(v.lost.size()); }},
    {"recent", [](const View& v) { return std::to_string(v.settings.recent.size()); }},
    {"name", [](const View& v) { return v.experiment.name; }},
};

}  // namespace

std::optional<std::string> script_variable(const View& view, std::string_view name) {
  if (name.starts_with("network.")) return node_param(view, name.substr(8));
  if (name.starts_with("optimizer.")) {
    const auto given = view.experiment.optimizer.params.find(name.substr(10));
    return given == view.experiment.optimizer.params.end() ? "default" : engine::param_text(given->second);
  }
  const auto found =
      std::find_if(std::begin(kVariables), std::end(kVariables), [&](auto& v) { return v.first == name; });
  return found == std::end(kVariables) ? std::nullopt : std::optional(found->second(view));
}

}  // namespace app
