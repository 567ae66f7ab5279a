#include "app/workbench/undo_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/io/project_file.h"

namespace app {
namespace {

using nlohmann::json;

constexpr size_t kMostSteps = 60;
constexpr size_t kMostBytes = 8 << 20;  // of all steps

struct Step {
  engine::Message label;
  engine::Experiment value;
};

std::optional<Step> read_step(const json& from) {
  if (!from.is_object() || !from.contains("project") || !from["project"].is_string()) return std::nullopt;
  auto project = engine::parse_project(from["project"].get<std::string>(), "undo");
  if (!project) return std::nullopt;
  Step step{{}, std::move(project->experiment)};
  if (from.contains("label") && from["label"].is_string()) step.label.text = from["label"].get<std::string>();
  if (!from.contains("values") || !from["values"].is_array()) return step;
  for (const json& value : from["values"]) {
    if (value.is_string()) step.label.args.push_back(value.get<std::string>());
  }
  return step;
}

}  // namespace

std::string undo_text(const History& history) {
  History walk = history;
  json steps = json::array();
  const size_t end = history.place() + 1;  // what was undone before saving is gone
  size_t bytes = 0, first = end;
  while (first > 0 && end - first < kMostSteps) {
    walk.go_to(first - 1);
    auto text = engine::project_text(walk.current());
    if (!text || bytes + text->size() > kMostBytes) break;
    bytes += text->size();
    --first;
    const engine::Message& label = history.label(first);
    steps.push_back({{"label", label.text}, {"values", label.args}, {"project", std::move(*text)}});
  }
  std::reverse(steps.begin(), steps.end());
  return json{{"steps", std::move(steps)}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<History> parse_undo(std::string_view text, const engine::Experiment& saved) {
  const json from = json::parse(text.begin(), text.end(), nullptr, false);
  if (!from.is_object() || !from.contains("steps") || !from["steps"].is_array()) return std::nullopt;
  std::optional<History> history;
  for (const json& item : from["steps"]) {
    auto step = read_step(item);
    if (!step) return std::nullopt;
    if (history) {
      history->push(std::move(step->label), std::move(step->value), "");
    } else {
      history.emplace(std::move(step->value));
    }
  }
  if (!history || !(history->current() == saved)) return std::nullopt;
  history->mark_saved();
  return history;
}

}  // namespace app
