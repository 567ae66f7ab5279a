#include "app/workbench/repair.h"

#include <algorithm>

#include "app/workbench/edits.h"
#include "app/workbench/tasks.h"
#include "app/workbench/wiring.h"

namespace app {

using engine::EdgeSpec;
using engine::Experiment;
using engine::message;
using engine::NetworkInfo;
using engine::NetworkSpec;
using engine::NodeSpec;

namespace {

constexpr int kMostTries = 64;

// The broken node and all that is known about it.
struct Case {
  const Experiment& e;
  const NetworkInfo& info;
  size_t node;
  engine::Shape input;

  const NodeSpec& spec() const { return e.network.nodes[node]; }
  const engine::NodeInfo& known() const { return info.nodes[node]; }
};

// The node has no error any more, and no other has a new one that comes before it.
bool helps(const Case& c, const Experiment& next) {
  const NetworkInfo now = engine::infer(next.network, c.input);
  for (size_t i = 0; i < next.network.nodes.size(); ++i) {
    if (next.network.nodes[i].id == c.spec().id) return !now.nodes[i].error && now.nodes[i].output.has_value();
  }
  return false;
}

std::optional<Repair> flatten_before(const Case& c) {
  for (const EdgeSpec& wire : c.e.network.edges) {
    if (wire.to != c.spec().id || !engine::layers().find("flatten")) continue;
    std::string id;
    Experiment next = insert_layer(c.e, "flatten", {wire.from, wire.to, wire.port}, id);
    if (helps(c, next)) return Repair{message("Insert Flatten"), std::move(next)};
  }
  return std::nullopt;
}

// A port without a wire: the nearest layer before it whose shape suits.
std::optional<Repair> wire_open_port(const Case& c) {
  const int port = free_port(c.e.network, c.spec().id);
  if (port < 0 || port >= ports_of(c.spec())) return std::nullopt;
  const auto place = std::find(c.info.order.begin(), c.info.order.end(), c.node);
  for (auto it = place; it != c.info.order.begin();) {
    const NodeSpec& source = c.e.network.nodes[*--it];
    const auto feeds = [&](const EdgeSpec& w) { return w.from == source.id && w.to == c.spec().id; };
    const bool used = std::any_of(c.e.network.edges.begin(), c.e.network.edges.end(), feeds);
    if (used || refuse_wire(c.e.network, source.id, c.spec().id, port)) continue;
    Experiment next = add_wire(c.e, source.id, c.spec().id, port);
    const engine::NodeTitle title = engine::node_title(c.e.network, source.id);
    const std::string name = title.number > 0 ? title.title + " " + std::to_string(title.number) : title.title;
    if (helps(c, next)) return Repair{message("Wire it to {}", name), std::move(next)};
  }
  return std::nullopt;
}

// One whole number smaller, such as a kernel or a number of heads; or another choice, such as a padding.
std::optional<Repair> other_parameter(const Case& c) {
  if (!c.known().type) return std::nullopt;
  for (const engine::ParamSpec& spec : c.known().type->params) {
    const auto now = c.known().params.find(spec.key);
    if (now == c.known().params.end() || spec.key == c.known().type->inputs_key) continue;
    if (const auto* value = std::get_if<int64_t>(&now->second)) {
      const auto least = static_cast<int64_t>(spec.minimum);
      for (int64_t v = *value - 1; v >= std::max(least, *value - kMostTries); --v) {
        Experiment next = set_node_param(c.e, c.spec().id, spec.key, v);
        if (helps(c, next)) return Repair{message("Set {} to {}", spec.label, v), std::move(next)};
      }
    }
    for (const engine::Choice& choice : spec.choices) {
      if (now->second == engine::ParamValue(choice.id)) continue;
      Experiment next = set_node_param(c.e, c.spec().id, spec.key, choice.id);
      if (helps(c, next)) return Repair{message("Set {} to {}", spec.label, choice.label), std::move(next)};
    }
  }
  return std::nullopt;
}

std::optional<Repair> without_node(const Case& c) {
  if (refuse_delete(c.e.network, c.spec().id)) return std::nullopt;
  Experiment next = c.e;
  engine::remove_node(next.network, c.spec().id);
  return Repair{message("Remove layer"), std::move(next)};
}

// A wire that closes a circle: one that leads back to a layer which stands earlier in the list.
std::optional<Repair> open_circle(const Experiment& e) {
  for (const EdgeSpec& wire : e.network.edges) {
    Experiment next = e;
    std::erase(next.network.edges, wire);
    if (refuse_wire(next.network, wire.from, wire.to, wire.port))
      return Repair{message("Remove the wire"), std::move(next)};
  }
  return std::nullopt;
}

std::optional<Repair> mend(const Case& c) {
  const engine::NodeInfo& known = c.known();
  if (!known.type) return without_node(c);
  if (known.params.empty() && !known.type->params.empty()) {
    if (std::find(c.info.order.begin(), c.info.order.end(), c.node) == c.info.order.end()) return open_circle(c.e);
    Experiment next = c.e;  // parameters that do not fit: back to the defaults
    next.network.nodes[c.node].params.clear();
    return Repair{message("Use defaults"), std::move(next)};
  }
  if (std::find(c.info.order.begin(), c.info.order.end(), c.node) == c.info.order.end()) return open_circle(c.e);
  if (auto r = wire_open_port(c)) return r;
  if (auto r = flatten_before(c)) return r;
  if (auto r = other_parameter(c)) return r;
  const auto reads = [&](const EdgeSpec& w) { return w.from == c.spec().id; };
  const bool unread = std::none_of(c.e.network.edges.begin(), c.e.network.edges.end(), reads);
  return unread ? without_node(c) : std::nullopt;
}

// What keeps a network, whose shapes fit, from learning an energy: visible units of the wrong kind, a layer that would
// learn in another way, or an end in something else than one number.
std::optional<Repair> mend_energy(const Experiment& e, const std::string& where, const engine::Shape& sample) {
  const NodeSpec* node = e.network.find(where);
  const engine::LayerType* type = node ? engine::layers().find(node->type) : nullptr;
  if (type && type->models_input) {
    return Repair{message("Use normal visible units"), set_node_param(e, where, "visible", std::string("gaussian"))};
  }
  const engine::LayerType* machine = nullptr;
  for (const engine::LayerType* other : engine::layers().entries()) {
    if (other->models_input) machine = other;
  }
  if (type && machine && task_of(e).energy == engine::EnergySource::units && type->units_key == machine->units_key) {
    Experiment next = e;
    NodeSpec* replaced = next.network.find(where);
    const auto units = replaced->params.find(type->units_key);
    const engine::Params kept = units == replaced->params.end() ? engine::Params{} : engine::Params{*units};
    replaced->type = machine->id;
    replaced->params = kept;
    if (engine::infer(next.network, sample).ok()) return Repair{message("Put an RBM there"), std::move(next)};
  }
  Experiment fitted = fit_energy(e, sample);
  if (fitted == e) return std::nullopt;
  return Repair{message("Use a network that fits"), std::move(fitted)};
}

}  // namespace

std::optional<Repair> offer_repair(const Experiment& e, const NetworkInfo& info, const engine::Error& error,
                                   int64_t classes) {
  const NodeSpec* entry = engine::input_node(e.network);
  engine::Shape input{2};
  for (size_t i = 0; i < e.network.nodes.size() && i < info.nodes.size(); ++i) {
    if (&e.network.nodes[i] == entry && !info.nodes[i].inputs.empty()) input = info.nodes[i].inputs.front();
  }
  for (size_t i = 0; i < e.network.nodes.size() && i < info.nodes.size(); ++i) {
    if (e.network.nodes[i].id != error.where || !info.nodes[i].error) continue;
    if (auto repair = mend({e, info, i, input})) return repair;
  }
  if (info.ok() && learns_energy(e)) return mend_energy(e, error.where, input);
  Experiment fitted = fit_output(e, classes);
  if (info.ok() && !(fitted == e)) return Repair{message("Fit the output"), std::move(fitted)};
  return std::nullopt;
}

}  // namespace app
