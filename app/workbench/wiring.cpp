#include "app/workbench/wiring.h"

#include <algorithm>
#include <vector>

#include "engine/schema/layer_type.h"

namespace app {

using engine::EdgeSpec;
using engine::message;
using engine::NetworkSpec;
using engine::NodeSpec;

namespace {

const engine::LayerType* type_of(const NetworkSpec& net, std::string_view id) {
  const NodeSpec* node = net.find(id);
  return node ? engine::layers().find(node->type) : nullptr;
}

// Whether the numbers of `from` come to `to`.
bool reaches(const NetworkSpec& net, std::string_view from, std::string_view to) {
  std::vector<std::string> open{std::string(from)}, seen;
  while (!open.empty()) {
    const std::string at = open.back();
    open.pop_back();
    if (at == to) return true;
    if (std::find(seen.begin(), seen.end(), at) != seen.end()) continue;
    seen.push_back(at);
    for (const EdgeSpec& e : net.edges) {
      if (e.from == at) open.push_back(e.to);
    }
  }
  return false;
}

bool takes_any_number(const engine::LayerType& type) { return !type.inputs_key.empty(); }

int64_t most_wires(const engine::LayerType& type) {
  const engine::ParamSpec* spec = engine::find_param(type.params, type.inputs_key);
  return spec && spec->maximum > 0 ? static_cast<int64_t>(spec->maximum) : 2;
}

}  // namespace

int ports_of(const NodeSpec& node) {
  const engine::LayerType* type = engine::layers().find(node.type);
  if (!type) return 1;
  const auto params = engine::resolve(type->params, node.params);
  return params ? engine::input_count(*type, *params) : type->inputs;
}

std::string port_name(const NodeSpec& node, int port) {
  const engine::LayerType* type = engine::layers().find(node.type);
  const auto at = static_cast<size_t>(port);
  return type && at < type->ports.size() ? type->ports[at] : "";
}

int free_port(const NetworkSpec& net, std::string_view id) {
  const NodeSpec* node = net.find(id);
  if (!node) return -1;
  const int ports = ports_of(*node);
  for (int port = 0; port < ports; ++port) {
    const auto ends = [&](const EdgeSpec& e) { return e.to == id && e.port == port; };
    if (std::none_of(net.edges.begin(), net.edges.end(), ends)) return port;
  }
  const engine::LayerType* type = type_of(net, id);
  return type && takes_any_number(*type) && ports < most_wires(*type) ? ports : -1;
}

std::optional<engine::Message> refuse_wire(const NetworkSpec& net, std::string_view from, std::string_view to,
                                           int port) {
  const engine::LayerType* type = type_of(net, to);
  if (!net.find(from) || !net.find(to)) return message("There is no such layer.");
  if (type && type->inputs == 0) return message("The input layer gets its numbers from the data, not from a wire.");
  if (from == to || reaches(net, to, from)) return message("This wire would close a circle.");
  const bool any = port < 0;
  if (any) port = free_port(net, to);
  if (port < 0 && ports_of(*net.find(to)) != 1)
    return message("All inputs of this layer have a wire; take one off first.");
  for (const EdgeSpec& e : net.edges) {
    if (e.from == from && e.to == to && e.port == std::max(port, 0)) return message("This wire is already there.");
  }
  return std::nullopt;
}

engine::Experiment add_wire(engine::Experiment e, std::string_view from, std::string_view to, int port) {
  NetworkSpec& net = e.network;
  if (port < 0) port = free_port(net, to);
  port = std::max(port, 0);
  NodeSpec* node = net.find(to);
  if (node && port >= ports_of(*node)) {
    const engine::LayerType* type = engine::layers().find(node->type);
    if (type && takes_any_number(*type)) node->params.insert_or_assign(type->inputs_key, int64_t{port + 1});
  }
  std::erase_if(net.edges, [&](const EdgeSpec& w) { return w.to == to && w.port == port; });
  net.edges.push_back({std::string(from), std::string(to), port});
  return e;
}

engine::Experiment remove_wire(engine::Experiment e, std::string_view to, int port) {
  std::erase_if(e.network.edges, [&](const EdgeSpec& w) { return w.to == to && w.port == port; });
  return e;
}

engine::Experiment add_behind(engine::Experiment e, std::string_view type, std::string_view from, std::string& id) {
  NetworkSpec& net = e.network;
  NodeSpec node;
  node.type = type;
  node.id = id = net.fresh_id(type);
  // Right behind its source, so that the layer that was the output stays it.
  const auto source = std::find_if(net.nodes.begin(), net.nodes.end(), [&](const NodeSpec& n) { return n.id == from; });
  net.nodes.insert(source == net.nodes.end() ? source : source + 1, std::move(node));
  if (net.find(from)) net.edges.push_back({std::string(from), id, 0});
  return e;
}

}  // namespace app
