// Writing down the nodes and wires of a block, one layer after the other.
#pragma once

#include <initializer_list>
#include <string>

#include "engine/graph/network_spec.h"

namespace engine {

struct Fragment {
  NetworkSpec net;

  // Adds a layer that reads `sources` ("": what the block is wired to). Returns its id.
  std::string add(const char* type, Params params, std::initializer_list<std::string> sources) {
    const std::string id = net.fresh_id(type);
    net.nodes.push_back({id, type, "", std::move(params), false});
    int port = 0;
    for (const std::string& source : sources) net.edges.push_back({source, id, port++});
    return id;
  }
};

}  // namespace engine
