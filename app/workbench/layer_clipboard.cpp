#include "app/workbench/layer_clipboard.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "app/workbench/groups.h"
#include "app/workbench/wiring.h"
#include "engine/io/project_file.h"
#include "engine/schema/layer_type.h"

namespace app {

using engine::EdgeSpec;
using engine::Experiment;
using engine::message;
using engine::NetworkSpec;
using engine::NodeSpec;

namespace {

constexpr size_t kMostText = 4 << 20;

bool is_input(const NodeSpec& node) {
  const engine::LayerType* type = engine::layers().find(node.type);
  return type && type->inputs == 0;
}

bool has(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The wire that new layers are put onto: what leaves `behind`, else what ends at the last layer.
Gap gap_behind(const NetworkSpec& net, std::string_view behind) {
  for (const Gap& gap : gaps(net)) {
    if (gap.from == behind && !gap.to.empty()) return gap;
  }
  return append_gap(net);
}

// A wire with the ends renamed.
std::optional<EdgeSpec> renamed(const EdgeSpec& wire, const std::map<std::string, std::string>& names) {
  const auto from = names.find(wire.from), to = names.find(wire.to);
  if (from == names.end() || to == names.end()) return std::nullopt;
  return EdgeSpec{from->second, to->second, wire.port};
}

// The pieces in reading order: each first port that is free is joined to the node before.
void join(NetworkSpec& net, const std::vector<std::string>& ids, const Gap& gap) {
  std::string before = gap.from;
  for (const std::string& id : ids) {
    const bool wired =
        std::any_of(net.edges.begin(), net.edges.end(), [&](const EdgeSpec& w) { return w.to == id && w.port == 0; });
    if (!wired && !before.empty()) net.edges.push_back({before, id, 0});
    before = id;
  }
  if (gap.to.empty()) return;
  const auto wire = std::find_if(net.edges.begin(), net.edges.end(), [&](const EdgeSpec& w) {
    return w.from == gap.from && w.to == gap.to && w.port == gap.port;
  });
  if (wire != net.edges.end()) wire->from = before;
}

}  // namespace

std::string copy_layers(const Experiment& e, const std::vector<std::string>& ids) {
  Experiment part;
  part.name = e.name;
  std::vector<std::string> kept;
  for (const size_t i : engine::topological_order(e.network)) {
    const NodeSpec& node = e.network.nodes[i];
    if (!has(ids, node.id) || is_input(node)) continue;
    part.network.nodes.push_back(node);
    kept.push_back(node.id);
  }
  if (kept.empty()) return {};
  for (const EdgeSpec& wire : e.network.edges) {
    if (has(kept, wire.from) && has(kept, wire.to)) part.network.edges.push_back(wire);
  }
  for (const engine::GroupSpec& group : e.network.groups) {  // of one in part, only the layers
    const auto members = group_members(e.network, group.id);
    if (!members.empty() && std::ranges::all_of(members, [&](const std::string& id) { return has(kept, id); }))
      part.network.groups.push_back(group);
  }
  const auto text = engine::project_text(part);
  return text ? *text : std::string();
}

engine::Result<Experiment> paste_layers(Experiment e, std::string_view text, std::string_view behind,
                                        std::vector<std::string>& ids) {
  ids.clear();
  const engine::Error nothing = engine::error("There are no layers on the clipboard: copy some first.");
  if (text.size() > kMostText || !engine::looks_like_project(text)) return nothing;
  const auto project = engine::parse_project(text, "clipboard");
  if (!project) return project.error();
  const NetworkSpec& part = project->experiment.network;
  const Gap gap = gap_behind(e.network, behind);
  std::map<std::string, std::string> names, groups{{"", engine::group_of_wire(e.network, gap.from, gap.to)}};
  const bool in_a_group = !groups[""].empty();  // what is put into a group belongs to it
  for (engine::GroupSpec group : part.groups) {
    if (in_a_group) {
      groups[group.id] = groups[""];
      continue;
    }
    const std::string old = std::exchange(group.id, e.network.fresh_group_id());
    groups[old] = group.id;
    e.network.groups.push_back(std::move(group));
  }
  const auto place =
      std::find_if(e.network.nodes.begin(), e.network.nodes.end(), [&](const NodeSpec& n) { return n.id == gap.to; });
  auto at = place - e.network.nodes.begin();
  for (const size_t i : engine::topological_order(part)) {
    NodeSpec node = part.nodes[i];
    if (is_input(node)) continue;
    const std::string old = node.id;
    node.id = e.network.fresh_id(node.type);
    if (old != node.id) node.name.clear();  // one name, one layer
    node.group = groups[node.group];
    names[old] = node.id;
    ids.push_back(node.id);
    e.network.nodes.insert(e.network.nodes.begin() + at, std::move(node));
    ++at;
  }
  if (ids.empty()) return nothing;
  for (const EdgeSpec& wire : part.edges) {
    if (const auto own = renamed(wire, names)) e.network.edges.push_back(*own);
  }
  join(e.network, ids, gap);
  return e;
}

std::optional<engine::Message> refuse_replace(const Experiment& e, const engine::Shape& input, std::string_view id,
                                              std::string_view type) {
  const NodeSpec* node = e.network.find(id);
  const engine::LayerType* other = engine::layers().find(type);
  if (!node || !other) return message("There is no such layer.");
  if (is_input(*node)) return message("The input layer stays: it is where the data comes in.");
  if (node->type == type) return message("It is such a layer already.");
  if (node == engine::output_node(e.network)) return message("The last layer stays: its units are the answer.");
  std::string fresh;
  return new_error(e.network, replace_layer(e, id, type, fresh).network, input);
}

Experiment replace_layer(Experiment e, std::string_view id, std::string_view type, std::string& fresh) {
  const auto node =
      std::find_if(e.network.nodes.begin(), e.network.nodes.end(), [&](const NodeSpec& n) { return n.id == id; });
  const engine::LayerType* other = engine::layers().find(type);
  if (node == e.network.nodes.end() || !other) return e;
  fresh = e.network.fresh_id(std::string(type));
  NodeSpec next;
  next.id = fresh;
  next.type = type;
  next.frozen = node->frozen && other->has_weights;
  next.group = node->group;
  for (const engine::ParamSpec& spec : other->params) {
    const auto kept = node->params.find(spec.key);
    if (kept != node->params.end() && engine::resolve(std::span(&spec, 1), {{spec.key, kept->second}}))
      next.params.insert(*kept);
  }
  const std::string old(id);
  *node = std::move(next);
  const int ports = ports_of(*node);
  std::erase_if(e.network.edges, [&](const EdgeSpec& w) { return w.to == old && w.port >= ports; });
  for (EdgeSpec& wire : e.network.edges) {
    if (wire.from == old) wire.from = fresh;
    if (wire.to == old) wire.to = fresh;
  }
  return e;
}

}  // namespace app
