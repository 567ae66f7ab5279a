#include "engine/io/project_json.h"

#include <algorithm>
#include <set>

#include "engine/data/steps.h"
#include "engine/io/hand_json.h"
#include "engine/io/masks_json.h"

namespace engine {
namespace {

constexpr size_t kMostNodes = 10000, kMostSteps = 100;

Json to_json(const Params& params) {
  Json out = Json::object();
  for (const auto& [key, value] : params) {
    std::visit([&, k = key](const auto& v) { out[k] = v; }, value);
  }
  return out;
}

Json to_json(const Term& term) {
  Json out = {{"type", term.type}};
  if (!term.params.empty()) out["params"] = to_json(term.params);
  return out;
}

Json to_json(const StopRules& stop) {
  return {{"patience", stop.patience},
          {"min_delta", stop.min_delta},
          {"restore_best", stop.restore_best},
          {"seconds", stop.seconds},
          {"at_target", stop.at_target}};
}

Json to_json(const DataSpec& data) {
  Json out;
  out["source"] = to_json(data.source);
  out["size"] = data.size;
  out["noise"] = data.noise;
  out["seed"] = data.seed;
  out["train"] = data.train;
  out["validation"] = data.validation;
  out["test"] = data.test;
  out["split"] = data.split;
  Json& steps = out["steps"] = Json::array();
  for (const PreparationStep& step : data.steps) {
    steps.push_back(to_json(static_cast<const Term&>(step)));
    if (step.off) steps.back()["off"] = true;
  }
  out["shuffle"] = data.shuffle;
  write_hand_made(data.hand, out);
  return out;
}

Json to_json(const NetworkSpec& network) {
  Json nodes = Json::array(), edges = Json::array();
  for (const NodeSpec& node : network.nodes) {
    Json out = {{"id", node.id}, {"type", node.type}};
    if (!node.name.empty()) out["name"] = node.name;
    if (!node.params.empty()) out["params"] = to_json(node.params);
    if (node.frozen) out["frozen"] = true;
    write_masks(node.masks, out);
    if (!node.group.empty()) out["group"] = node.group;
    nodes.push_back(std::move(out));
  }
  for (const EdgeSpec& edge : network.edges) {
    Json out = Json::array({edge.from, edge.to});
    if (edge.port != 0) out.push_back(edge.port);
    edges.push_back(std::move(out));
  }
  Json out;
  out["nodes"] = std::move(nodes);
  out["edges"] = std::move(edges);
  for (const GroupSpec& group : network.groups) {
    Json of = {{"id", group.id}};
    if (!group.name.empty()) of["name"] = group.name;
    if (group.folded) of["folded"] = true;
    out["groups"].push_back(std::move(of));
  }
  return out;
}

void read_term(JsonFields& parent, const char* key, ReadLog& log, Term& term) {
  const Json* object = parent.object(key);
  if (!object) return;
  JsonFields fields(*object, parent.path_of(key), log);
  term = Term{};
  fields.read("type", term.type);
  fields.read("params", term.params);
  if (term.type.empty()) log.fail(fields.path_of("type"), message("This must name a type."));
  fields.finish();
}

void read_steps(const Json& list, const std::string& path, ReadLog& log, std::vector<PreparationStep>& steps) {
  if (list.size() > kMostSteps) {
    return log.fail(path, message("A preparation has at most {} steps, not {}.", kMostSteps, list.size()));
  }
  steps.clear();
  for (size_t i = 0; i < list.size() && !log.error; ++i) {
    JsonFields fields(list[i], fmt::format("{}[{}]", path, i), log);
    PreparationStep step;
    fields.read("type", step.type);
    fields.read("params", step.params);
    fields.read("off", step.off);
    if (step.type.empty()) log.fail(fields.path_of("type"), message("This must name a type."));
    fields.finish();
    steps.push_back(std::move(step));
  }
}

void read_features(const Json& list, const std::string& path, ReadLog& log, std::vector<std::string>& features) {
  features.clear();
  for (size_t i = 0; i < list.size(); ++i) {
    if (!list[i].is_string()) {
      return log.fail(fmt::format("{}[{}]", path, i), message("This must be {}, not {}.", "text", json_kind(list[i])));
    }
    features.push_back(list[i].get<std::string>());
  }
}

// Format 1 had two fields in place of the list of steps. Derived features are those of sets with two inputs.
void read_first_format(JsonFields& fields, ReadLog& log, DataSpec& data) {
  std::vector<std::string> features = features_of(data);
  bool standardise = standardises(data);
  if (const Json* list = fields.list("features")) read_features(*list, fields.path_of("features"), log, features);
  fields.read("standardise", standardise);
  data.steps.clear();
  set_standardise(data, standardise);
  const DatasetType* type = datasets().find(data.source.type);
  // A table had them only when it has two columns, which the file does not say; plain ones may be left over.
  const bool derived = std::any_of(features.begin(), features.end(), [](const std::string& f) { return f.size() > 2; });
  if (type && (type->dimensions == 2 || (!type->generated && derived))) set_features(data, features);
}

void read_data(const Json& object, ReadLog& log, DataSpec& data) {
  JsonFields fields(object, "data", log);
  read_term(fields, "source", log, data.source);
  fields.read("size", data.size);
  fields.read("noise", data.noise);
  fields.read("seed", data.seed);
  fields.read("train", data.train);
  fields.read("validation", data.validation);
  fields.read("test", data.test);
  fields.read("split", data.split);
  const Json* steps = object.is_object() && object.contains("steps") ? fields.list("steps") : nullptr;
  if (steps) {
    read_steps(*steps, fields.path_of("steps"), log, data.steps);
  } else {
    read_first_format(fields, log, data);
  }
  fields.read("shuffle", data.shuffle);
  read_hand_made(fields, log, data.hand);
  fields.finish();
}

void read_nodes(const Json& list, ReadLog& log, NetworkSpec& network) {
  if (list.size() > kMostNodes) {
    return log.fail("network.nodes", message("A network has at most {} layers, not {}.", kMostNodes, list.size()));
  }
  std::set<std::string> ids;
  for (size_t i = 0; i < list.size() && !log.error; ++i) {
    JsonFields fields(list[i], fmt::format("network.nodes[{}]", i), log);
    NodeSpec node;
    fields.read("id", node.id);
    fields.read("type", node.type);
    fields.read("name", node.name);
    fields.read("params", node.params);
    fields.read("frozen", node.frozen);
    read_masks(fields, log, node.masks);
    fields.read("group", node.group);
    if (node.id.empty()) log.fail(fields.path_of("id"), message("Every layer needs an id."));
    if (!ids.insert(node.id).second) log.fail(fields.path_of("id"), message("Two layers have the id \"{}\".", node.id));
    fields.finish();
    network.nodes.push_back(std::move(node));
  }
}

// The number of an input; signed where the program made the value itself.
bool is_port(const Json& value) {
  if (value.is_number_unsigned()) return value.get<uint64_t>() < 1000;
  return value.is_number_integer() && value.get<int64_t>() >= 0 && value.get<int64_t>() < 1000;
}

// Wires that lead nowhere, or to an input that has one already, are left out: the rest of the project is usable.
void read_edges(const Json& list, ReadLog& log, NetworkSpec& network) {
  std::set<std::string> ids;
  for (const NodeSpec& node : network.nodes) ids.insert(node.id);
  std::set<std::pair<std::string, int>> taken;
  for (size_t i = 0; i < list.size() && !log.error; ++i) {
    const Json& e = list[i];
    const std::string path = fmt::format("network.edges[{}]", i);
    const bool form = e.is_array() && (e.size() == 2 || e.size() == 3) && e[0].is_string() && e[1].is_string() &&
                      (e.size() == 2 || is_port(e[2]));
    if (!form) {
      log.fail(path, message("A wire is a list of two layer ids, from and to, and perhaps the number of the input."));
      return;
    }
    const EdgeSpec edge{e[0].get<std::string>(), e[1].get<std::string>(), e.size() == 3 ? e[2].get<int>() : 0};
    if (!ids.contains(edge.from) || !ids.contains(edge.to)) {
      log.warnings.push_back(
          message("{}: the wire from \"{}\" to \"{}\" leads nowhere and was left out.", path, edge.from, edge.to));
    } else if (!taken.emplace(edge.to, edge.port).second) {
      log.warnings.push_back(
          message("{}: an input of \"{}\" has a wire already; this one was left out.", path, edge.to));
    } else {
      network.edges.push_back(edge);
    }
  }
}

// Layers of a group that is not told of belong to none.
void read_groups(const Json& list, ReadLog& log, NetworkSpec& network) {
  std::set<std::string> ids;
  for (size_t i = 0; i < list.size() && !log.error; ++i) {
    JsonFields fields(list[i], fmt::format("network.groups[{}]", i), log);
    GroupSpec group;
    fields.read("id", group.id);
    fields.read("name", group.name);
    fields.read("folded", group.folded);
    if (group.id.empty() || !ids.insert(group.id).second)
      log.fail(fields.path_of("id"), message("Every group needs an id of its own, not \"{}\".", group.id));
    fields.finish();
    network.groups.push_back(std::move(group));
  }
}

void read_network(const Json& object, ReadLog& log, NetworkSpec& network) {
  JsonFields fields(object, "network", log);
  if (const Json* nodes = fields.list("nodes")) read_nodes(*nodes, log, network);
  if (const Json* edges = fields.list("edges")) read_edges(*edges, log, network);
  if (const Json* groups = fields.list("groups")) read_groups(*groups, log, network);
  std::set<std::string> known;
  for (const GroupSpec& group : network.groups) known.insert(group.id);
  std::set<std::string> used;
  for (NodeSpec& node : network.nodes) {
    if (!known.contains(node.group)) node.group.clear();
    used.insert(node.group);
  }
  std::erase_if(network.groups, [&](const GroupSpec& group) { return !used.contains(group.id); });
  fields.finish();
}

void read_regularization(const Json& object, ReadLog& log, Regularization& r) {
  JsonFields fields(object, "regularization", log);
  fields.read("l1", r.l1);
  fields.read("l2", r.l2);
  fields.read("clip_norm", r.clip_norm);
  fields.read("clip_value", r.clip_value);
  fields.finish();
}

void read_stop(const Json& object, ReadLog& log, StopRules& stop) {
  JsonFields fields(object, "stop", log);
  fields.read("patience", stop.patience);
  fields.read("min_delta", stop.min_delta);
  fields.read("restore_best", stop.restore_best);
  fields.read("seconds", stop.seconds);
  fields.read("at_target", stop.at_target);
  const auto from_zero = [&](const char* key, bool fine) {
    if (!fine) log.fail(fields.path_of(key), message("This cannot be less than 0; 0 turns the rule off."));
  };
  from_zero("patience", stop.patience >= 0);
  from_zero("min_delta", stop.min_delta >= 0);
  from_zero("seconds", stop.seconds >= 0);
  fields.finish();
}

void read_target(const Json& object, ReadLog& log, Target& target) {
  JsonFields fields(object, "target", log);
  fields.read("metric", target.metric);
  fields.read("value", target.value);
  fields.read("epochs", target.epochs);
  fields.read("fails", target.fails);
  fields.finish();
}

}  // namespace

Json experiment_to_json(const Experiment& e) {
  Json out;
  out["name"] = e.name;
  out["summary"] = e.summary;
  out["data"] = to_json(e.data);
  out["network"] = to_json(e.network);
  out["task"] = to_json(e.task);
  out["loss"] = to_json(e.loss);
  out["optimizer"] = to_json(e.optimizer);
  out["schedule"] = to_json(e.schedule);
  const Regularization& r = e.regularization;
  out["regularization"] = {{"l1", r.l1}, {"l2", r.l2}, {"clip_norm", r.clip_norm}, {"clip_value", r.clip_value}};
  out["batch_size"] = e.batch_size;
  out["seed"] = e.seed;
  out["batch_seed"] = e.batch_seed;
  out["max_epochs"] = e.max_epochs;
  out["stop"] = to_json(e.stop);
  out["target"] = {{"metric", e.target.metric}, {"value", e.target.value}, {"epochs", e.target.epochs}};
  if (e.target.fails) out["target"]["fails"] = true;
  return out;
}

Experiment experiment_from_json(JsonFields& fields, ReadLog& log) {
  Experiment e;
  fields.read("name", e.name);
  fields.read("summary", e.summary);
  if (const Json* object = fields.object("data")) read_data(*object, log, e.data);
  if (const Json* object = fields.object("network")) read_network(*object, log, e.network);
  read_term(fields, "task", log, e.task);
  read_term(fields, "loss", log, e.loss);
  read_term(fields, "optimizer", log, e.optimizer);
  read_term(fields, "schedule", log, e.schedule);
  if (const Json* object = fields.object("regularization")) read_regularization(*object, log, e.regularization);
  fields.read("batch_size", e.batch_size);
  fields.read("seed", e.seed);
  fields.read("batch_seed", e.batch_seed);
  fields.read("max_epochs", e.max_epochs);
  if (const Json* object = fields.object("stop")) read_stop(*object, log, e.stop);
  if (const Json* object = fields.object("target")) read_target(*object, log, e.target);
  return e;
}

}  // namespace engine
