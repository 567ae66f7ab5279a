// Shapes of all nodes of a network, or for each node the reason why it has none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/graph/network_spec.h"
#include "engine/schema/layer_type.h"

namespace engine {

struct NodeInfo {
  const LayerType* type = nullptr;  // nullptr: unknown
  Params params;                    // resolved; empty when they do not fit
  std::vector<Shape> inputs;
  std::optional<Shape> output;
  Cost cost;
  std::optional<Error> error;  // where = node id
  bool blocked = false;        // no error of its own, but an input has no shape
};

struct NetworkInfo {
  std::vector<NodeInfo> nodes;  // parallel to spec.nodes
  std::vector<size_t> order;    // topological
  Cost total;
  std::optional<Error> error;  // the first error in order, also those of the whole (a cycle, no input)

  bool ok() const { return !error.has_value(); }
};

// `input` is the shape of one sample. Never fails as a whole: errors stand in the result.
NetworkInfo infer(const NetworkSpec& net, const Shape& input);

// Bytes that parameters, gradients, optimizer state and activations of a batch will take.
int64_t estimate_bytes(const NetworkInfo& info, int64_t batch_rows, int optimizer_slots);

}  // namespace engine
