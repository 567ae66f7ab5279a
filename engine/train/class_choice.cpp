#include "engine/train/class_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engine {
namespace {

double usable(float share) { return std::isfinite(share) && share > 0 ? static_cast<double>(share) : 0; }

// The smallest number of the likeliest classes whose probabilities reach `top_p`; `order`: likeliest first.
size_t nucleus(std::span<const double> p, std::span<const size_t> order, double top_p) {
  double sum = 0;
  for (size_t n = 0; n < order.size(); ++n) {
    sum += p[order[n]];
    if (sum >= top_p) return n + 1;
  }
  return order.size();
}

}  // namespace

void choice_probabilities(std::span<const float> shares, const ChoiceRule& rule, std::vector<double>& out) {
  out.assign(shares.size(), 0.0);
  if (shares.empty()) return;
  std::vector<size_t> order(shares.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return usable(shares[a]) > usable(shares[b]); });
  const double most = usable(shares[order[0]]);
  const auto likely = std::partition_point(order.begin(), order.end(), [&](size_t k) { return usable(shares[k]) > 0; });
  order.erase(likely, order.end());
  if (order.empty() || !(rule.temperature > 0)) {
    out[order.empty() ? 0 : order[0]] = 1;
    return;
  }
  if (rule.top_k > 0 && static_cast<size_t>(rule.top_k) < order.size()) order.resize(static_cast<size_t>(rule.top_k));
  const auto scale = [&] {
    double sum = 0;
    for (const size_t k : order) sum += out[k];
    for (const size_t k : order) out[k] /= sum;
  };
  for (const size_t k : order) out[k] = std::pow(usable(shares[k]) / most, 1 / rule.temperature);
  scale();
  if (rule.top_p >= 1) return;
  const size_t kept = nucleus(out, order, rule.top_p);
  for (size_t n = kept; n < order.size(); ++n) out[order[n]] = 0;
  order.resize(kept);
  scale();
}

int64_t drawn_class(std::span<const double> probabilities, Rng& rng) {
  double left = rng.uniform();
  int64_t last = 0;
  for (size_t k = 0; k < probabilities.size(); ++k) {
    if (!(probabilities[k] > 0)) continue;
    last = static_cast<int64_t>(k);
    left -= probabilities[k];
    if (left < 0) break;
  }
  return last;
}

}  // namespace engine
