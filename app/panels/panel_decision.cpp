#include "app/panels/panel_decision.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>
#include <utility>

#include "app/workbench/tasks.h"
#include "engine/data/typed_text.h"

namespace app {
namespace {

// Looked for once for each set of data, since it is asked for in every frame.
std::pair<double, double> target_range(const std::shared_ptr<const engine::PreparedData>& data) {
  static std::weak_ptr<const engine::PreparedData> of;
  static std::pair<double, double> range;
  const bool same = !of.owner_before(data) && !data.owner_before(of);
  if (same) return range;
  const auto [low, high] = std::minmax_element(data->raw.targets.begin(), data->raw.targets.end());
  range = {static_cast<double>(*low), static_cast<double>(*high)};
  of = data;
  return range;
}

// Whether the last layer chooses whole paths: what it gives is by how much a class is ahead.
bool chooses_paths(const View& view) {
  const engine::NodeSpec* out = engine::output_node(view.experiment.network);
  const engine::LayerType* type = out ? engine::layers().find(out->type) : nullptr;
  return type && std::ranges::any_of(type->views, [](const engine::ViewRef& v) { return v.view_kind == "lattice"; });
}

}  // namespace

Decision Decision::of(const View& view, int64_t outputs) {
  Decision d;
  d.outputs = std::max<int64_t>(1, outputs);
  const auto& data = view.snapshot.data;
  const bool labels = learns_labels(view.experiment);
  d.classes = !labels ? 0 : data ? data->raw.classes : 2;
  const engine::LossType* loss = engine::losses().find(view.experiment.loss.type);
  d.logits = loss && loss->logits && d.classes > 0;
  const bool codes_shares =
      loss && (loss->coding == engine::TargetCoding::zero_one || loss->coding == engine::TargetCoding::class_index);
  d.probability = d.classes > 0 && (d.logits || codes_shares) && !chooses_paths(view);
  if (!labels) {
    const engine::TaskType& task = task_of(view.experiment);
    const auto params = engine::resolve(task.params, view.experiment.task.params);
    const bool game = makes_samples(view.experiment) && params;
    d.logits = game ? engine::get_text(*params, "loss") == "non_saturating" : loss && loss->logits;
    d.probability = d.logits;
    return d;
  }
  d.low = view.snapshot.output_low;
  d.high = view.snapshot.output_high;
  d.threshold = view.snapshot.threshold;
  if (d.classes > 0 || !data || data->raw.targets.empty()) return d;
  std::tie(d.low, d.high) = target_range(data);
  return d;
}

float Decision::number(float value) const { return logits ? 1 / (1 + std::exp(-value)) : value; }

float Decision::share(float value) const {
  if (!std::isfinite(value)) return value;
  if (logits) return 1 / (1 + std::exp(-value));
  const double width = high - low;
  if (!(std::abs(width) > 1e-12)) return 0.5f;
  return std::clamp(static_cast<float>((static_cast<double>(value) - low) / width), 0.0f, 1.0f);
}

float Decision::step_of(float value, float share) const {
  constexpr float kLevels = 5;
  if (classes > 0) return static_cast<double>(value) > threshold ? 1.0f : 0.0f;
  return std::round(share * kLevels) / kLevels;
}

int Decision::class_of(const float* values, int64_t stride) const {
  if (outputs == 1) return std::isfinite(values[0]) ? static_cast<double>(values[0]) > threshold : -1;
  int best = 0;
  for (int64_t k = 0; k < outputs; ++k) {
    if (!std::isfinite(values[k * stride])) return -1;
    if (values[k * stride] > values[best * stride]) best = static_cast<int>(k);
  }
  return best;
}

float Decision::confidence(const float* values, int64_t stride, int chosen) const {
  const float most = values[chosen * stride];
  float sum = 0;
  for (int64_t k = 0; k < outputs; ++k) {
    const float v = values[k * stride];
    sum += logits ? std::exp(v - most) : std::max(0.0f, v);
  }
  const float share = logits ? 1 / sum : sum > 0 ? std::max(0.0f, most) / sum : 0;
  const float even = 1.0f / static_cast<float>(outputs);
  return std::clamp((share - even) / (1 - even), 0.0f, 1.0f);
}

double curve_at(std::span<const float> curve, double low, double high, double x) {
  if (curve.empty() || !(high > low) || !std::isfinite(x)) return std::nan("");
  const double last = static_cast<double>(curve.size()) - 1;
  const double at = std::clamp((x - low) / (high - low) * (last + 1) - 0.5, 0.0, last);
  const auto i = static_cast<size_t>(at);
  const double t = at - static_cast<double>(i), next = static_cast<double>(curve[std::min(i + 1, curve.size() - 1)]);
  return static_cast<double>(curve[i]) * (1 - t) + next * t;
}

bool models_language(const View& view) {
  static std::weak_ptr<const engine::PreparedData> of;  // looked at once for each set of data
  static bool answer = false;
  const auto& data = view.snapshot.data;
  if (!data || !learns_labels(view.experiment)) return false;
  if (!of.owner_before(data) && !data.owner_before(of)) return answer;
  of = data;
  answer = engine::predicts_next_token(data->raw);
  return answer;
}

}  // namespace app
