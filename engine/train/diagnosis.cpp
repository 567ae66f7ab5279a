#include "engine/train/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "engine/schema/activation_type.h"
#include "engine/schema/layer_type.h"
#include "engine/schema/optimizer_type.h"
#include "engine/schema/task_type.h"

namespace engine {
namespace {

using Curve = std::vector<event::MetricPoint>;

constexpr size_t kFewestPoints = 30;
constexpr double kVanishingRatio = 1.0 / 50;
constexpr double kSmallLoss = 0.02;                    // of the loss at the start
constexpr double kEmptyCode = 0.01;                    // nats for each number of a code
constexpr double kNarrow = 0.25;                       // spread of made samples beside that of the real ones
constexpr double kFewTaken = 0.1, kMostTaken = 0.995;  // share of proposed steps that chains take
constexpr double kFewNear = 0.4;                       // share of the chains that are near samples
constexpr double kOverfitRise = 1.2;  // validation loss above its best, while the training loss still falls

// "0.027", "6.7e-5": written as the window writes numbers, without C's zero in the exponent.
std::string short_number(double v) {
  std::string text = fmt::format("{:.2g}", v);
  const size_t e = text.find('e');
  if (e != std::string::npos && text.size() == e + 4 && text[e + 2] == '0') text.erase(e + 2, 1);
  return text;
}

std::string title_of(const Experiment& e, const std::string& id) {
  const NodeTitle t = node_title(e.network, id);
  return t.number > 0 ? t.title + " " + std::to_string(t.number) : t.title;
}

double learning_rate(const Experiment& e) {
  const OptimizerType* type = optimizers().find(e.optimizer.type);
  const Result<Params> params = type ? resolve(type->params, e.optimizer.params) : Result<Params>(Params{});
  return params && params->count("learning_rate") ? get_double(*params, "learning_rate") : 0;
}

Experiment with_rate(Experiment e, double rate) {
  e.optimizer.params["learning_rate"] = rate;
  return e;
}

Diagnosis diverged(const Experiment& e, const Divergence& d) {
  Diagnosis out{Diagnosis::Kind::diverged, message("Diverged"), {}, {}, e, {}};
  const std::string rate = short_number(learning_rate(e));
  if (d.node.empty()) {
    out.text = message("at epoch {}: learning rate {} is too high.", d.epoch, rate);
  } else {
    out.text = message("at epoch {} in {}: learning rate {} is too high.", d.epoch, title_of(e, d.node), rate);
    out.nodes = {d.node};
  }
  const double better = std::max(1e-5, d.suggested_learning_rate);
  out.remedy = message("Use {}", short_number(better));
  out.cured = with_rate(e, better);
  return out;
}

// Hidden layers with an activation that saturates get ReLU; false when there is none.
bool use_relu(Experiment& e) {
  bool changed = false;
  const NodeSpec* out = output_node(e.network);
  const std::string last = out ? out->id : "";
  for (NodeSpec& node : e.network.nodes) {
    const LayerType* type = layers().find(node.type);
    if (!type || node.id == last) continue;
    for (const ParamSpec& spec : type->params) {
      const auto given = node.params.find(spec.key);
      const std::string id = param_text(given == node.params.end() ? spec.default_value : given->second);
      const ActivationType* activation = spec.choices.empty() ? nullptr : activations().find(id);
      if (!activation || !std::isfinite(activation->low) || !std::isfinite(activation->high)) continue;
      node.params[spec.key] = std::string("relu");
      changed = true;
    }
  }
  return changed;
}

bool vanishing(const Experiment& e, const event::MetricPoint& now, Diagnosis& out) {
  const auto& norms = now.gradient_norms;
  if (norms.size() < 3) return false;
  const double first = norms.front().second, last = norms.back().second;
  if (!(last > 1e-9) || !(first < last * kVanishingRatio)) return false;
  out.kind = Diagnosis::Kind::advice;
  out.title = message("Vanishing gradient");
  out.text = message("The gradient of {} is {}, only 1/{} of the last layer's.", title_of(e, norms.front().first),
                     short_number(first), std::llround(last / std::max(first, 1e-12)));
  out.nodes = {norms.front().first};
  if (use_relu(out.cured)) out.remedy = message("Try ReLU");
  return true;
}

// The weight of every KL divergence shrinks; false when there is none.
bool weigh_less(Experiment& e) {
  bool changed = false;
  for (NodeSpec& node : e.network.nodes) {
    const LayerType* type = layers().find(node.type);
    const ParamSpec* beta = type ? find_param(type->params, "beta") : nullptr;
    if (!beta) continue;
    const Result<Params> params = resolve(type->params, node.params);
    if (!params) continue;
    node.params["beta"] = get_double(*params, "beta") / 10;
    changed = true;
  }
  return changed;
}

bool posterior_collapse(const event::MetricPoint& now, Diagnosis& out) {
  const Metrics& m = now.train;
  if (m.kl_dimensions == 0 || m.kl > kEmptyCode * static_cast<double>(m.kl_dimensions)) return false;
  out.kind = Diagnosis::Kind::advice;
  out.title = message("Posterior collapse");
  out.text = message("The KL divergence is {} for {} numbers: the codes say next to nothing about the samples.",
                     short_number(m.kl), m.kl_dimensions);
  const TaskType* task = tasks().find(out.cured.task.type);
  const Result<Params> params = task ? resolve(task->params, out.cured.task.params) : Result<Params>(Params{});
  if (params && params->count("error") && get_text(*params, "error") == "number") {
    out.cured.task.params["error"] = std::string("sample");
    out.remedy = message("Sum the error of a sample");
  } else if (weigh_less(out.cured)) {
    out.remedy = message("A tenth of the weight");
  }
  return true;
}

// Of a generator and its discriminator; the advice for one network does not hold for two.
void game(const event::MetricPoint& now, Diagnosis& out) {
  const Metrics& m = now.train;
  const bool few = m.mode_count > 0 && m.modes <= static_cast<double>(m.mode_count) / 2;
  if (few || m.spread < kNarrow) {
    out.kind = Diagnosis::Kind::advice;
    out.title = message("Mode collapse");
    out.text = few ? message(
                         "The generator makes {} of {} classes only; its samples spread {} times as far as the "
                         "real ones.",
                         m.modes, m.mode_count, short_number(m.spread))
                   : message(
                         "The generator makes nearly the same sample every time: they spread {} times as far as "
                         "the real ones.",
                         short_number(m.spread));
    return;
  }
  out.kind = Diagnosis::Kind::healthy;
  out.title = message("Healthy");
  out.text = message("The verdict is {} on real samples and {} on made ones; made samples spread {} times as far.",
                     short_number(m.real_score), short_number(m.fake_score), short_number(m.spread));
}

// Of an agent: its loss falls and rises with what it meets, and says little.
void agent(const event::MetricPoint& now, Diagnosis& out) {
  out.kind = Diagnosis::Kind::healthy;
  out.title = message("Healthy");
  out.text =
      message("The greedy policy gets {} in an episode; while it explores, the agent gets {}.",
              fmt::format("{:.4g}", now.validation.episode_return), fmt::format("{:.4g}", now.train.episode_return));
}

// Twice or half of a parameter of the way of training; false where it allows no more than it has.
bool set_task_number(Experiment& e, const ParamSpec& spec, double now, double value) {
  value = std::clamp(value, spec.minimum, spec.maximum);
  if (value == now) return false;
  const bool whole = std::holds_alternative<int64_t>(spec.default_value);
  e.task.params[spec.key] = whole ? ParamValue(std::llround(value)) : ParamValue(value);
  return true;
}

// The chains of an energy, whose steps are too long to be taken, too short to lead anywhere, or too few.
bool stuck_chains(const Experiment& e, const TaskType& task, const Metrics& m, Diagnosis& out) {
  const Result<Params> params = resolve(task.params, e.task.params);
  const ParamSpec *size = find_param(task.params, "step_size"), *steps = find_param(task.params, "steps");
  if (!params || !size || !steps) return false;
  const bool proposes = metric_value(m, "acceptance").has_value();
  const bool refused = proposes && m.acceptance < kFewTaken, short_steps = proposes && m.acceptance > kMostTaken;
  if (refused || short_steps) {
    const double now = get_double(*params, "step_size");
    out.title = refused ? message("Long steps") : message("Short steps");
    out.text = refused ? message("The chains take only {} % of the proposed steps.", short_number(100 * m.acceptance))
                       : message("The chains take {} % of the proposed steps, and hardly move.",
                                 short_number(100 * m.acceptance));
    if (set_task_number(out.cured, *size, now, now * (refused ? 0.5 : 2)))
      out.remedy = message("Use step size {}", short_number(get_double(out.cured.task.params, "step_size")));
  } else if (metric_value(m, "near_samples") && m.near_samples < kFewNear) {
    out.title = message("Lost chains");
    out.text = message("Only {} % of the chains are near samples: they need more steps to come there.",
                       short_number(100 * m.near_samples));
    const auto now = static_cast<double>(get_int(*params, "steps"));
    if (set_task_number(out.cured, *steps, now, 2 * now))
      out.remedy = message("Use {} steps", get_int(out.cured.task.params, "steps"));
  } else {
    return false;
  }
  out.kind = Diagnosis::Kind::advice;
  return true;
}

// Of an energy, whose loss says little by itself: it is a difference that stays near 0.
void energies(const Experiment& e, const TaskType& task, const event::MetricPoint& now, Diagnosis& out) {
  if (stuck_chains(e, task, now.train, out)) return;
  out.kind = Diagnosis::Kind::healthy;
  out.title = message("Healthy");
  if (now.validation.samples == 0) {
    out.text = message("The energy is {} on samples and {} where the chains are.", short_number(now.train.energy),
                       short_number(now.train.chain_energy));
    return;
  }
  out.text = message("The energy is {} on samples and {} where the chains are; on validation samples it is {} higher.",
                     short_number(now.train.energy), short_number(now.train.chain_energy),
                     short_number(now.validation.energy_gap));
}

bool overfitting(const Experiment& e, const Curve& curve, Diagnosis& out) {
  const event::MetricPoint& now = curve.back();
  if (now.validation.samples == 0) return false;
  const auto best = std::min_element(
      curve.begin(), curve.end(), [](const auto& a, const auto& b) { return a.validation.loss < b.validation.loss; });
  const bool long_ago = best->epoch + std::max<int64_t>(20, now.epoch / 4) < now.epoch;
  if (!long_ago || !(now.validation.loss > best->validation.loss * kOverfitRise)) return false;
  if (!(now.train.loss < best->train.loss)) return false;
  if (now.validation.loss < curve.front().validation.loss * kSmallLoss) return false;  // both are next to nothing
  out.kind = Diagnosis::Kind::advice;
  out.title = message("Overfitting");
  out.text = message("Validation loss rises since epoch {} ({} → {}), training loss still falls.", best->epoch,
                     short_number(best->validation.loss), short_number(now.validation.loss));
  const double l2 = e.regularization.l2 > 0 ? e.regularization.l2 * 3 : 0.003;
  out.remedy = message("Use L2 {}", short_number(l2));
  out.cured.regularization.l2 = l2;
  return true;
}

bool plateau(const Experiment& e, const Curve& curve, Diagnosis& out) {
  const event::MetricPoint& now = curve.back();
  const event::MetricPoint& then = curve[curve.size() / 2];
  if (now.epoch < 100 || now.epoch - then.epoch < 50) return false;
  const bool good = now.train.accuracy > 0.95 || now.train.r2 > 0.9 || now.train.loss < 1e-3;
  if (good || !(std::abs(now.train.loss - then.train.loss) < 0.01 * then.train.loss)) return false;
  out.kind = Diagnosis::Kind::advice;
  out.title = message("Plateau");
  out.text = message("Training loss has stayed near {} since epoch {}.", short_number(now.train.loss), then.epoch);
  const double rate = std::min(10.0, learning_rate(e) * 3);
  out.remedy = message("Use {}", short_number(rate));
  out.cured = with_rate(e, rate);
  return true;
}

}  // namespace

Diagnosis diagnose(const Experiment& e, const Curve& curve, const std::optional<Divergence>& divergence) {
  if (divergence) return diverged(e, *divergence);
  Diagnosis out;
  out.cured = e;
  if (curve.size() < kFewestPoints) return out;
  const TaskType* task = tasks().find(e.task.type);
  if (task && task->acts) {
    agent(curve.back(), out);
    return out;
  }
  if (task && !task->parts.empty()) {
    game(curve.back(), out);
    return out;
  }
  if (task && task->energy != EnergySource::none) {
    energies(e, *task, curve.back(), out);
    return out;
  }
  if (posterior_collapse(curve.back(), out)) return out;
  if (vanishing(e, curve.back(), out) || overfitting(e, curve, out) || plateau(e, curve, out)) return out;
  double low = INFINITY, high = 0;
  for (const auto& [id, norm] : curve.back().gradient_norms) {
    low = std::min<double>(low, norm);
    high = std::max<double>(high, norm);
  }
  out.kind = Diagnosis::Kind::healthy;
  out.title = message("Healthy");
  out.text = message("Gradients reach every layer ({} … {}). Validation follows training: no overfitting.",
                     short_number(low), short_number(high));
  return out;
}

}  // namespace engine
