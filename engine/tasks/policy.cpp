#include "engine/tasks/policy.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"

namespace engine {

ActionShares::ActionShares(const Scalar* scores, int64_t actions) {
  CHECK(actions <= static_cast<int64_t>(kMost), "worlds have few actions");
  const auto most = static_cast<double>(*std::max_element(scores, scores + actions));
  double sum = 0;
  for (size_t k = 0; k < static_cast<size_t>(actions); ++k) sum += std::exp(static_cast<double>(scores[k]) - most);
  for (size_t k = 0; k < static_cast<size_t>(actions); ++k) {
    log[k] = static_cast<double>(scores[k]) - most - std::log(sum);
    share[k] = std::exp(log[k]);
  }
}

int draw_action(const Scalar* scores, int64_t actions, Rng& rng) {
  const ActionShares p(scores, actions);
  double left = rng.uniform();
  for (int64_t k = 0; k + 1 < actions; ++k) {
    left -= p.share[static_cast<size_t>(k)];
    if (left < 0) return static_cast<int>(k);
  }
  return static_cast<int>(actions - 1);
}

PolicyLoss policy_loss(ConstView output, std::span<const int32_t> action, std::span<const double> advantage,
                       std::span<const double> returns, const PolicyTerms& terms, Scalar* d_output) {
  PolicyLoss loss;
  const int64_t actions = output.columns() - 1;
  const auto rows = static_cast<double>(output.rows);
  for (int64_t i = 0; i < output.rows; ++i) {
    const auto at = static_cast<size_t>(i);
    const ActionShares p(output.row(i), actions);
    double entropy = 0;
    for (size_t k = 0; k < static_cast<size_t>(actions); ++k) entropy -= p.share[k] * p.log[k];
    const auto taken = static_cast<size_t>(action[at]);
    const double off = static_cast<double>(output.row(i)[actions]) - returns[at];
    loss.policy -= advantage[at] * p.log[taken] / rows;
    loss.entropy += entropy / rows;
    loss.value += terms.values ? off * off / rows : 0;
    Scalar* d = d_output + i * output.columns();
    for (size_t k = 0; k < static_cast<size_t>(actions); ++k) {
      const double score = p.share[k] - (k == taken ? 1.0 : 0.0);  // of -log p(a)
      const double spread = p.share[k] * (p.log[k] + entropy);     // of -H
      d[k] = static_cast<Scalar>((advantage[at] * score + terms.entropy_weight * spread) / rows);
    }
    d[actions] = static_cast<Scalar>(terms.values ? 2 * terms.value_weight * off / rows : 0);
  }
  loss.whole = loss.policy + terms.value_weight * loss.value - terms.entropy_weight * loss.entropy;
  return loss;
}

void discounted_returns(std::span<const double> reward, double gamma, std::span<double> returns) {
  double later = 0;
  for (size_t t = reward.size(); t-- > 0;) returns[t] = later = reward[t] + gamma * later;
}

void generalised_advantages(const MetSteps& met, double gamma, double lambda, std::span<double> advantage,
                            std::span<double> returns) {
  for (size_t w = 0; w < met.worlds; ++w) {
    double later = 0;
    for (size_t t = met.reward.size() / met.worlds; t-- > 0;) {
      const size_t i = t * met.worlds + w;
      const double delta = met.reward[i] + gamma * met.next[i] - met.value[i];
      later = delta + (met.over[i] ? 0 : gamma * lambda * later);
      advantage[i] = later;
      returns[i] = later + met.value[i];
    }
  }
}

void standardise_advantages(std::span<double> advantage) {
  if (advantage.size() < 2) return;
  double mean = 0, square = 0;
  for (const double a : advantage) mean += a / static_cast<double>(advantage.size());
  for (const double a : advantage) square += (a - mean) * (a - mean) / static_cast<double>(advantage.size());
  const double deviation = std::sqrt(square) + 1e-8;
  for (double& a : advantage) a = (a - mean) / deviation;
}

}  // namespace engine
