// set_by_path of project_file.h: plain fields go through their JSON, so that types are checked in one place;
// parameters go by their specs, so that "3" is text where text is wanted.
#include <algorithm>
#include <optional>

#include "engine/data/steps.h"
#include "engine/io/project_file.h"
#include "engine/io/project_json.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/preparation_type.h"
#include "engine/schema/schedule_type.h"
#include "engine/schema/task_type.h"

namespace engine {
namespace {

using Specs = std::vector<ParamSpec>;

// The value as JSON where it is one, else as text.
Json guess(const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() || value.is_structured() ? Json(text) : value;
}

Result<ParamValue> param_value(const ParamSpec& spec, const std::string& text) {
  if (std::holds_alternative<std::string>(spec.default_value)) return check_param(spec, text);
  const Json value = guess(text);
  if (value.is_boolean()) return check_param(spec, value.get<bool>());
  if (value.is_number_integer()) return check_param(spec, value.get<int64_t>());
  if (value.is_number()) return check_param(spec, value.get<double>());
  return check_param(spec, text);
}

Status set_param(const Specs& specs, Params& params, const std::string& key, const std::string& text) {
  const ParamSpec* spec = find_param(specs, key);
  if (!spec) {
    std::string known;
    for (const ParamSpec& s : specs) known += fmt::format("{}{}", known.empty() ? "" : ", ", s.key);
    return error("There is no parameter \"{}\"; there is {}.", key, known.empty() ? "none" : known);
  }
  const Result<ParamValue> value = param_value(*spec, text);
  if (!value) return value.error();
  params[key] = *value;
  return {};
}

// Another type keeps the parameters that it has as well.
template <class Type>
Status set_type(const Catalog<Type>& catalog, Term& term, const std::string& id) {
  const Type* type = catalog.find(id);
  if (!type) {
    std::string known;
    for (const Type* entry : catalog.entries()) known += fmt::format("{}{}", known.empty() ? "" : ", ", entry->id);
    return error("There is no \"{}\"; there is {}.", id, known);
  }
  term.type = id;
  std::erase_if(term.params, [&](const auto& p) {
    const ParamSpec* spec = find_param(type->params, p.first);
    return !spec || !check_param(*spec, p.second);
  });
  return {};
}

// `key` empty or "type": the type itself; else one of its parameters, also as "params.key".
template <class Type>
Status set_term(const Catalog<Type>& catalog, Term& term, std::string key, const std::string& text) {
  if (key.empty() || key == "type") return set_type(catalog, term, text);
  if (key.starts_with("params.")) key = key.substr(7);
  const Type* type = catalog.find(term.type);
  if (!type) return error("There is no \"{}\" whose parameters could be set.", term.type);
  return set_param(type->params, term.params, key, text);
}

Status set_node(NetworkSpec& network, const std::string& path, const std::string& text) {
  const size_t dot = path.find('.');
  NodeSpec* node = network.find(path.substr(0, dot));
  if (!node || dot == std::string::npos) {
    std::string known;
    for (const NodeSpec& n : network.nodes) known += fmt::format("{}{}", known.empty() ? "" : ", ", n.id);
    return error("There is no layer \"{}\" to set something of; the layers are {}.", path.substr(0, dot), known);
  }
  std::string key = path.substr(dot + 1);
  if (key == "name") {
    node->name = text;
    return {};
  }
  if (key == "frozen" && (text == "true" || text == "false")) {
    node->frozen = text == "true";
    return {};
  }
  if (key.starts_with("params.")) key = key.substr(7);
  const LayerType* type = layers().find(node->type);
  if (!type) return error("There is no \"{}\" whose parameters could be set.", node->type);
  return set_param(type->params, node->params, key, text);
}

// "1.share": a parameter of the first step; "1.off" and "1.type" its switch and its kind.
Status set_step(DataSpec& data, const std::string& path, const std::string& text) {
  const size_t dot = path.find('.');
  const Json number = guess(path.substr(0, dot));
  const bool known = number.is_number_unsigned() && number.get<size_t>() >= 1 &&
                     number.get<size_t>() <= data.steps.size() && dot != std::string::npos;
  if (!known) return error("A step is named by its place, 1 to {}, and a field: data.steps.1.off.", data.steps.size());
  PreparationStep& step = data.steps[number.get<size_t>() - 1];
  const std::string key = path.substr(dot + 1);
  if (key == "off" && (text == "true" || text == "false")) {
    step.off = text == "true";
    return {};
  }
  return set_term(preparations(), step, key, text);
}

// The two fields that format 1 had in place of the steps go on to be understood.
Status set_features_field(DataSpec& data, const std::string& text) {
  const Json list = Json::parse(text, nullptr, false);
  std::vector<std::string> features;
  for (const Json& one : list.is_array() ? list : Json::array({list})) {
    if (!one.is_string()) return error("This must be a list of texts, such as [\"x1\", \"x1^2\"], not {}.", text);
    features.push_back(one.get<std::string>());
  }
  set_features(data, features);
  return {};
}

Status set_standardise_field(DataSpec& data, const std::string& text) {
  if (text != "true" && text != "false") return error("This must be {}, not {}.", "yes or no", text);
  set_standardise(data, text == "true");
  return {};
}

// A field that stands in the file under this path.
Status set_field(Experiment& experiment, const std::string& path, const std::string& text) {
  Json json = experiment_to_json(experiment);
  Json* at = &json;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t dot = std::min(path.find('.', begin), path.size());
    const std::string key = path.substr(begin, dot - begin);
    if (!at->is_object() || !at->contains(key)) return error("A project has no field \"{}\".", path);
    at = &(*at)[key];
    begin = dot + 1;
  }
  if (at->is_object()) return error("\"{}\" is a group of fields; name one of them.", path);
  if (at->is_array()) {
    const Json list = Json::parse(text, nullptr, false);
    *at = list.is_discarded() ? Json(text) : list;
  } else {
    *at = at->is_string() ? Json(text) : guess(text);
  }
  ReadLog log{"--set", std::nullopt, {}};
  JsonFields fields(json, "", log);
  Experiment changed = experiment_from_json(fields, log);
  if (log.error) return Error{log.error->what, path};
  experiment = std::move(changed);
  return {};
}

bool data_field(const std::string& key) {
  static const Json data = experiment_to_json(Experiment{}).at("data");
  return data.contains(key);
}

}  // namespace

Status set_by_path(Experiment& experiment, std::string_view assignment) {
  const size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return error("\"{}\" must have the form path=value, such as data.noise=0.2.", assignment);
  }
  const std::string path(assignment.substr(0, equals)), text(assignment.substr(equals + 1));
  const size_t dot = std::min(path.find('.'), path.size());
  const std::string head = path.substr(0, dot), rest = dot < path.size() ? path.substr(dot + 1) : "";
  Experiment changed = experiment;
  Status status;
  if (head == "optimizer") {
    status = set_term(optimizers(), changed.optimizer, rest, text);
  } else if (head == "schedule") {
    status = set_term(schedules(), changed.schedule, rest, text);
  } else if (head == "task") {
    status = set_term(tasks(), changed.task, rest, text);
  } else if (head == "loss") {
    status = set_term(losses(), changed.loss, rest, text);
  } else if (head == "network" && !rest.empty()) {
    status = set_node(changed.network, rest, text);
  } else if (path == "data.source" || path.starts_with("data.source.")) {
    status = set_term(datasets(), changed.data.source, path.size() > 12 ? path.substr(12) : "", text);
  } else if (path == "data.features") {
    status = set_features_field(changed.data, text);
  } else if (path == "data.standardise") {
    status = set_standardise_field(changed.data, text);
  } else if (path.starts_with("data.steps.")) {
    status = set_step(changed.data, path.substr(11), text);
  } else if (head == "data" && !rest.empty() && !data_field(rest)) {
    status = set_term(datasets(), changed.data.source, rest, text);
  } else {
    status = set_field(changed, path, text);
  }
  if (!status) {
    return status.error().where.empty() ? Error{status.error().what, path} : status.error();
  }
  experiment = std::move(changed);
  return {};
}

}  // namespace engine
