#include "engine/graph/insert_block.h"

#include <algorithm>
#include <map>

#include "engine/core/check.h"

namespace engine {

Result<std::vector<std::string>> insert_block(NetworkSpec& net, const BlockType& block, const Params& params,
                                              std::string_view from, std::string_view to, const Shape& input) {
  const Result<Params> resolved = resolve(block.params, params);
  if (!resolved) return resolved.error();
  NetworkSpec part = block.build(*resolved, input);
  const NodeSpec* last = output_node(part);
  CHECK(last, "a block has an output");
  const std::string last_id = last->id;

  const auto reader = std::ranges::find_if(net.nodes, [&](const NodeSpec& n) { return n.id == to; });
  auto place = reader - net.nodes.begin();  // in front of the reader, so that the nodes stay in reading order
  std::map<std::string, std::string, std::less<>> names{{"", std::string(from)}};
  const std::string group = group_of_wire(net, from, to);
  std::vector<std::string> ids;
  for (NodeSpec& node : part.nodes) {
    const std::string id = net.fresh_id(node.type);
    names[node.id] = id;
    node.id = id;
    node.group = group;
    net.nodes.insert(net.nodes.begin() + place++, std::move(node));
    ids.push_back(id);
  }
  const std::string output = names.at(last_id);

  const auto wire = std::ranges::find_if(net.edges, [&](const EdgeSpec& e) { return e.from == from && e.to == to; });
  if (wire != net.edges.end()) {
    wire->from = output;
  } else if (!to.empty()) {
    net.edges.push_back({output, std::string(to), 0});
  }
  for (const EdgeSpec& e : part.edges) {
    const std::string& source = names.at(e.from);
    if (!source.empty()) net.edges.push_back({source, names.at(e.to), e.port});
  }
  return ids;
}

}  // namespace engine
