#include "engine/graph/receptive_field.h"

#include <algorithm>

#include "engine/schema/layer_type.h"

namespace engine {
namespace {

void join(Field& all, const Field& one) {
  if (one.empty()) return;
  if (all.empty()) {
    all = one;
    return;
  }
  all = {std::min(all.top, one.top), std::min(all.left, one.left), std::max(all.bottom, one.bottom),
         std::max(all.right, one.right)};
}

// The inputs along one axis that the outputs first .. end - 1 are made of.
void through_window(const NodeInfo& info, int axis, int64_t& first, int64_t& end) {
  const int64_t size = info.inputs[0][axis + 1];
  int64_t low = size, high = 0;
  std::vector<Tap> taps;
  for (int64_t place = first; place < end; ++place) {
    info.type->windowed->taps(info.params, info.inputs[0], *info.output, axis, place, taps);
    for (const Tap& tap : taps) {
      if (tap.input < 0 || tap.input >= size) continue;
      low = std::min(low, tap.input);
      high = std::max(high, tap.input + 1);
    }
  }
  first = low;
  end = high;
}

// What `f`, a part of what the node puts out, is made of at one of its wires.
Field before(const NodeInfo& info, const Shape& input, Field f) {
  if (info.type->windowed) {
    through_window(info, 0, f.top, f.bottom);
    through_window(info, 1, f.left, f.right);
    return f;
  }
  const Shape& output = *info.output;
  const bool as_it_is = output.rank() == 3 && output[1] == input[1] && output[2] == input[2];
  return as_it_is ? f : Field{0, 0, input[1], input[2]};
}

}  // namespace

Field receptive_field(const NetworkSpec& net, const NetworkInfo& info, int node, int64_t row, int64_t column) {
  const auto start = static_cast<size_t>(node);
  if (node < 0 || start >= info.nodes.size() || !info.nodes[start].output || info.nodes[start].output->rank() != 3)
    return {};
  std::vector<Field> fields(net.nodes.size());
  fields[start] = {row, column, row + 1, column + 1};
  Field found;
  for (size_t k = info.order.size(); k-- > 0;) {
    const size_t at = info.order[k];
    const NodeInfo& here = info.nodes[at];
    if (fields[at].empty() || !here.type) continue;
    if (here.type->inputs == 0) join(found, fields[at]);
    for (const EdgeSpec& e : net.edges) {
      if (e.to != net.nodes[at].id || static_cast<size_t>(e.port) >= here.inputs.size()) continue;
      const auto source =
          std::find_if(net.nodes.begin(), net.nodes.end(), [&](const NodeSpec& n) { return n.id == e.from; });
      const Shape& shape = here.inputs[static_cast<size_t>(e.port)];
      if (source == net.nodes.end() || shape.rank() != 3) return {};
      join(fields[static_cast<size_t>(source - net.nodes.begin())], before(here, shape, fields[at]));
    }
  }
  return found;
}

}  // namespace engine
