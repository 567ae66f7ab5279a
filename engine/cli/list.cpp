// glassnet-cli list: the catalogs, with their parameters.
#include <fmt/format.h>

#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/schema/activation_type.h"
#include "engine/schema/block_type.h"
#include "engine/schema/dataset_type.h"
#include "engine/schema/initializer_type.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/loss_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/preparation_type.h"
#include "engine/schema/schedule_type.h"
#include "engine/schema/task_type.h"

namespace cli {
namespace {

Json to_json(const engine::ParamValue& value) {
  return std::visit([](const auto& v) { return Json(v); }, value);
}

Json to_json(const engine::ParamSpec& spec) {
  static const char* const types[] = {"boolean", "integer", "number", "text"};
  Json out{{"key", spec.key}, {"label", spec.label}, {"type", types[spec.default_value.index()]}};
  out["default"] = to_json(spec.default_value);
  if (spec.minimum < spec.maximum) {
    out["minimum"] = spec.minimum;
    out["maximum"] = spec.maximum;
  }
  if (!spec.choices.empty()) {
    Json& choices = out["choices"] = Json::array();
    for (const engine::Choice& choice : spec.choices) choices.push_back(choice.id);
  }
  if (spec.live) out["live"] = true;
  out["help"] = spec.help;
  return out;
}

template <class Type>
void print(const engine::Catalog<Type>& catalog, bool json) {
  Json all = Json::array();
  for (const Type* type : catalog.entries()) {
    if (!json) {
      fmt::print("{:<18} {}\n", type->id, type->summary);
      continue;
    }
    Json entry{{"id", type->id}, {"title", type->title}, {"summary", type->summary}};
    if constexpr (requires { type->category; }) entry["category"] = type->category;
    if constexpr (requires { type->formula; }) entry["formula"] = type->formula;
    Json& params = entry["params"] = Json::array();
    for (const engine::ParamSpec& spec : type->params) params.push_back(to_json(spec));
    all.push_back(std::move(entry));
  }
  if (json) fmt::print("{}\n", all.dump(1));
}

void list(const std::string& kind, bool json) {
  if (kind == "layers") print(engine::layers(), json);
  if (kind == "blocks") print(engine::blocks(), json);
  if (kind == "losses") print(engine::losses(), json);
  if (kind == "optimizers") print(engine::optimizers(), json);
  if (kind == "schedules") print(engine::schedules(), json);
  if (kind == "activations") print(engine::activations(), json);
  if (kind == "initializers") print(engine::initializers(), json);
  if (kind == "datasets") print(engine::datasets(), json);
  if (kind == "preparations") print(engine::preparations(), json);
  if (kind == "tasks") print(engine::tasks(), json);
}

}  // namespace

void add_list(CLI::App& app, int& exit) {
  CLI::App* command = app.add_subcommand("list", "List what a project can be made of");
  auto kind = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  const std::vector<std::string> kinds{"layers",      "blocks",       "losses",   "optimizers",  "schedules",
                                       "activations", "initializers", "datasets", "preparations", "tasks"};
  command->add_option("kind", *kind, "What to list")->required()->check(CLI::IsMember(kinds));
  command->add_flag("--json", *json, "Print one JSON array, with all parameters");
  command->callback([kind, json, &exit] {
    list(*kind, *json);
    exit = kDone;
  });
}

}  // namespace cli
