#include "engine/data/steps.h"

#include <algorithm>

#include "engine/data/prepare.h"
#include "engine/schema/preparation_type.h"

namespace engine {
namespace {

constexpr const char* kDerive = "derived_features";
constexpr const char* kStandardise = "standardise";

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    std::string part = list.substr(begin, end - begin);
    std::erase(part, ' ');
    if (!part.empty()) parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

bool is_random(const PreparationStep& step) {
  const PreparationType* type = preparations().find(step.type);
  return type && type->stage == PreparationStage::random;
}

// What is known of the samples of a source before they are made; the shape may be of rank 0.
SampleFacts known_facts(const DatasetType& type, const DataSpec& spec) {
  SampleFacts facts;
  facts.kind = type.kind;
  facts.shape = known_sample_shape(type, spec.source.params);
  facts.target_shape = known_target_shape(type, spec.source.params);
  facts.classes = type.classes;
  facts.drawn = type.generated && type.kind == SampleKind::numbers;
  return facts;
}

}  // namespace

const std::vector<std::string>& feature_ids() {
  static const std::vector<std::string> ids{"x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"};
  return ids;
}

std::vector<std::string> features_of(const DataSpec& spec) {
  for (const PreparationStep& step : spec.steps) {
    if (step.type != kDerive || step.off) continue;
    const auto list = step.params.find("features");
    if (list == step.params.end()) break;
    if (const auto* text = std::get_if<std::string>(&list->second)) return parts_of(*text);
  }
  return {"x1", "x2"};
}

void set_features(DataSpec& spec, const std::vector<std::string>& features) {
  const auto derives = [](const PreparationStep& step) { return step.type == kDerive; };
  if (features == std::vector<std::string>{"x1", "x2"}) {
    std::erase_if(spec.steps, derives);
    return;
  }
  std::string text;
  for (const std::string& id : features) text += (text.empty() ? "" : ", ") + id;
  auto found = std::find_if(spec.steps.begin(), spec.steps.end(), derives);
  if (found == spec.steps.end()) found = spec.steps.insert(spec.steps.begin(), {{kDerive, {}}, false});
  found->params["features"] = text;
  found->off = false;
}

bool standardises(const DataSpec& spec) {
  return std::any_of(spec.steps.begin(), spec.steps.end(),
                     [](const PreparationStep& step) { return step.type == kStandardise && !step.off; });
}

void set_standardise(DataSpec& spec, bool on) {
  std::erase_if(spec.steps, [](const PreparationStep& step) { return step.type == kStandardise; });
  if (on) spec.steps.insert(std::find_if(spec.steps.begin(), spec.steps.end(), is_random), {{kStandardise, {}}, false});
}

Shape known_input_shape(const DataSpec& spec) {
  const DatasetType* source = datasets().find(spec.source.type);
  if (!source) return {};
  SampleFacts facts = known_facts(*source, spec);
  for (const PreparationStep& step : spec.steps) {
    const PreparationType* type = preparations().find(step.type);
    const Result<Params> params = type ? resolve(type->params, step.params) : Result<Params>(Error{});
    if (step.off || !params || !type->output_shape || facts.shape.rank() == 0) continue;
    if (!type->suits || type->suits(*params, facts)) facts.shape = type->output_shape(*params, facts);
  }
  return facts.shape;
}

void drop_unsuitable_steps(DataSpec& spec) {
  const DatasetType* source = datasets().find(spec.source.type);
  if (!source) return;
  const SampleFacts facts = known_facts(*source, spec);
  if (facts.shape.rank() == 0 || facts.classes < 0) return;
  std::erase_if(spec.steps, [&](const PreparationStep& step) {
    const PreparationType* type = preparations().find(step.type);
    if (!type || !type->suits || type->passes_over) return false;
    const Result<Params> params = resolve(type->params, step.params);
    return params && !type->suits(*params, facts);
  });
}

}  // namespace engine
