#include "engine/graph/infer.h"

#include <algorithm>
#include <memory>

#include "engine/graph/layer.h"
#include "engine/tensor/scalar.h"

namespace engine {
namespace {

// Above this a count of parameters is an error before anything is multiplied further (and overflows).
constexpr int64_t kMostParameters = int64_t{1} << 40;
// A layer of more numbers is far beyond every limit, and is not made only to ask how much more it wants.
constexpr int64_t kMostOutputs = int64_t{1} << 30;

// The inputs of a node by port; an empty entry where no wire ends.
std::vector<const NodeInfo*> sources(const NetworkSpec& net, const NetworkInfo& info, const NodeSpec& node, int ports) {
  std::vector<const NodeInfo*> found(static_cast<size_t>(ports), nullptr);
  for (const EdgeSpec& e : net.edges) {
    if (e.to != node.id || e.port < 0 || e.port >= ports) continue;
    for (size_t i = 0; i < net.nodes.size(); ++i) {
      if (net.nodes[i].id == e.from) found[static_cast<size_t>(e.port)] = &info.nodes[i];
    }
  }
  return found;
}

std::optional<Error> infer_node(const NetworkSpec& net, const NodeSpec& node, const Shape& input, NetworkInfo& info,
                                NodeInfo& out) {
  out.type = layers().find(node.type);
  if (!out.type)
    return error("This version has no layer \"{}\"; remove it, or open the project with a newer one.", node.type);
  Result<Params> params = resolve(out.type->params, node.params);
  if (!params) return params.error();
  out.params = std::move(*params);
  const int ports = input_count(*out.type, out.params);
  for (const EdgeSpec& e : net.edges) {
    if (e.to != node.id || (e.port >= 0 && e.port < ports)) continue;
    return error("This layer takes {} wires, but another one ends at it; remove that wire.", ports);
  }
  if (ports == 0) {
    out.inputs = {input};
  } else {
    for (const NodeInfo* source : sources(net, info, node, ports)) {
      if (!source) return error("Nothing is wired to this layer; drag a wire to it or remove it.");
      if (!source->output) {
        out.blocked = true;
        return std::nullopt;
      }
      out.inputs.push_back(*source->output);
    }
  }
  const Result<Shape> shape = out.type->infer_shape(out.params, out.inputs);
  if (!shape) return shape.error();
  out.output = *shape;
  out.cost = out.type->cost(out.params, out.inputs, *shape);
  if (out.cost.parameters > kMostParameters || shape->count() > kMostParameters) {
    return error("This layer would need {} parameters, far more than fit in memory; make it smaller.",
                 out.cost.parameters);
  }
  return std::nullopt;
}

}  // namespace

NetworkInfo infer(const NetworkSpec& net, const Shape& input) {
  NetworkInfo info;
  info.nodes.resize(net.nodes.size());
  info.order = topological_order(net);
  const auto fail = [&](Error e, const std::string& where) {
    e.where = where;
    if (!info.error) info.error = e;
    return e;
  };
  for (size_t i : info.order) {
    NodeInfo& node = info.nodes[i];
    if (auto e = infer_node(net, net.nodes[i], input, info, node)) {
      node.output.reset();
      node.error = fail(std::move(*e), net.nodes[i].id);
    }
    info.total.parameters += node.cost.parameters;
    info.total.multiply_adds += node.cost.multiply_adds;
  }
  for (size_t i = 0; i < net.nodes.size(); ++i) {
    if (std::find(info.order.begin(), info.order.end(), i) != info.order.end()) continue;
    info.nodes[i].type = layers().find(net.nodes[i].type);
    info.nodes[i].error = fail(error("The wires form a circle; remove one of them."), net.nodes[i].id);
  }
  const NodeSpec* out = output_node(net);
  for (size_t i : info.order) {
    const auto reads = [&](const EdgeSpec& e) { return e.from == net.nodes[i].id; };
    if (info.nodes[i].error || &net.nodes[i] == out || std::any_of(net.edges.begin(), net.edges.end(), reads)) continue;
    info.nodes[i].error = fail(error("Nothing reads this layer; wire it onwards or remove it."), net.nodes[i].id);
  }
  if (!info.error && !input_node(net)) fail(error("The network has no input layer; add one."), "");
  if (!info.error && net.nodes.size() < 2) fail(error("The network is empty; drag a layer into it."), "");
  return info;
}

int64_t estimate_bytes(const NetworkInfo& info, int64_t batch_rows, int optimizer_slots) {
  int64_t activations = 0, workspace = 0;
  for (const NodeInfo& node : info.nodes) {
    if (!node.output) continue;
    activations += 3 * node.output->count();  // value, gradient, and the gradient for a second reader
    const bool input = node.type->inputs == 0;
    if (input || node.output->count() > kMostOutputs || node.cost.parameters > kMostOutputs ||
        node.cost.kept > kMostOutputs) {
      activations += node.cost.kept;
      continue;
    }
    const std::unique_ptr<Layer> layer = node.type->make(node.params, node.inputs, *node.output);
    for (const int64_t columns : layer->scratch_columns()) activations += columns;
    if (batch_rows > 0) workspace = std::max(workspace, layer->workspace_count(batch_rows));
  }
  const int64_t numbers = info.total.parameters * (2 + optimizer_slots) + activations * batch_rows + workspace;
  return numbers * static_cast<int64_t>(sizeof(Scalar));
}

}  // namespace engine
