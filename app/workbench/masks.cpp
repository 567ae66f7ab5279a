#include "app/workbench/masks.h"

#include <algorithm>

#include "engine/graph/network.h"

namespace app {

using engine::Experiment;
using engine::HeldWeight;
using engine::Masks;
using engine::NodeSpec;

namespace {

std::vector<int64_t>& list_of(Masks& masks, MaskKind kind) {
  return kind == MaskKind::off_head   ? masks.off_heads
         : kind == MaskKind::off_unit ? masks.off_units
                                      : masks.frozen_units;
}

const std::vector<int64_t>& list_of(const Masks& masks, MaskKind kind) {
  return list_of(const_cast<Masks&>(masks), kind);  // NOLINT: handed back as const
}

bool before(const HeldWeight& w, int64_t unit, int64_t input) {
  return w.unit != unit ? w.unit < unit : w.input < input;
}

template <class List>
auto place_of(List& weights, int64_t unit, int64_t input) {
  return std::partition_point(weights.begin(), weights.end(),
                              [&](const HeldWeight& w) { return before(w, unit, input); });
}

}  // namespace

int64_t choices_of(const engine::NodeInfo& info, MaskKind kind) {
  if (!info.type || !info.output || info.error || info.type->inputs == 0 || info.type->gate) return 0;
  switch (kind) {
    case MaskKind::off_unit: return engine::unit_count(*info.output);
    case MaskKind::off_head:
      return info.type->heads_key.empty() ? 0 : engine::get_int(info.params, info.type->heads_key);
    case MaskKind::frozen_unit: return engine::units_own_weights(info) ? engine::unit_count(*info.output) : 0;
    case MaskKind::weight: {
      const engine::Shape matrix = engine::held_matrix(info);
      return matrix.rank() == 2 ? matrix.count() : 0;
    }
  }
  return 0;
}

std::vector<Masked> masked_parts(const engine::NetworkSpec& net, const engine::NetworkInfo& info) {
  std::vector<Masked> out;
  for (const size_t i : info.order) {
    if (i >= net.nodes.size() || i >= info.nodes.size() || net.nodes[i].masks.empty()) continue;
    const NodeSpec& node = net.nodes[i];
    for (const MaskKind kind : {MaskKind::off_unit, MaskKind::off_head, MaskKind::frozen_unit}) {
      const int64_t most = list_of(node.masks, kind).empty() ? 0 : choices_of(info.nodes[i], kind);
      for (const int64_t index : list_of(node.masks, kind)) {
        if (index < most) out.push_back({node.id, kind, index, 0, 0});
      }
    }
    if (node.masks.weights.empty()) continue;
    const engine::Shape matrix = engine::held_matrix(info.nodes[i]);
    for (const HeldWeight& w : node.masks.weights) {
      if (matrix.rank() == 2 && w.unit < matrix[0] && w.input < matrix[1])
        out.push_back({node.id, MaskKind::weight, w.unit, w.input, w.value});
    }
  }
  return out;
}

bool is_masked(const Masks& masks, MaskKind kind, int64_t index) {
  const std::vector<int64_t>& list = list_of(masks, kind);
  return std::binary_search(list.begin(), list.end(), index);
}

std::optional<double> held_value(const Masks& masks, int64_t unit, int64_t input) {
  const auto at = place_of(masks.weights, unit, input);
  if (at == masks.weights.end() || at->unit != unit || at->input != input) return std::nullopt;
  return at->value;
}

Experiment set_masked(Experiment e, std::string_view id, MaskKind kind, int64_t index, bool on) {
  NodeSpec* node = e.network.find(id);
  if (!node || is_masked(node->masks, kind, index) == on) return e;
  std::vector<int64_t>& list = list_of(node->masks, kind);
  const auto at = std::lower_bound(list.begin(), list.end(), index);
  if (on) {
    list.insert(at, index);
  } else {
    list.erase(at);
  }
  return e;
}

Experiment hold_weight(Experiment e, std::string_view id, int64_t unit, int64_t input, std::optional<double> value) {
  NodeSpec* node = e.network.find(id);
  if (!node) return e;
  std::vector<HeldWeight>& weights = node->masks.weights;
  const auto at = place_of(weights, unit, input);
  const bool there = at != weights.end() && at->unit == unit && at->input == input;
  if (value && there) {
    at->value = *value;
  } else if (value) {
    weights.insert(at, {unit, input, *value});
  } else if (there) {
    weights.erase(at);
  }
  return e;
}

Experiment let_go(Experiment e, const Masked& part) {
  if (part.kind == MaskKind::weight) return hold_weight(std::move(e), part.node, part.index, part.input, std::nullopt);
  return set_masked(std::move(e), part.node, part.kind, part.index, false);
}

Experiment clear_masks(Experiment e, std::string_view id) {
  for (NodeSpec& node : e.network.nodes) {
    if (id.empty() || node.id == id) node.masks = {};
  }
  return e;
}

}  // namespace app
