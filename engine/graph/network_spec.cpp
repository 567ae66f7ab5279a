#include "engine/graph/network_spec.h"

#include <algorithm>

#include "engine/schema/layer_type.h"

namespace engine {
namespace {

size_t index_of(const NetworkSpec& net, std::string_view id) {
  size_t i = 0;
  while (i < net.nodes.size() && net.nodes[i].id != id) ++i;
  return i;
}

// The wires into and out of a one-input node are closed: what fed it feeds its consumers.
void bridge(NetworkSpec& net, std::string_view id) {
  std::string source;
  for (const EdgeSpec& e : net.edges) {
    if (e.to == id && e.port == 0) source = e.from;
  }
  std::erase_if(net.edges, [&](const EdgeSpec& e) { return e.to == id; });
  for (EdgeSpec& e : net.edges) {
    if (e.from == id) e.from = source;
  }
  if (source.empty()) std::erase_if(net.edges, [](const EdgeSpec& e) { return e.from.empty(); });
}

// The node goes onto the wire, and into the group that the wire runs in; `nodes` keeps reading order, so that names
// number from left to right.
void put_on_wire(NetworkSpec& net, NodeSpec node, std::string_view from, std::string_view to) {
  const std::string id = node.id;
  node.group = group_of_wire(net, from, to);
  bool on_wire = false;
  for (EdgeSpec& e : net.edges) {
    if (e.from == from && e.to == to && !on_wire) {
      e.from = id;
      on_wire = true;
    }
  }
  if (!on_wire && !to.empty()) net.edges.push_back({id, std::string(to), 0});
  if (!from.empty()) net.edges.push_back({std::string(from), id, 0});
  const size_t place = to.empty() ? net.nodes.size() : index_of(net, to);
  net.nodes.insert(net.nodes.begin() + static_cast<std::ptrdiff_t>(place), std::move(node));
}

}  // namespace

std::string group_of_wire(const NetworkSpec& net, std::string_view from, std::string_view to) {
  const NodeSpec *a = net.find(from), *b = net.find(to);
  return a && b && a->group == b->group ? a->group : "";
}

const NodeSpec* NetworkSpec::find(std::string_view id) const {
  const size_t i = index_of(*this, id);
  return i < nodes.size() ? &nodes[i] : nullptr;
}

NodeSpec* NetworkSpec::find(std::string_view id) {
  const size_t i = index_of(*this, id);
  return i < nodes.size() ? &nodes[i] : nullptr;
}

std::string NetworkSpec::fresh_id(std::string_view type) const {
  for (int n = 1;; ++n) {
    std::string id = std::string(type) + std::to_string(n);
    if (!find(id)) return id;
  }
}

std::string NetworkSpec::fresh_group_id() const {
  for (int n = 1;; ++n) {
    std::string id = "group" + std::to_string(n);
    if (std::ranges::find(groups, id, &GroupSpec::id) == groups.end()) return id;
  }
}

std::string insert_between(NetworkSpec& net, NodeSpec node, std::string_view from, std::string_view to) {
  if (node.id.empty() || net.find(node.id)) node.id = net.fresh_id(node.type);
  std::string id = node.id;
  put_on_wire(net, std::move(node), from, to);
  return id;
}

void remove_node(NetworkSpec& net, std::string_view id) {
  const size_t i = index_of(net, id);
  if (i == net.nodes.size()) return;
  bridge(net, net.nodes[i].id);
  const std::string group = net.nodes[i].group;
  net.nodes.erase(net.nodes.begin() + static_cast<std::ptrdiff_t>(i));
  const bool others = std::ranges::any_of(net.nodes, [&](const NodeSpec& node) { return node.group == group; });
  if (!others) std::erase_if(net.groups, [&](const GroupSpec& g) { return g.id == group; });
}

void move_between(NetworkSpec& net, std::string_view id, std::string_view from, std::string_view to) {
  const size_t i = index_of(net, id);
  if (i == net.nodes.size() || from == id || to == id) return;  // dropped on its own place
  NodeSpec node = net.nodes[i];
  remove_node(net, node.id);
  put_on_wire(net, std::move(node), from, to);
}

std::vector<size_t> topological_order(const NetworkSpec& net) {
  std::vector<int> waiting(net.nodes.size(), 0);
  for (const EdgeSpec& e : net.edges) {
    const size_t to = index_of(net, e.to);
    if (to < net.nodes.size() && index_of(net, e.from) < net.nodes.size()) ++waiting[to];
  }
  std::vector<size_t> order;
  std::vector<bool> done(net.nodes.size(), false);
  for (bool progress = true; progress;) {
    progress = false;
    for (size_t i = 0; i < net.nodes.size(); ++i) {
      if (done[i] || waiting[i] > 0) continue;
      done[i] = progress = true;
      order.push_back(i);
      for (const EdgeSpec& e : net.edges) {
        if (e.from == net.nodes[i].id && index_of(net, e.to) < net.nodes.size()) --waiting[index_of(net, e.to)];
      }
      break;  // the earliest ready node first
    }
  }
  return order;
}

const NodeSpec* output_node(const NetworkSpec& net) {
  const NodeSpec* last = nullptr;
  for (size_t i : topological_order(net)) {
    const NodeSpec& node = net.nodes[i];
    const auto reads = [&](const EdgeSpec& e) { return e.from == node.id; };
    if (std::none_of(net.edges.begin(), net.edges.end(), reads)) last = &node;
  }
  return last;
}

const NodeSpec* input_node(const NetworkSpec& net) {
  for (const NodeSpec& node : net.nodes) {
    if (node.type == "input") return &node;
  }
  return nullptr;
}

bool is_passage(const NetworkSpec& net, std::string_view node) {
  const NodeSpec* out = output_node(net);
  if (!out || !net.find(node)) return false;
  // Back from the output, but not through the node: an input that is reached has a way past it.
  std::vector<std::string_view> found;
  if (out->id != node) found.push_back(out->id);
  for (size_t k = 0; k < found.size(); ++k) {
    if (net.find(found[k])->type == "input") return false;
    for (const EdgeSpec& e : net.edges) {
      if (e.to == found[k] && e.from != node && std::ranges::find(found, e.from) == found.end())
        found.push_back(e.from);
    }
  }
  return true;
}

NodeTitle node_title(const NetworkSpec& net, std::string_view id) {
  const NodeSpec* node = net.find(id);
  if (!node) return {std::string(id), 0};
  if (!node->name.empty()) return {node->name, 0};
  const NodeSpec* out = output_node(net);
  if (out == node && node->type != "input") return {"Output", 0};
  int number = 0, same = 0;
  for (size_t i : topological_order(net)) {
    const NodeSpec& other = net.nodes[i];
    if (other.type != node->type || !other.name.empty() || &other == out) continue;
    ++same;
    if (&other == node) number = same;
  }
  const LayerType* type = layers().find(node->type);
  return {type ? type->title : node->type, same > 1 ? number : 0};
}

}  // namespace engine
