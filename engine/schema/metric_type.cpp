#include "engine/schema/metric_type.h"

#include <array>

namespace engine {
namespace {

const std::array<MetricType, static_cast<size_t>(MetricIndex::count)>& types() {
  static const std::array<MetricType, static_cast<size_t>(MetricIndex::count)> all{{
      {"loss", "Loss", &Metrics::loss, false, false},
      {"accuracy", "Accuracy", &Metrics::accuracy, true, true},
      {"sequence_accuracy", "Whole sequences", &Metrics::sequence_accuracy, true, true},
      {"top_k", "Top-k accuracy", &Metrics::top_k, true, true},
      {"precision", "Precision", &Metrics::precision, true, true},
      {"recall", "Recall", &Metrics::recall, true, true},
      {"f1", "F1", &Metrics::f1, true, true},
      {"iou", "Intersection over union", &Metrics::iou, true, true},
      {"perplexity", "Perplexity", &Metrics::perplexity, false, false},
      {"mae", "Mean absolute error", &Metrics::mae, false, false},
      {"rmse", "Root mean squared error", &Metrics::rmse, false, false},
      {"r2", "R²", &Metrics::r2, true, false},
      {"reconstruction", "Reconstruction error", &Metrics::reconstruction, false, false},
      {"kl", "KL divergence", &Metrics::kl, false, false},
      {"generator", "Generator loss", &Metrics::generator, false, false},
      {"real_score", "Verdict on real samples", &Metrics::real_score, true, false},
      {"fake_score", "Verdict on made samples", &Metrics::fake_score, true, false},
      {"spread", "Spread of made samples", &Metrics::spread, true, false},
      {"modes", "Classes reached", &Metrics::modes, true, false},
      {"episode_return", "Return of an episode", &Metrics::episode_return, true, false},
      {"episode_length", "Steps of an episode", &Metrics::episode_length, true, false},
      {"energy", "Energy of samples", &Metrics::energy, false, false},
      {"chain_energy", "Energy of the chains", &Metrics::chain_energy, false, false},
      {"energy_gap", "Energy gap to training", &Metrics::energy_gap, false, false},
      {"acceptance", "Acceptance rate", &Metrics::acceptance, true, true},
      {"near_samples", "Chains near samples", &Metrics::near_samples, true, true},
      {"near_chains", "Samples near chains", &Metrics::near_chains, true, true},
  }};
  return all;
}

}  // namespace

std::span<const MetricType> metric_types() { return types(); }

const MetricType* find_metric(std::string_view id) {
  for (const MetricType& type : types()) {
    if (type.id == id) return &type;
  }
  return nullptr;
}

std::optional<double> metric_value(const Metrics& metrics, std::string_view id) {
  for (size_t i = 0; i < types().size(); ++i) {
    if (types()[i].id == id && metrics.offers(i)) return metrics.*types()[i].value;
  }
  return std::nullopt;
}

std::string known_metrics(const Metrics& metrics) {
  std::string known;
  for (size_t i = 0; i < types().size(); ++i) {
    if (metrics.offers(i)) known += (known.empty() ? "" : ", ") + types()[i].id;
  }
  return known;
}

bool metric_reaches(std::string_view id, double value, double wanted) {
  const MetricType* type = find_metric(id);
  return type && type->higher_is_better ? value >= wanted : value <= wanted;
}

}  // namespace engine
