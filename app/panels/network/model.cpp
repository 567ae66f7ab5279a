#include "app/panels/network/model.h"

#include <algorithm>
#include <limits>

#include "app/ui/format.h"
#include "app/ui/i18n.h"
#include "app/ui/network_canvas_wires.h"
#include "app/ui/shown_sample.h"
#include "app/workbench/edits.h"
#include "app/workbench/tasks.h"
#include "app/workbench/wiring.h"
#include "engine/data/steps.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/loss_type.h"

namespace app::network {
namespace {

constexpr float kUnbounded = std::numeric_limits<float>::infinity();
constexpr int64_t kMostWeights = 60'000;   // of a layer that are looked at one by one
constexpr int64_t kMostUnitsOfTable = 32;  // inputs of a table, above which one sample is shown

// Images, sequences and long lists: the outputs for one sample say more than those of one unit for many samples. A
// sample that the user made is shown whatever the data.
bool shows_samples(const View& view) {
  if (ui::shown_sample().probe) return true;
  for (size_t i = 0; i < view.info.nodes.size() && i < view.experiment.network.nodes.size(); ++i) {
    const engine::NodeInfo& node = view.info.nodes[i];
    if (node.type && node.type->reads_tokens) return true;
    if (!node.type || node.type->inputs != 0 || node.inputs.empty()) continue;
    const engine::Shape& input = node.inputs.front();
    if (input.rank() > 1 || input.count() > kMostUnitsOfTable) return true;
  }
  return false;
}

// The numbers of the input are tokens where a layer behind it reads them so.
bool reads_tokens(const View& view, const engine::NodeSpec& input) {
  for (const engine::EdgeSpec& wire : view.experiment.network.edges) {
    const engine::NodeSpec* to = wire.from == input.id ? view.experiment.network.find(wire.to) : nullptr;
    const engine::LayerType* type = to ? engine::layers().find(to->type) : nullptr;
    if (type && type->reads_tokens) return true;
  }
  return view.data && !view.data->raw.vocabulary.empty();
}

// What the foot of a column without activation says: its first number, such as the chance of dropout.
std::string parameter_text(const engine::LayerType& type, const engine::Params& params) {
  for (const engine::ParamSpec& spec : type.params) {
    const auto it = params.find(spec.key);
    if (it == params.end() || spec.key == type.units_key || !std::holds_alternative<double>(it->second)) continue;
    if (std::get<double>(it->second) == 0) continue;  // an option that is off
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
  if (const auto found = folded_.find(id); found != folded_.end()) id = found->second;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

bool Model::update(const View& view) {
  const engine::Experiment& e = view.experiment;
  const engine::PreparedData* data = view.data.get();
  const bool probe = ui::shown_sample().probe;
  bool same = version_ > 0 && probe == probe_ && language_ == ui::language() && data == data_ && loss_ == e.loss.type &&
              source_ == e.data.source.type && steps_ == e.data.steps && spec_ == e.network &&
              shapes_.size() == view.info.nodes.size();
  for (size_t i = 0; same && i < shapes_.size(); ++i) {
    const engine::NodeInfo& node = view.info.nodes[i];
    same = shapes_[i] == node.output.value_or(engine::Shape{}) && failed_[i] == node.error.has_value();
  }
  if (same) return false;
  language_ = ui::language();
  probe_ = probe;
  data_ = data;
  loss_ = e.loss.type;
  source_ = e.data.source.type;
  steps_ = e.data.steps;
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
  plane_ = source && source->dimensions == 2 && !makes_samples(view.experiment);
  std::vector<size_t> order = view.info.order;
  for (size_t i = 0; i < net.nodes.size(); ++i) {  // nodes on a circle have no place in the order, but are shown
    if (std::find(order.begin(), order.end(), i) == order.end()) order.push_back(i);
  }
  fold_groups(view);
  std::erase_if(order, [&](size_t node) {
    const auto found = folded_.find(net.nodes[node].id);
    return found != folded_.end() && found->second != found->first;
  });
  columns_.assign(order.size(), {});
  by_sample_ = shows_samples(view);
  for (size_t k = 0; k < order.size(); ++k) {
    build_column(view, order[k], columns_[k]);
    if (folded_.contains(columns_[k].id)) stand_for_group(view, columns_[k]);
  }
  frame_groups(view);
  build_wires(view);
  rank_columns();
  contents_.clear();
  for (const Column& c : columns_) {
    const bool strip = c.form == Form::steps || c.form == Form::tokens;
    contents_.push_back({c.units, !c.labels.empty(), c.rank, c.lane, c.lanes, strip});
  }
  set_ranges(view);
}

void Model::build_wires(const View& view) {
  const engine::NetworkSpec& net = view.experiment.network;
  wires_.clear();
  for (const Gap& gap : gaps(net)) {
    const int from = column_of(gap.from), to = column_of(gap.to);
    if (from < 0 || from == to) continue;
    const bool folded = to >= 0 && !columns_[static_cast<size_t>(to)].group.empty();
    const auto same = std::ranges::find_if(wires_, [&](const Wire& w) { return w.to == to && w.gap.from == gap.from; });
    if (folded && same != wires_.end()) {
      same->also.push_back(gap);
      continue;
    }
    wires_.push_back({.from = from,
                      .to = to,
                      .gap = gap,
                      .also = {},
                      .port = folded ? 0 : gap.port,
                      .name = "network.gap." + gap.from + "." + gap.to});
    if (gap.port > 0) wires_.back().name += "." + std::to_string(gap.port);
    if (to < 0) continue;
    Column& c = columns_[static_cast<size_t>(to)];
    if (gap.port >= 0 && gap.port < c.ports) c.wired[static_cast<size_t>(gap.port)] = true;
  }
}

// The rank of a column is its longest way from the input; columns of one rank stand below each other.
void Model::rank_columns() {
  for (Column& c : columns_) c.rank = c.is_input ? 0 : 1;
  for (size_t round = 0; round < columns_.size(); ++round) {
    bool moved = false;
    for (const Wire& w : wires_) {
      if (w.to < 0) continue;
      Column& to = columns_[static_cast<size_t>(w.to)];
      const int least = columns_[static_cast<size_t>(w.from)].rank + 1;
      if (to.rank >= least || least > static_cast<int>(columns_.size())) continue;
      to.rank = least;
      moved = true;
    }
    if (!moved) break;
  }
  std::vector<int> count(columns_.size() + 2, 0);
  for (Column& c : columns_) c.lane = count[static_cast<size_t>(c.rank)]++;
  for (Column& c : columns_) c.lanes = count[static_cast<size_t>(c.rank)];
  std::vector<ui::Span> spans;
  for (const Wire& w : wires_) {
    const int from = columns_[static_cast<size_t>(w.from)].rank;
    spans.push_back({from, w.to < 0 ? from : columns_[static_cast<size_t>(w.to)].rank, -1});
  }
  channels_ = ui::assign_channels(spans);
  for (size_t i = 0; i < wires_.size(); ++i) {
    Wire& w = wires_[i];
    w.channel = spans[i].channel;
    if (w.to < 0) continue;
    const Column &from = columns_[static_cast<size_t>(w.from)], &to = columns_[static_cast<size_t>(w.to)];
    const bool tiles = from.form == Form::numbers && to.form == Form::numbers && w.channel < 0 && to.ports == 1;
    w.weights = tiles && w.gap.from == from.id && to.weights <= kMostWeights;  // not of another layer of a folded group
  }
}

void Model::build_column(const View& view, size_t node, Column& c) const {
  const engine::NetworkSpec& net = view.experiment.network;
  const engine::NodeSpec& spec = net.nodes[node];
  c.node = node;
  c.id = spec.id;
  c.members = {spec.id};
  c.title = title_of(net, spec.id);
  c.frozen = spec.frozen;
  c.masks = spec.masks;
  c.is_output = engine::output_node(net) == &spec;
  c.low = -kUnbounded;
  c.high = kUnbounded;
  for (const auto& [name, text] : {std::pair{&c.name_column, "column"},
                                   {&c.name_output, "out"},
                                   {&c.name_repair, "repair"},
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
  c.ports = ports_of(spec);
  c.wired.assign(static_cast<size_t>(std::max(0, c.ports)), false);
  for (int port = 0; port < c.ports; ++port) {
    c.name_port.push_back("network.in." + c.id + "." + std::to_string(port));
    const std::string name = port_name(spec, port);
    c.port_names.push_back(name.empty() ? name : ui::tr(name));
  }
  if (info.error) c.error = ui::tr(info.error->what);
  const engine::LayerType* type = info.type;
  if (type) {
    c.glyph = type->glyph;
    c.is_input = type->inputs == 0;
    c.gate = type->gate;
    c.has_weights = type->has_weights;
    c.steppable = !type->units_key.empty() && !c.is_output && !info.params.empty();
    if (const engine::ParamSpec* units = engine::find_param(type->params, type->units_key)) {
      c.most_units = units->maximum;
      const auto own = info.params.find(units->key);  // until the shape is known
      if (own != info.params.end() && std::holds_alternative<int64_t>(own->second))
        c.last_axis = std::get<int64_t>(own->second);
    }
    if (const engine::ParamSpec* choice = engine::activation_param(*type); choice && !info.params.empty()) {
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
  c.weights = info.cost.parameters;
  shape_column(view, *info.output, c);
  if (c.is_input && c.form == Form::numbers) name_inputs(view, c);
  for (int k = 0; k < std::min<int64_t>(c.units, ui::kMostTiles); ++k)
    c.name_unit.push_back("network.unit." + c.id + "." + std::to_string(k));
}

void Model::shape_column(const View& view, const engine::Shape& shape, Column& c) const {
  c.output = shape;
  c.last_axis = shape.back();
  c.shape = shape.text();
  c.count = ui::format_short(static_cast<double>(shape.count()));
  c.units = shape.count();
  if (shape.rank() == 3) {
    c.form = Form::planes;
    c.units = shape[0];
    c.last_axis = shape[0];
  } else if (shape.rank() == 2) {
    c.form = Form::steps;
    c.units = 1;
  } else if (c.is_input && reads_tokens(view, view.experiment.network.nodes[c.node])) {
    c.form = Form::tokens;
    c.units = 1;
  }
  if (c.form != Form::numbers) c.count = ui::format_short(static_cast<double>(c.last_axis));
}

void Model::name_inputs(const View& view, Column& c) const {
  const auto fits = [&](const std::vector<std::string>& names) {
    return static_cast<int64_t>(names.size()) == c.units;
  };
  if (makes_samples(view.experiment)) {  // numbers drawn at random
    for (int64_t i = 0; i < c.units && c.units <= ui::kMostTiles; ++i) c.labels.push_back("z" + std::to_string(i + 1));
    return;
  }
  const std::vector<std::string> features = engine::features_of(view.experiment.data);
  if (plane_ && fits(features)) {
    for (const std::string& id : features) c.labels.push_back(feature_label(id));
  } else if (data_ && fits(data_->feature_names)) {
    for (const std::string& name : data_->feature_names) c.labels.push_back(feature_label(ui::tr_name(name)));
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
    if (c.is_input || c.has_weights || c.activation || !c.group.empty()) continue;
    for (const Wire& w : wires_) {
      if (w.to < 0 || columns_[static_cast<size_t>(w.to)].id != c.id) continue;
      c.low = columns_[static_cast<size_t>(w.from)].low;
      c.high = columns_[static_cast<size_t>(w.from)].high;
    }
  }
}

}  // namespace app::network
