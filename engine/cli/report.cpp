#include "engine/cli/report.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace cli {

namespace {

// What a line of an epoch shows beside the loss; all the others are for evaluate and JSON.
bool is_brief(const engine::MetricType& type) {
  static const char* const details[] = {"precision", "recall", "f1", "top_k"};
  return std::none_of(std::begin(details), std::end(details), [&](const char* id) { return type.id == id; });
}

template <class Use>
void each_metric(const engine::Metrics& m, const Use& use) {
  const auto types = engine::metric_types();
  for (size_t i = 1; i < types.size(); ++i) {  // 0 is the loss
    if (m.offers(i)) use(types[i], m.*types[i].value);
  }
}

}  // namespace

Evaluation evaluate_all(engine::Trainer& trainer, bool with_test) {
  Evaluation evaluation;
  for (int part = 0; part < (with_test ? engine::kSplits : 2); ++part) {
    evaluation.part[part] = trainer.evaluate(static_cast<engine::Split>(part));
  }
  return evaluation;
}

const char* split_name(int part) {
  static const char* const names[engine::kSplits] = {"train", "val", "test"};
  return names[part];
}

Json to_json(const Evaluation& evaluation) {
  Json out;
  Json metrics = Json::object();
  for (int part = 0; part < engine::kSplits; ++part) {
    const engine::Metrics& m = evaluation.part[part];
    const std::string prefix = std::string(split_name(part)) + "_";
    const bool test = part == static_cast<int>(engine::Split::test);
    if (m.samples == 0 && test) continue;
    const double loss = engine::metric_value(m, "loss").value_or(NAN);  // a part may be played, and have none
    out[prefix + "loss"] = m.samples > 0 && std::isfinite(loss) ? Json(loss) : Json(nullptr);
    if (m.samples == 0) continue;
    each_metric(m, [&](const engine::MetricType& type, double value) {
      metrics[prefix + type.id] = std::isfinite(value) ? Json(value) : Json(nullptr);
    });
  }
  out["metrics"] = std::move(metrics);
  return out;
}

std::string to_text(const Evaluation& evaluation, int part, bool all) {
  const engine::Metrics& m = evaluation.part[part];
  if (m.samples == 0) return fmt::format("{} part is empty", split_name(part));
  std::string out(split_name(part));
  if (const auto loss = engine::metric_value(m, "loss")) out += fmt::format(" loss {:.4g}", *loss);
  each_metric(m, [&](const engine::MetricType& type, double value) {
    if (!all && !is_brief(type)) return;
    const std::string name = type.id == "top_k" ? fmt::format("top_{}", m.k) : type.id;
    out += type.share ? fmt::format("  {} {:.2f} %", name, 100 * value) : fmt::format("  {} {:.4g}", name, value);
  });
  return out;
}

std::optional<TargetCheck> check_target(const engine::Target& target, const Evaluation& evaluation) {
  const bool validated = evaluation.part[1].samples > 0;
  const engine::Metrics& m = evaluation.part[validated ? 1 : 0];
  const std::optional<double> value = engine::metric_value(m, target.metric);
  if (!value) {
    fmt::print(stderr, "glassnet-cli: target.metric: there is no \"{}\" here, but {}.\n", target.metric,
               engine::known_metrics(m));
    return std::nullopt;
  }
  return TargetCheck{*value, engine::metric_reaches(target.metric, *value, target.value) != target.fails};
}

}  // namespace cli
