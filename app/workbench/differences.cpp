#include "app/workbench/differences.h"

#include <span>
#include <string>

#include "app/workbench/tasks.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/schedule_type.h"

namespace app {
namespace {

using engine::Experiment;
using engine::message;
using engine::Message;
using engine::Term;
using Specs = std::span<const engine::ParamSpec>;

// A value as it is called; its default where it is absent.
std::string value_text(const engine::ParamSpec& spec, const engine::Params& params) {
  const auto found = params.find(spec.key);
  const engine::ParamValue& value = found == params.end() ? spec.default_value : found->second;
  if (const auto* on = std::get_if<bool>(&value)) return *on ? "on" : "off";
  std::string text = engine::param_text(value);
  for (const engine::Choice& choice : spec.choices) {
    if (choice.id == text) return choice.label;
  }
  return text;
}

void add_number(const char* label, double from, double to, std::vector<Message>& out) {
  if (from != to) out.push_back(message("{} {} → {}", label, from, to));
}

void add_params(Specs specs, const engine::Params& from, const engine::Params& to, const std::string& owner,
                std::vector<Message>& out) {
  for (const engine::ParamSpec& spec : specs) {
    const std::string before = value_text(spec, from), after = value_text(spec, to);
    if (before == after) continue;
    if (owner.empty()) out.push_back(message("{} {} → {}", spec.label, before, after));
    if (!owner.empty()) out.push_back(message("{}: {} {} → {}", owner, spec.label, before, after));
  }
}

// A term of a catalog: another one, or others of its parameters.
template <class Catalog>
void add_term(const Catalog& catalog, const char* what, const Term& from, const Term& to, std::vector<Message>& out) {
  if (from == to) return;
  const auto* before = catalog.find(from.type);
  const auto* after = catalog.find(to.type);
  if (!before || !after) return;
  if (before != after) {
    out.push_back(message("{}: {} → {}", what, before->title, after->title));
  } else {
    add_params(after->params, from.params, to.params, {}, out);
  }
}

std::string title_of(const engine::NetworkSpec& net, const std::string& id) {
  const engine::NodeTitle title = engine::node_title(net, id);
  return title.number > 0 ? title.title + " " + std::to_string(title.number) : title.title;
}

void add_network(const engine::NetworkSpec& from, const engine::NetworkSpec& to, std::vector<Message>& out) {
  const size_t before = out.size();
  for (const engine::NodeSpec& node : from.nodes) {
    if (!to.find(node.id)) out.push_back(message("Removed: {}", title_of(from, node.id)));
  }
  for (const engine::NodeSpec& node : to.nodes) {
    const engine::NodeSpec* old = from.find(node.id);
    if (!old || old->type != node.type) {
      out.push_back(message("Added: {}", title_of(to, node.id)));
      continue;
    }
    const engine::LayerType* type = engine::layers().find(node.type);
    if (type) add_params(type->params, old->params, node.params, title_of(to, node.id), out);
    if (old->frozen != node.frozen)
      out.push_back(message(node.frozen ? "Frozen: {}" : "Learns again: {}", title_of(to, node.id)));
    if (!(old->masks == node.masks)) out.push_back(message("{}: other parts switched off", title_of(to, node.id)));
  }
  if (out.size() == before && !(from.edges == to.edges)) out.push_back(message("Other wires"));
}

}  // namespace

std::vector<Message> differences(const Experiment& from, const Experiment& to) {
  std::vector<Message> out;
  if (!(from.data.source == to.data.source)) {
    add_term(engine::datasets(), "Data", from.data.source, to.data.source, out);
  }
  engine::DataSpec same_source = from.data;
  same_source.source = to.data.source;
  add_number("Samples", static_cast<double>(from.data.size), static_cast<double>(to.data.size), out);
  add_number("Noise", from.data.noise, to.data.noise, out);
  same_source.size = to.data.size;
  same_source.noise = to.data.noise;
  if (!(same_source == to.data)) out.push_back(message("Other samples or preparation"));
  add_term(engine::tasks(), "Learns from", from.task, to.task, out);
  add_network(from.network, to.network, out);
  add_term(engine::losses(), "Loss", from.loss, to.loss, out);
  add_term(engine::optimizers(), "Optimizer", from.optimizer, to.optimizer, out);
  add_term(engine::schedules(), "Schedule", from.schedule, to.schedule, out);
  add_number("Batch size", static_cast<double>(from.batch_size), static_cast<double>(to.batch_size), out);
  add_number("L1", from.regularization.l1, to.regularization.l1, out);
  add_number("L2", from.regularization.l2, to.regularization.l2, out);
  add_number("Clip norm", from.regularization.clip_norm, to.regularization.clip_norm, out);
  add_number("Clip value", from.regularization.clip_value, to.regularization.clip_value, out);
  if (from.seed != to.seed) out.push_back(message("Other starting weights"));
  return out;
}

}  // namespace app
