#include "app/workbench/edits.h"

#include <algorithm>

#include "app/workbench/groups.h"
#include "app/workbench/suggest.h"
#include "app/workbench/wiring.h"
#include "engine/data/prepare.h"
#include "engine/graph/insert_block.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"

namespace app {

using engine::Experiment;
using engine::message;
using engine::NetworkSpec;
using engine::NodeSpec;

namespace {

bool is_input(const NodeSpec& node) {
  const engine::LayerType* type = engine::layers().find(node.type);
  return type && type->inputs == 0;
}

// Does the output of the network still have the shape that the data needs?
std::optional<engine::Message> changed_output(const NetworkSpec& before, const NetworkSpec& after,
                                              const engine::Shape& input) {
  const auto shape = [&](const NetworkSpec& net) -> std::optional<engine::Shape> {
    const engine::NetworkInfo info = engine::infer(net, input);
    const NodeSpec* out = engine::output_node(net);
    for (size_t i = 0; i < net.nodes.size(); ++i) {
      if (&net.nodes[i] == out) return info.nodes[i].output;
    }
    return std::nullopt;
  };
  const auto was = shape(before), is = shape(after);
  if (!was || !is || *was == *is) return std::nullopt;
  return message("The network would end in {} numbers instead of {}.", is->text(), was->text());
}

// The activation that the hidden layers use, so that a new layer looks like its neighbours.
void copy_style(const NetworkSpec& net, NodeSpec& node) {
  const engine::LayerType* type = engine::layers().find(node.type);
  const NodeSpec* out = engine::output_node(net);
  for (const NodeSpec& other : net.nodes) {
    if (!type || other.type != node.type || &other == out) continue;
    for (const engine::ParamSpec& spec : type->params) {
      const auto found = other.params.find(spec.key);
      if (!spec.choices.empty() && found != other.params.end()) node.params[spec.key] = found->second;
    }
    return;
  }
}

// The node goes onto one wire; where two layers share several, the others stay.
std::string put_on_wire(NetworkSpec& net, NodeSpec node, const Gap& gap) {
  if (node.id.empty() || net.find(node.id)) node.id = net.fresh_id(node.type);
  const std::string id = node.id;
  node.group = engine::group_of_wire(net, gap.from, gap.to);
  const auto wire = std::find_if(net.edges.begin(), net.edges.end(), [&](const engine::EdgeSpec& e) {
    return e.from == gap.from && e.to == gap.to && e.port == gap.port;
  });
  if (wire == net.edges.end()) return engine::insert_between(net, std::move(node), gap.from, gap.to);
  wire->from = id;
  net.edges.push_back({gap.from, id, 0});
  const auto place =
      std::find_if(net.nodes.begin(), net.nodes.end(), [&](const NodeSpec& n) { return n.id == gap.to; });
  net.nodes.insert(place, std::move(node));
  return id;
}

void set_units_of(NodeSpec& node, int64_t units) {
  const engine::LayerType* type = engine::layers().find(node.type);
  if (type && !type->units_key.empty()) node.params[type->units_key] = units;
}

}  // namespace

std::optional<engine::Message> new_error(const NetworkSpec& before, const NetworkSpec& after,
                                         const engine::Shape& input) {
  const engine::NetworkInfo old = engine::infer(before, input), now = engine::infer(after, input);
  for (size_t i : now.order) {
    if (!now.nodes[i].error) continue;
    bool known = false;
    for (size_t k = 0; k < before.nodes.size(); ++k) {
      known = known || (before.nodes[k].id == after.nodes[i].id && old.nodes[k].error.has_value());
    }
    if (!known) return now.nodes[i].error->what;
  }
  return std::nullopt;
}

std::vector<Gap> gaps(const NetworkSpec& net) {
  std::vector<Gap> out;
  for (size_t i : engine::topological_order(net)) {
    for (const engine::EdgeSpec& e : net.edges) {
      if (e.to == net.nodes[i].id) out.push_back({e.from, e.to, e.port});
    }
  }
  const NodeSpec* last = engine::output_node(net);
  if (out.empty() && last) out.push_back({last->id, "", 0});
  return out;
}

namespace {

std::optional<engine::Shape> output_of(const NetworkSpec& net, const engine::NetworkInfo& info, std::string_view id) {
  for (size_t i = 0; i < net.nodes.size(); ++i) {
    if (net.nodes[i].id == id) return info.nodes[i].output;
  }
  return std::nullopt;
}

InsertPreview preview_block(const Experiment& e, const engine::Shape& input, std::string_view block, const Gap& gap) {
  InsertPreview preview;
  std::vector<std::string> ids;
  const Experiment next = insert_block_at(e, input, block, gap, ids);
  if (ids.empty()) {
    preview.refused = message("This block cannot be built here.");
    return preview;
  }
  preview.refused = new_error(e.network, next.network, input);
  if (!preview.refused && !gap.to.empty()) preview.refused = changed_output(e.network, next.network, input);
  preview.before = output_of(e.network, engine::infer(e.network, input), gap.from).value_or(engine::Shape{});
  preview.after = output_of(next.network, engine::infer(next.network, input), ids.back()).value_or(engine::Shape{});
  return preview;
}

}  // namespace

Experiment insert_block_at(Experiment e, const engine::Shape& input, std::string_view block, const Gap& gap,
                           std::vector<std::string>& ids) {
  ids.clear();
  const engine::BlockType* type = engine::blocks().find(block);
  if (!type) return e;
  const engine::Shape reads = output_of(e.network, engine::infer(e.network, input), gap.from).value_or(engine::Shape{});
  auto made = engine::insert_block(e.network, *type, engine::defaults(type->params), gap.from, gap.to, reads);
  if (!made) return e;
  ids = std::move(*made);
  const bool in_a_group = !engine::group_of_wire(e.network, gap.from, gap.to).empty();
  if (in_a_group || refuse_group(e.network, ids)) return e;
  std::string group;
  e = group_layers(std::move(e), ids, group);
  return rename_group(std::move(e), group, type->title);
}

InsertPreview preview_insert(const Experiment& e, const engine::Shape& input, std::string_view type, const Gap& gap) {
  if (engine::blocks().find(type)) return preview_block(e, input, type, gap);
  InsertPreview preview;
  std::string id;
  const Experiment next = insert_layer(e, type, gap, id);
  // A layer with several inputs may come first and get its other wires later.
  const bool open = ports_of(*next.network.find(id)) > 1;
  if (!open) preview.refused = new_error(e.network, next.network, input);
  if (!open && !preview.refused && !gap.to.empty()) preview.refused = changed_output(e.network, next.network, input);
  const engine::NetworkInfo info = engine::infer(next.network, input);
  for (size_t i = 0; i < next.network.nodes.size(); ++i) {
    if (next.network.nodes[i].id != id) continue;
    if (!info.nodes[i].inputs.empty()) preview.before = info.nodes[i].inputs.front();
    if (info.nodes[i].output) preview.after = *info.nodes[i].output;
  }
  return preview;
}

Experiment insert_layer(Experiment e, std::string_view type, const Gap& gap, std::string& id) {
  NodeSpec node;
  node.type = type;
  copy_style(e.network, node);
  // On an empty canvas the first layer becomes the output; otherwise it takes a middling number of units.
  const engine::LayerType* layer = engine::layers().find(type);
  if (layer && !layer->units_key.empty()) set_units_of(node, gap.to.empty() ? 1 : 8);
  id = put_on_wire(e.network, std::move(node), gap);
  return e;
}

Gap append_gap(const NetworkSpec& net) {
  const std::vector<Gap> all = gaps(net);
  return all.empty() ? Gap{} : all.back();
}

std::optional<engine::Message> refuse_delete(const NetworkSpec& net, std::string_view id) {
  const NodeSpec* node = net.find(id);
  if (!node) return message("There is no such layer.");
  if (is_input(*node)) return message("The input layer stays: it is where the data comes in.");
  if (node == engine::output_node(net)) return message("The last layer stays: its units are the answer.");
  return std::nullopt;
}

std::optional<engine::Message> refuse_move(const Experiment& e, const engine::Shape& input, std::string_view id,
                                           const Gap& gap) {
  const NodeSpec* node = e.network.find(id);
  if (!node) return message("There is no such layer.");
  if (is_input(*node)) return message("The input layer stays: it is where the data comes in.");
  const engine::LayerType* type = engine::layers().find(node->type);
  if (type && type->inputs != 1) return message("A layer with several inputs stays where its wires end.");
  if (node == engine::output_node(e.network)) return message("The last layer stays: its units are the answer.");
  if (gap.to.empty()) return message("The last layer stays: its units are the answer.");
  return new_error(e.network, move_node(e, id, gap).network, input);
}

Experiment delete_nodes(Experiment e, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (!refuse_delete(e.network, id)) engine::remove_node(e.network, id);
  }
  return e;
}

Experiment move_node(Experiment e, std::string_view id, const Gap& gap) {
  engine::move_between(e.network, id, gap.from, gap.to);
  return e;
}

Experiment duplicate_node(Experiment e, std::string_view id, std::string& copy_id) {
  const NodeSpec* node = e.network.find(id);
  if (!node || is_input(*node)) return e;
  NodeSpec copy = *node;
  copy.id.clear();
  copy.name.clear();
  for (const Gap& gap : gaps(e.network)) {
    const bool behind = gap.from == id, before_output = gap.to == id && node == engine::output_node(e.network);
    if (!behind && !before_output) continue;
    copy_id = put_on_wire(e.network, std::move(copy), gap);
    break;
  }
  return e;
}

Experiment set_node_param(Experiment e, std::string_view id, std::string_view key, engine::ParamValue value) {
  NodeSpec* node = e.network.find(id);
  if (!node) return e;
  node->params.insert_or_assign(std::string(key), std::move(value));
  // Fewer inputs than wires: those that have no end any more are gone.
  const engine::LayerType* type = engine::layers().find(node->type);
  if (type && type->inputs_key == key) {
    const int ports = ports_of(*node);
    std::erase_if(e.network.edges, [&](const engine::EdgeSpec& w) { return w.to == id && w.port >= ports; });
  }
  return e;
}

std::string kept_label(std::string text) {
  constexpr size_t kMostCharacters = 60;
  const auto blank = [](unsigned char c) { return c <= ' '; };
  while (!text.empty() && blank(static_cast<unsigned char>(text.back()))) text.pop_back();
  text.erase(text.begin(), std::ranges::find_if_not(text, blank));
  size_t characters = 0;
  const auto behind = std::ranges::find_if(text, [&](unsigned char c) {  // each UTF-8 character begins once
    return (c & 0xC0) != 0x80 && ++characters > kMostCharacters;
  });
  text.erase(behind, text.end());
  return text;
}

Experiment set_name(Experiment e, std::string_view id, std::string name) {
  if (NodeSpec* node = e.network.find(id)) node->name = kept_label(std::move(name));
  return e;
}

Experiment set_frozen(Experiment e, std::string_view id, bool frozen) {
  if (NodeSpec* node = e.network.find(id)) node->frozen = frozen;
  return e;
}

Experiment set_units(Experiment e, std::string_view id, int64_t units) {
  if (NodeSpec* node = e.network.find(id)) set_units_of(*node, std::max<int64_t>(1, units));
  return e;
}

Experiment set_loss(Experiment e, std::string_view type) {
  e.loss = {std::string(type), {}};
  return e;
}

Experiment set_optimizer(Experiment e, std::string_view type) {
  const engine::OptimizerType* now = engine::optimizers().find(type);
  const engine::OptimizerType* old = engine::optimizers().find(e.optimizer.type);
  if (!now) return e;
  engine::Term next{std::string(type), {}};
  const engine::ParamSpec* a = old ? engine::find_param(old->params, "learning_rate") : nullptr;
  const engine::ParamSpec* b = engine::find_param(now->params, "learning_rate");
  const auto rate = e.optimizer.params.find("learning_rate");
  if (a && b && rate != e.optimizer.params.end() && a->default_value == b->default_value) {
    next.params["learning_rate"] = rate->second;
  }
  e.optimizer = std::move(next);
  return e;
}

}  // namespace app
