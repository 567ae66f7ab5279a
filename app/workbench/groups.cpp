#include "app/workbench/groups.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/schema/layer_type.h"

namespace app {

using engine::EdgeSpec;
using engine::Experiment;
using engine::GroupSpec;
using engine::message;
using engine::NetworkSpec;
using engine::NodeSpec;

namespace {

using Ids = std::vector<std::string>;

bool has(const Ids& ids, std::string_view id) { return std::ranges::find(ids, id) != ids.end(); }

using Views = std::set<std::string_view>;

// All that is reached from the nodes against or along the wires, without them.
Views reached(const NetworkSpec& net, const Ids& nodes, bool along) {
  std::multimap<std::string_view, std::string_view> next;
  for (const EdgeSpec& e : net.edges) next.emplace(along ? e.from : e.to, along ? e.to : e.from);
  const Views own(nodes.begin(), nodes.end());
  Views found;
  std::vector<std::string_view> open(nodes.begin(), nodes.end());
  while (!open.empty()) {
    const auto [begin, end] = next.equal_range(open.back());
    open.pop_back();
    for (auto wire = begin; wire != end; ++wire) {
      if (!own.contains(wire->second) && found.insert(wire->second).second) open.push_back(wire->second);
    }
  }
  return found;
}

// Groups that lost their last layer are gone.
void drop_empty(NetworkSpec& net) {
  std::erase_if(net.groups, [&](const GroupSpec& g) {
    return std::ranges::none_of(net.nodes, [&](const NodeSpec& n) { return n.group == g.id; });
  });
}

GroupSpec* find(NetworkSpec& net, std::string_view group) {
  const auto found = std::ranges::find(net.groups, group, &GroupSpec::id);
  return found == net.groups.end() ? nullptr : &*found;
}

// The wires that cross the border of a set of nodes.
struct Border {
  std::vector<EdgeSpec> in, out;
};

Border border_of(const NetworkSpec& net, const Ids& nodes) {
  Border b;
  for (const EdgeSpec& e : net.edges) {
    const bool from = has(nodes, e.from), to = has(nodes, e.to);
    if (!from && to) b.in.push_back(e);
    if (from && !to) b.out.push_back(e);
  }
  return b;
}

}  // namespace

Ids group_members(const NetworkSpec& net, std::string_view group) {
  Ids ids;
  if (group.empty()) return ids;
  for (const NodeSpec& node : net.nodes) {
    if (node.group == group) ids.push_back(node.id);
  }
  return ids;
}

engine::NodeTitle group_title(const NetworkSpec& net, std::string_view group) {
  int number = 0;
  for (const GroupSpec& g : net.groups) {
    if (g.name.empty()) ++number;
    if (g.id != group) continue;
    return g.name.empty() ? engine::NodeTitle{"Group", number} : engine::NodeTitle{g.name, 0};
  }
  return {std::string(group), 0};
}

Ids groups_of(const NetworkSpec& net, const Ids& nodes) {
  Ids ids;
  for (const GroupSpec& g : net.groups) {
    const bool any =
        std::ranges::any_of(net.nodes, [&](const NodeSpec& n) { return n.group == g.id && has(nodes, n.id); });
    if (any) ids.push_back(g.id);
  }
  return ids;
}

std::string layer_between(const NetworkSpec& net, const Ids& nodes) {
  const Views behind = reached(net, nodes, true), before = reached(net, nodes, false);
  for (const NodeSpec& n : net.nodes) {
    if (behind.contains(n.id) && before.contains(n.id)) return n.id;
  }
  return {};
}

std::optional<engine::Message> refuse_group(const NetworkSpec& net, const Ids& nodes) {
  int known = 0;
  for (const std::string& id : nodes) {
    const NodeSpec* node = net.find(id);
    const engine::LayerType* type = node ? engine::layers().find(node->type) : nullptr;
    known += node ? 1 : 0;
    if (type && type->inputs == 0) return message("The input layer stands alone: it is where the data comes in.");
    if (type && type->gate) return message("The layer between the two networks stands alone.");
  }
  if (known < 2) return message("Select two layers or more to group them: Shift adds to the selection.");
  const std::string between = layer_between(net, nodes);
  if (between.empty()) return std::nullopt;
  const engine::NodeTitle title = engine::node_title(net, between);
  return message("{} lies between these layers; select it as well.",
                 title.number > 0 ? title.title + " " + std::to_string(title.number) : title.title);
}

Experiment group_layers(Experiment e, const Ids& nodes, std::string& group) {
  group = e.network.fresh_group_id();
  for (NodeSpec& node : e.network.nodes) {
    if (has(nodes, node.id)) node.group = group;
  }
  e.network.groups.push_back({group, "", false});
  drop_empty(e.network);
  return e;
}

Experiment ungroup(Experiment e, std::string_view group) {
  for (NodeSpec& node : e.network.nodes) {
    if (node.group == group) node.group.clear();
  }
  drop_empty(e.network);
  return e;
}

Experiment set_folded(Experiment e, std::string_view group, bool folded) {
  if (GroupSpec* g = find(e.network, group)) g->folded = folded;
  return e;
}

Experiment set_all_folded(Experiment e, bool folded) {
  for (GroupSpec& g : e.network.groups) g.folded = folded && !face_of(e.network, g.id).empty();
  return e;
}

Experiment rename_group(Experiment e, std::string_view group, std::string name) {
  if (GroupSpec* g = find(e.network, group)) g->name = kept_label(std::move(name));
  return e;
}

Ids selected_with(const NetworkSpec& net, const std::string& node) {
  const NodeSpec* of = net.find(node);
  const auto group = of ? std::ranges::find(net.groups, of->group, &GroupSpec::id) : net.groups.end();
  const bool folded = group != net.groups.end() && group->folded && !face_of(net, group->id).empty();
  return folded ? group_members(net, group->id) : Ids{node};
}

std::string face_of(const NetworkSpec& net, std::string_view group) {
  const Ids members = group_members(net, group);
  if (members.size() < 2 || refuse_group(net, members)) return {};
  const NodeSpec* out = engine::output_node(net);
  if (out && has(members, out->id)) return out->id;
  for (auto last = members.rbegin(); last != members.rend(); ++last) {
    const bool read =
        std::ranges::any_of(net.edges, [&](const EdgeSpec& w) { return w.from == *last && !has(members, w.to); });
    if (read) return *last;
  }
  return members.back();
}

std::optional<engine::Message> refuse_move_all(const Experiment& e, const engine::Shape& input, const Ids& nodes,
                                               const Gap& gap) {
  if (nodes.size() == 1) return refuse_move(e, input, nodes.front(), gap);
  for (const std::string& id : nodes) {
    if (const auto refused = refuse_delete(e.network, id)) return refused;
  }
  const Border b = border_of(e.network, nodes);
  const bool one_face = std::ranges::all_of(b.out, [&](const EdgeSpec& w) { return w.from == b.out.front().from; });
  const bool one_source = std::ranges::all_of(b.in, [&](const EdgeSpec& w) { return w.from == b.in.front().from; });
  if (b.in.empty() || b.out.empty() || !one_source || !one_face)
    return message("A group with several wires from outside stays where they end.");
  if (gap.to.empty()) return message("The last layer stays: its units are the answer.");
  if (has(nodes, gap.from) && has(nodes, gap.to)) return message("A group cannot go into itself.");
  return new_error(e.network, move_all(e, nodes, gap).network, input);
}

Experiment move_all(Experiment e, const Ids& nodes, const Gap& gap) {
  if (nodes.size() == 1) return move_node(std::move(e), nodes.front(), gap);
  NetworkSpec& net = e.network;
  const Border b = border_of(net, nodes);
  if (b.in.empty() || b.out.empty() || has(nodes, gap.from) || has(nodes, gap.to)) return e;
  const std::string source = b.in.front().from, face = b.out.front().from;
  const std::string outer = engine::group_of_wire(net, gap.from, gap.to);
  for (EdgeSpec& w : net.edges) {  // healed: who read the last of them reads what they read
    if (w.from == face && !has(nodes, w.to)) w.from = source;
  }
  const auto wire = std::ranges::find_if(
      net.edges, [&](const EdgeSpec& w) { return w.from == gap.from && w.to == gap.to && w.port == gap.port; });
  if (wire != net.edges.end()) wire->from = face;
  for (EdgeSpec& w : net.edges) {
    if (w.from == source && has(nodes, w.to)) w.from = gap.from;
  }
  std::vector<NodeSpec> moved;
  for (const NodeSpec& n : net.nodes) {
    if (has(nodes, n.id)) moved.push_back(n);
  }
  for (NodeSpec& n : moved) {
    if (!outer.empty()) n.group = outer;
  }
  std::erase_if(net.nodes, [&](const NodeSpec& n) { return has(nodes, n.id); });
  const auto reader = std::ranges::find(net.nodes, gap.to, &NodeSpec::id);
  net.nodes.insert(reader, moved.begin(), moved.end());
  drop_empty(net);
  return e;
}

}  // namespace app
