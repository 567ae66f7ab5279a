#include "engine/cli/report.h"

#include <cmath>

namespace cli {

std::vector<NamedMetric> metrics_of(const engine::Trainer& trainer, const engine::Metrics& m) {
  if (trainer.data().raw.classes > 0) return {{"accuracy", m.accuracy}};
  return {{"mae", m.mae}, {"rmse", m.rmse}, {"r2", m.r2}};
}

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

Json to_json(const engine::Trainer& trainer, const Evaluation& evaluation) {
  Json out;
  Json metrics = Json::object();
  for (int part = 0; part < engine::kSplits; ++part) {
    const engine::Metrics& m = evaluation.part[part];
    const std::string prefix = std::string(split_name(part)) + "_";
    const bool test = part == static_cast<int>(engine::Split::test);
    if (m.samples == 0 && test) continue;
    out[prefix + "loss"] = m.samples > 0 && std::isfinite(m.loss) ? Json(m.loss) : Json(nullptr);
    if (m.samples == 0) continue;
    for (const NamedMetric& metric : metrics_of(trainer, m)) metrics[prefix + metric.name] = metric.value;
  }
  out["metrics"] = std::move(metrics);
  return out;
}

std::string to_text(const engine::Trainer& trainer, const Evaluation& evaluation, int part) {
  const engine::Metrics& m = evaluation.part[part];
  if (m.samples == 0) return fmt::format("{} part is empty", split_name(part));
  std::string out = fmt::format("{} loss {:.4g}", split_name(part), m.loss);
  for (const NamedMetric& metric : metrics_of(trainer, m)) {
    out += metric.name == "accuracy" ? fmt::format("  accuracy {:.2f} %", 100 * metric.value)
                                     : fmt::format("  {} {:.4g}", metric.name, metric.value);
  }
  return out;
}

bool target_value(const engine::Trainer& trainer, const Evaluation& evaluation, double& value) {
  const bool validated = evaluation.part[1].samples > 0;
  const engine::Metrics& m = evaluation.part[validated ? 1 : 0];
  const std::string& wanted = trainer.experiment().target.metric;
  if (wanted == "loss") {
    value = m.loss;
    return true;
  }
  std::string known = "loss";
  for (const NamedMetric& metric : metrics_of(trainer, m)) {
    known += ", " + metric.name;
    if (metric.name != wanted) continue;
    value = metric.value;
    return true;
  }
  fmt::print(stderr, "glassnet-cli: target.metric: there is no \"{}\" here, but {}.\n", wanted, known);
  return false;
}

bool target_met(const engine::Target& target, double value) {
  const bool higher_is_better = target.metric == "accuracy" || target.metric == "r2";
  return higher_is_better ? value >= target.value : value <= target.value;
}

}  // namespace cli
