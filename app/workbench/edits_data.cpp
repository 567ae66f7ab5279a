// Edits of the data, and what the network has to follow: its input, output layer and loss.
#include <algorithm>

#include "app/workbench/edits.h"
#include "app/workbench/suggest.h"
#include "app/workbench/tasks.h"
#include "engine/data/prepare.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"

namespace app {

using engine::Experiment;
using engine::NetworkSpec;
using engine::NodeSpec;

namespace {

// Does the network read samples of this shape, and end in the shape that the targets need?
bool reads(const NetworkSpec& net, const engine::Shape& sample, const engine::Shape& target, int64_t classes) {
  const engine::NetworkInfo info = engine::infer(net, sample);
  const NodeSpec* out = engine::output_node(net);
  for (size_t i = 0; i < net.nodes.size(); ++i) {
    if (&net.nodes[i] != out || !info.nodes[i].output) continue;
    const engine::Shape& shape = *info.nodes[i].output;
    if (target.rank() == 2) return info.ok() && shape.rank() == 3 && shape[1] == target[0] && shape[2] == target[1];
    if (target.rank() == 1 && classes > 0) return info.ok() && shape.rank() == 2 && shape[0] == target[0];
    return info.ok() && shape.rank() == 1;
  }
  return false;
}

// One sample of a table made by hand; two inputs while there is nothing in it.
engine::Shape shape_by_hand(const engine::DatasetType& type, const engine::HandMade& hand,
                            const engine::Params& params) {
  const auto set = type.make({params, 0, 0, 0, hand});
  return set && set->rows() > 0 ? set->inputs.shape() : engine::Shape{2};
}

int64_t classes_by_hand(const engine::DataSpec& data) {
  const engine::DatasetType* type = engine::datasets().find(data.source.type);
  if (!type || !type->classes_by_hand) return -1;
  const auto params = engine::resolve(type->params, data.source.params);
  return params ? type->classes_by_hand(data.hand, *params) : -1;
}

engine::Term usual_loss(int64_t classes) {
  return {classes == 0 ? "mse" : classes > 2 ? "cross_entropy" : "bce_with_logits", {}};
}

// Whether the targets may be numbers; that of files is known only when they are read.
bool may_hold_numbers(const engine::DataSpec& data) {
  const engine::DatasetType* type = engine::datasets().find(data.source.type);
  if (type && type->classes >= 0) return type->classes == 0;
  return classes_by_hand(data) <= 0;
}

// Another kind of samples: a network that reads them in place of one that does not. Then output layer and loss.
Experiment fit_network(Experiment e, const engine::DatasetType& type, int64_t classes) {
  const auto params = engine::resolve(type.params, e.data.source.params);
  engine::Shape sample = engine::known_input_shape(e.data);
  if (sample.rank() == 0 && type.made_by_hand && params) sample = shape_by_hand(type, e.data.hand, *params);
  const engine::Shape target = params ? engine::known_target_shape(type, *params) : engine::Shape{};
  if (!learns_labels(e)) {
    const engine::LossType* loss = engine::losses().find(e.loss.type);
    const bool shares = loss && loss->coding == engine::TargetCoding::zero_one;
    if (shares && type.kind != engine::SampleKind::image) e.loss = {"mse", {}};  // other numbers lie anywhere
    return fit_samples(std::move(e), sample);
  }
  if (sample.rank() == 0) return fit_output(std::move(e), classes);
  const bool tokens = std::any_of(e.network.nodes.begin(), e.network.nodes.end(), [](const NodeSpec& node) {
    const engine::LayerType* layer = engine::layers().find(node.type);
    return layer && layer->reads_tokens;
  });
  const bool other_words = tokens != (type.kind == engine::SampleKind::tokens);
  bool fresh = false;
  if (other_words || !reads(e.network, sample, target, classes)) {
    if (auto suggested = suggest_network(type, *params, sample, classes)) {
      e.network = std::move(*suggested);
      fresh = true;
    }
  }
  if (target.rank() > 0 && classes > 0) {
    const engine::LossType* loss = engine::losses().find(e.loss.type);
    if (!loss || loss->coding != engine::TargetCoding::class_index) e.loss = {"cross_entropy", {}};
    return e;
  }
  if (target.rank() > 0) {
    const engine::LossType* loss = engine::losses().find(e.loss.type);
    if (!loss || !loss->regression) e.loss = {"mse", {}};
    return e;
  }
  if (fresh) e.loss = usual_loss(classes);
  return fit_output(std::move(e), classes);
}

// An agent acts there, with an own way of training unless it acts already.
Experiment enter_world(Experiment e, const engine::DatasetType& type) {
  if (!acts(e)) {
    e.task = {"dqn", {}};
    e.target = {};
    e.stop.at_target = false;
  }
  e.data.source = {type.id, {}};
  e.data.noise = type.default_noise;
  engine::set_features(e.data, {"x1", "x2"});
  engine::set_standardise(e.data, false);  // what is seen at random says little about what is seen later
  engine::drop_unsuitable_steps(e.data);
  if (e.data.split == "time") e.data.split = "stratified";
  return fit_acting(std::move(e));
}

}  // namespace

Experiment set_source(Experiment e, std::string_view source, int64_t classes) {
  const engine::DatasetType* type = engine::datasets().find(source);
  if (!type) return e;
  if (type->environment) return enter_world(std::move(e), *type);
  if (acts(e)) {  // in a world that is no longer there
    e.task = Experiment().task;
    e.loss = {};
  }
  const bool numbers = may_hold_numbers(e.data);
  const auto fitted = [&](int64_t count) {
    // A loss of numbers that would do for classes too was not chosen for them.
    const engine::LossType* loss = engine::losses().find(e.loss.type);
    if (numbers && count > 0 && loss && loss->regression) e.loss = {};
    Experiment next = type->generated || type->made_by_hand ? fit_network(std::move(e), *type, count)
                                                            : fit_output(std::move(e), count);
    if (next.loss.type.empty()) next.loss = usual_loss(count);
    return next;
  };
  const engine::DatasetType* old = engine::datasets().find(e.data.source.type);
  e.data.source = {std::string(source), {}};
  if (type->generated && (!old || old->default_noise != type->default_noise)) e.data.noise = type->default_noise;
  if (type->dimensions != 2 || !old || old->dimensions != 2) engine::set_features(e.data, {"x1", "x2"});
  engine::drop_unsuitable_steps(e.data);
  if (type->generated && e.data.split == "time") e.data.split = "stratified";  // those in order go by time anyway
  if (type->classes >= 0) return fitted(type->classes);
  if (type->made_by_hand) {
    if (type->begin_by_hand) type->begin_by_hand(e.data.hand);
    return fitted(std::max<int64_t>(0, classes_by_hand(e.data)));  // numbers until the user has begun
  }
  if (!type->generated) return classes < 0 ? e : fitted(classes);  // else known when the file has been read
  engine::DataSpec sample = e.data;
  sample.size = 100;
  const auto data = engine::prepare(sample);
  return data ? fitted((*data)->raw.classes) : e;
}

Experiment set_hand_made(Experiment e, engine::HandMade hand) {
  const int64_t before = classes_by_hand(e.data);
  e.data.hand = std::move(hand);
  const int64_t classes = classes_by_hand(e.data);
  if (classes < 0) return e;
  if (learns_labels(e) && (before <= 0) != (classes == 0))
    e.loss = usual_loss(classes);  // numbers became classes, or the reverse
  return fit_output(std::move(e), classes);
}

Experiment fit_output(Experiment e, int64_t classes) {
  if (!learns_labels(e)) {
    const engine::Shape sample = engine::known_input_shape(e.data);
    return fit_made(std::move(e), sample);
  }
  const NodeSpec* out = engine::output_node(e.network);
  const engine::LayerType* type = out ? engine::layers().find(out->type) : nullptr;
  if (!out || !type || type->units_key.empty()) return e;
  const int64_t units = classes > 2 ? classes : 1;
  const engine::LossType* loss = engine::losses().find(e.loss.type);
  const bool fits =
      loss && (classes == 0 ? loss->regression : loss->classification) &&
      (loss->coding == engine::TargetCoding::class_index) == (units > 1 && classes > 0 && !loss->regression);
  NodeSpec* node = e.network.find(out->id);
  const auto given = node->params.find(type->units_key);
  const bool same_units = given != node->params.end() && given->second == engine::ParamValue(units);
  if (fits && same_units) return e;
  node->params[type->units_key] = units;
  if (fits) return e;
  e.loss = usual_loss(classes);
  if (const engine::ParamSpec* activation = engine::activation_param(*type))
    node->params[activation->key] = std::string("linear");
  return e;
}

}  // namespace app
