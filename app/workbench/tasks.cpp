#include "app/workbench/tasks.h"

#include <algorithm>

#include "app/workbench/edits.h"
#include "app/workbench/suggest.h"
#include "engine/data/steps.h"
#include "engine/graph/infer.h"
#include "engine/schema/dataset_type.h"

namespace app {
namespace {

using engine::Experiment;
using engine::LayerType;
using engine::NodeSpec;

const LayerType* type_of(const NodeSpec& node) { return engine::layers().find(node.type); }

bool has_gate(const Experiment& e) {
  return std::ranges::any_of(e.network.nodes,
                             [](const NodeSpec& node) { return type_of(node) && type_of(node)->gate; });
}

// Whether the network, as it is, reads samples and ends in as many numbers as one has.
bool reaches_back(const Experiment& e, const engine::Shape& sample) {
  const engine::NetworkInfo info = engine::infer(e.network, sample);
  const NodeSpec* out = engine::output_node(e.network);
  if (!info.ok() || !out) return false;
  for (size_t i = 0; i < e.network.nodes.size(); ++i) {
    if (&e.network.nodes[i] == out) return info.nodes[i].output && info.nodes[i].output->count() == sample.count();
  }
  return false;
}

// The last layer gives so many numbers without limits, or a small network that does takes the place.
Experiment end_in(Experiment e, const engine::Shape& sample, int64_t outputs, const char* activation) {
  const engine::NetworkInfo info = engine::infer(e.network, sample);
  const NodeSpec* out = engine::output_node(e.network);
  const LayerType* type = out ? type_of(*out) : nullptr;
  bool flat = false;
  for (size_t i = 0; i < e.network.nodes.size() && info.ok(); ++i) {
    if (&e.network.nodes[i] == out && info.nodes[i].output) flat = info.nodes[i].output->rank() == 1;
  }
  const engine::ParamSpec* choice = type ? engine::activation_param(*type) : nullptr;
  if (!flat || has_gate(e) || type->units_key.empty() || (!choice && type->output_range)) {
    e.network = suggest_numbers(sample, outputs, activation);
    return e;
  }
  if (choice) e.network.find(out->id)->params[choice->key] = std::string("linear");
  const std::string last = out->id;
  return set_units(std::move(e), last, outputs);
}

}  // namespace

const engine::TaskType& task_of(const Experiment& e) {
  const engine::TaskType* type = engine::tasks().find(e.task.type);
  return type ? *type : *engine::tasks().find(Experiment().task.type);
}

const engine::EnvironmentType* world_of(const Experiment& e) {
  const engine::DatasetType* source = engine::datasets().find(e.data.source.type);
  return source ? source->environment : nullptr;
}

Experiment fit_acting(Experiment e) {
  const engine::EnvironmentType* world = world_of(e);
  const engine::Shape sample = engine::known_input_shape(e.data);
  if (!world || sample.rank() == 0) return e;
  const int64_t outputs = static_cast<int64_t>(world->actions.size()) + (task_of(e).critic ? 1 : 0);
  return end_in(std::move(e), sample, outputs, "tanh");
}

const NodeSpec* machine_node(const Experiment& e) {
  for (const size_t i : engine::topological_order(e.network)) {
    const LayerType* type = type_of(e.network.nodes[i]);
    if (type && type->models_input) return &e.network.nodes[i];
  }
  return nullptr;
}

Experiment fit_energy(Experiment e, const engine::Shape& sample) {
  if (task_of(e).energy == engine::EnergySource::output) return end_in(std::move(e), sample, 1, "silu");
  const bool fits = std::ranges::all_of(e.network.nodes, [](const NodeSpec& node) {
    const LayerType* type = type_of(node);
    return type && (type->models_input || node.frozen || !type->has_weights);
  });
  if (fits && machine_node(e) && engine::infer(e.network, sample).ok()) return e;
  // Pictures as they come are shares of light; other numbers, and what was shifted and scaled, can be any.
  const bool shares = sample.rank() == 3 && std::ranges::all_of(e.data.steps, &engine::PreparationStep::off);
  e.network = suggest_machine(sample, shares);
  return e;
}

std::string made_node(const Experiment& e) {
  if (learns_labels(e) || acts(e) || learns_energy(e)) return {};
  if (!makes_samples(e)) {
    const NodeSpec* out = engine::output_node(e.network);
    return out ? out->id : std::string();
  }
  for (const engine::EdgeSpec& edge : e.network.edges) {
    const NodeSpec* to = e.network.find(edge.to);
    if (to && type_of(*to) && type_of(*to)->gate) return edge.from;
  }
  return {};
}

std::string code_node(const Experiment& e, const engine::NetworkInfo& info) {
  const NodeSpec* input = engine::input_node(e.network);
  if (!reconstructs(e) || !input || !info.ok() || info.nodes.size() != e.network.nodes.size()) return {};
  std::string found;
  int64_t least = info.nodes[static_cast<size_t>(input - e.network.nodes.data())].output->count();
  for (const size_t i : info.order) {
    const int64_t count = info.nodes[i].output->count();
    if (count >= least || !engine::is_passage(e.network, e.network.nodes[i].id)) continue;
    least = count;
    found = e.network.nodes[i].id;
  }
  return found;
}

Experiment fit_made(Experiment e, const engine::Shape& sample) {
  NodeSpec* node = e.network.find(made_node(e));
  const LayerType* type = node ? type_of(*node) : nullptr;
  if (!type || type->units_key.empty() || sample.rank() == 0) return e;
  const engine::NetworkInfo info = engine::infer(e.network, engine::network_input(e, sample));
  for (size_t i = 0; i < e.network.nodes.size() && i < info.nodes.size(); ++i) {
    const auto& output = info.nodes[i].output;
    if (&e.network.nodes[i] == node && output && output->count() == sample.count()) return e;
  }
  const bool flat = engine::find_param(type->params, "out_channels") == nullptr;  // a dense layer
  return flat ? set_units(std::move(e), node->id, sample.count()) : e;
}

bool compares_numbers(const engine::LossType& loss) {
  return loss.coding == engine::TargetCoding::zero_one ||
         (loss.regression && loss.coding == engine::TargetCoding::numbers);
}

Experiment fit_samples(Experiment e, const engine::Shape& sample) {
  if (sample.rank() == 0) return e;
  if (acts(e)) return fit_acting(std::move(e));
  if (learns_energy(e)) return fit_energy(std::move(e), sample);
  e = fit_made(std::move(e), sample);
  if (makes_samples(e)) {
    if (!has_gate(e) || !engine::infer(e.network, engine::network_input(e, sample)).ok()) {
      e.network = suggest_generator(sample);
    }
    return e;
  }
  const engine::LossType* loss = engine::losses().find(e.loss.type);
  if (!loss || !compares_numbers(*loss)) e.loss = {"mse", {}};
  if (has_gate(e) || !reaches_back(e, sample)) e.network = suggest_autoencoder(sample);
  return e;
}

Experiment set_task(Experiment e, const engine::TaskType& task, const engine::Shape& sample, int64_t classes) {
  if (e.task.type == task.id) return e;
  e.task = {task.id, {}};
  e.target = {};
  e.stop.at_target = false;
  if (!learns_labels(e)) {
    if (reconstructs(e)) e.loss = {"mse", {}};  // what was chosen for something else
    return fit_samples(std::move(e), sample);
  }
  const engine::DatasetType* source = engine::datasets().find(e.data.source.type);
  const engine::Result<engine::Params> params =
      source ? engine::resolve(source->params, e.data.source.params) : engine::Params();
  if (source && params) {
    if (auto network = suggest_network(*source, *params, sample, classes)) e.network = std::move(*network);
  }
  e.loss = {};  // that of reconstructions was not chosen for labels
  e = fit_output(std::move(e), classes);
  if (e.loss.type.empty()) e.loss = classes > 0 ? engine::Term{"cross_entropy", {}} : engine::Term{"mse", {}};
  return e;
}

}  // namespace app
