#include "app/panels/network_model.h"

#include <algorithm>
#include <limits>

#include "app/ui/format.h"
#include "app/workbench/edits.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/loss_type.h"

namespace app::network {
namespace {

constexpr float kUnbounded = std::numeric_limits<float>::infinity();

// The choice among a layer's parameters that names an activation.
const engine::ParamSpec* activation_param(const engine::LayerType& type) {
  for (const engine::ParamSpec& spec : type.params) {
    if (!spec.choices.empty() && engine::activations().find(spec.choices.front().id)) return &spec;
  }
  return nullptr;
}

// What the foot of a column without activation says: its first number, such as the chance of dropout.
std::string parameter_text(const engine::LayerType& type, const engine::Params& params) {
  for (const engine::ParamSpec& spec : type.params) {
    const auto it = params.find(spec.key);
    if (it == params.end() || spec.key == type.units_key || !std::holds_alternative<double>(it->second)) continue;
    std::string number = ui::format_number(std::get<double>(it->second), 2);
    if (number.ends_with("0") && number.starts_with("0.")) number.pop_back();
    return spec.key.size() <= 2 ? spec.key + " " + number : number;
  }
  return "";
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

}  // namespace

std::string feature_label(const std::string& id) {
  std::string text = id;
  replace(text, "x1", "x₁");
  replace(text, "x2", "x₂");
  replace(text, "^2", "²");
  replace(text, "*", "");
  replace(text, "(", " ");
  replace(text, ")", "");
  return text;
}

std::string title_of(const engine::NetworkSpec& net, std::string_view id) {
  const engine::NodeTitle t = engine::node_title(net, id);
  const std::string words = ui::tr(t.title);  // a user's own name has no translation and stays
  return t.number > 0 ? words + " " + std::to_string(t.number) : words;
}

int Model::column_of(std::string_view id) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

bool Model::update(const View& view) {
  const engine::Experiment& e = view.experiment;
  const engine::PreparedData* data = view.fresh ? view.snapshot.data.get() : data_;
  bool same = version_ > 0 && language_ == ui::language() && data == data_ && loss_ == e.loss.type &&
              source_ == e.data.source.type && features_ == e.data.features && spec_ == e.network &&
              shapes_.size() == view.info.nodes.size();
  for (size_t i = 0; same && i < shapes_.size(); ++i) {
    const engine::NodeInfo& node = view.info.nodes[i];
    same = shapes_[i] == node.output.value_or(engine::Shape{}) && failed_[i] == node.error.has_value();
  }
  if (same) return false;
  language_ = ui::language();
  data_ = data;
  loss_ = e.loss.type;
  source_ = e.data.source.type;
  features_ = e.data.features;
  spec_ = e.network;
  shapes_.clear();
  failed_.clear();
  for (const engine::NodeInfo& node : view.info.nodes) {
    shapes_.push_back(node.output.value_or(engine::Shape{}));
    failed_.push_back(node.error.has_value());
  }
  build(view);
  ++version_;
  return true;
}

void Model::build(const View& view) {
  const engine::NetworkSpec& net = view.experiment.network;
  const engine::DatasetType* source = engine::datasets().find(view.experiment.data.source.type);
  plane_ = source && source->dimensions == 2;
  std::vector<size_t> order = view.info.order;
  for (size_t i = 0; i < net.nodes.size(); ++i) {  // nodes on a circle have no place in the order, but are shown
    if (std::find(order.begin(), order.end(), i) == order.end()) order.push_back(i);
  }
  columns_.assign(order.size(), {});
  contents_.clear();
  for (size_t k = 0; k < order.size(); ++k) {
    build_column(view, order[k], columns_[k]);
    contents_.push_back({columns_[k].units, !columns_[k].labels.empty()});
  }
  wires_.clear();
  for (const Gap& gap : gaps(net)) {
    const int from = column_of(gap.from);
    if (from < 0) continue;
    wires_.push_back({from, column_of(gap.to), gap, "network.gap." + gap.from + "." + gap.to});
  }
  set_ranges(view);
}

void Model::build_column(const View& view, size_t node, Column& c) const {
  const engine::NetworkSpec& net = view.experiment.network;
  const engine::NodeSpec& spec = net.nodes[node];
  c.node = node;
  c.id = spec.id;
  c.title = title_of(net, spec.id);
  c.frozen = spec.frozen;
  c.is_output = engine::output_node(net) == &spec;
  c.low = -kUnbounded;
  c.high = kUnbounded;
  for (const auto& [name, text] : {std::pair{&c.name_column, "column"},
                                   {&c.name_title, "title"},
                                   {&c.name_units, "units"},
                                   {&c.name_plus, "plus"},
                                   {&c.name_minus, "minus"},
                                   {&c.name_activation, "activation"},
                                   {&c.name_more, "more"}}) {
    *name = std::string("network.") + text + "." + c.id;
  }
  if (node >= view.info.nodes.size()) return;
  const engine::NodeInfo& info = view.info.nodes[node];
  if (info.error) c.error = ui::tr(info.error->what);
  const engine::LayerType* type = info.type;
  if (type) {
    c.glyph = type->glyph;
    c.is_input = type->inputs == 0;
    c.has_weights = type->has_weights;
    c.steppable = !type->units_key.empty() && !c.is_output && !info.params.empty();
    if (const engine::ParamSpec* units = engine::find_param(type->params, type->units_key))
      c.most_units = units->maximum;
    if (const engine::ParamSpec* choice = activation_param(*type); choice && !info.params.empty()) {
      c.activation_key = choice->key;
      c.activation = engine::activations().find(engine::get_text(info.params, choice->key));
    }
    if (c.activation) {
      c.chip = ui::tr(c.activation->title);
      if (!c.activation->params.empty()) {
        const auto it = info.params.find(c.activation->params[0].key);
        if (it != info.params.end() && std::holds_alternative<double>(it->second))
          c.activation_parameter = static_cast<float>(std::get<double>(it->second));
      }
      c.low = static_cast<float>(c.activation->low);
      c.high = static_cast<float>(c.activation->high);
    } else {
      c.chip = parameter_text(*type, info.params);
      if (type->output_range && !info.params.empty()) {
        const engine::ValueRange range = type->output_range(info.params);
        c.low = static_cast<float>(range.low);
        c.high = static_cast<float>(range.high);
      }
    }
  }
  if (!info.output) return;
  c.units = info.output->count();
  c.last_axis = info.output->back();
  c.shape = info.output->text();
  c.count = ui::format_short(static_cast<double>(c.units));
  if (c.is_input) name_inputs(view, c);
  for (int k = 0; k < std::min<int64_t>(c.units, ui::kMostTiles); ++k)
    c.name_unit.push_back("network.unit." + c.id + "." + std::to_string(k));
}

void Model::name_inputs(const View& view, Column& c) const {
  const auto fits = [&](const std::vector<std::string>& names) {
    return static_cast<int64_t>(names.size()) == c.units;
  };
  if (plane_ && fits(view.experiment.data.features)) {
    for (const std::string& id : view.experiment.data.features) c.labels.push_back(feature_label(id));
  } else if (data_ && fits(data_->feature_names)) {
    for (const std::string& name : data_->feature_names) c.labels.push_back(feature_label(name));
  } else if (c.units <= ui::kMostTiles) {
    for (int64_t i = 0; i < c.units; ++i) c.labels.push_back("x" + std::to_string(i + 1));
  }
}

// Layers that hand numbers on have the limits of what they get.
void Model::set_ranges(const View& view) {
  input_ = engine::Shape{};
  for (Column& c : columns_) {
    if (c.is_input && c.node < view.info.nodes.size() && !view.info.nodes[c.node].inputs.empty())
      input_ = view.info.nodes[c.node].inputs.front();
    if (c.is_input || c.has_weights || c.activation) continue;
    for (const Wire& w : wires_) {
      if (w.to < 0 || columns_[static_cast<size_t>(w.to)].id != c.id) continue;
      c.low = columns_[static_cast<size_t>(w.from)].low;
      c.high = columns_[static_cast<size_t>(w.from)].high;
    }
  }
}

}  // namespace app::network
