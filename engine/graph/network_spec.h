// What the user builds: nodes and wires, a plain value. No pointers, no weights, no places on the screen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/graph/masks.h"
#include "engine/schema/param.h"

namespace engine {

struct NodeSpec {
  std::string id;    // unique in the network, kept for ever: weights and views follow it
  std::string type;  // id of a LayerType; an unknown one is kept as it is and reported by infer
  std::string name;  // what the user calls it; empty: made from the type and its place
  Params params;     // as given; absent ones have their default
  bool frozen = false;
  Masks masks{};        // single units, heads and weights that are out of play
  std::string group{};  // the GroupSpec it belongs to; empty: none
  bool operator==(const NodeSpec&) const = default;
};

// A wire from the output of one node to an input of another.
struct EdgeSpec {
  std::string from;
  std::string to;
  int port = 0;  // which input of `to`
  bool operator==(const EdgeSpec&) const = default;
};

// Layers that the user has put together under a name, drawn in a frame or folded into one column. Training knows
// nothing of it.
struct GroupSpec {
  std::string id;    // unique among the groups
  std::string name;  // what the user calls it; empty: made from its place
  bool folded = false;
  bool operator==(const GroupSpec&) const = default;
};

struct NetworkSpec {
  std::vector<NodeSpec> nodes;
  std::vector<EdgeSpec> edges;
  std::vector<GroupSpec> groups{};  // one without layers is not shown
  bool operator==(const NetworkSpec&) const = default;

  const NodeSpec* find(std::string_view id) const;
  NodeSpec* find(std::string_view id);
  // A new id that no node has: "dense3".
  std::string fresh_id(std::string_view type) const;
  // A new id that no group has: "group3".
  std::string fresh_group_id() const;
};

// Whether every way from the inputs to the output leads through the node, and there is one.
bool is_passage(const NetworkSpec& net, std::string_view node);

// The group that both ends of a wire belong to; empty where there is none.
std::string group_of_wire(const NetworkSpec& net, std::string_view from, std::string_view to);

// ---- edits of a network; each keeps the spec well-formed --------------------------------------------------------

// Puts `node` (with a fresh id if it has none) on the wire from -> to: from -> node -> to. Returns its id.
std::string insert_between(NetworkSpec& net, NodeSpec node, std::string_view from, std::string_view to);
// Removes a node; its consumers are wired to its first input.
void remove_node(NetworkSpec& net, std::string_view id);
// Takes a one-input node out of its place and puts it on the wire from -> to.
void move_between(NetworkSpec& net, std::string_view id, std::string_view from, std::string_view to);

// Node indices in an order in which every wire points forward; shorter than nodes when there is a cycle. Stable:
// ties are taken in the order of `nodes`.
std::vector<size_t> topological_order(const NetworkSpec& net);
// The node nobody reads from (the last such in order), or nullptr.
const NodeSpec* output_node(const NetworkSpec& net);
const NodeSpec* input_node(const NetworkSpec& net);
// The name to show: node.name, or the type's title numbered among its kind in reading order ("Dense 2").
// `number` is 0 when there is only one. The title is the English one, to be translated by the caller.
struct NodeTitle {
  std::string title;
  int number = 0;
};
NodeTitle node_title(const NetworkSpec& net, std::string_view id);

}  // namespace engine
