#include "app/panels/inspector/bins.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"

namespace app {

void BinnedValues::count(const engine::WatchedTensor* t, const engine::Snapshot& s, int bins, double limit) {
  if (!t || t->values.empty()) {
    key_ = {};
    counts_.clear();
    return;
  }
  const std::vector<float>& v = t->values;
  Key now{s.step, s.revision, v.size(), t->low, t->high, v.front(), v[v.size() / 2], t->watch.node};
  if (now == key_) return;
  key_ = std::move(now);
  counts_.assign(static_cast<size_t>(bins), 0.0f);
  double sum = 0, squares = 0, finite = 0, most = 0;
  for (const float value : v) {
    if (!std::isfinite(value)) continue;
    const auto d = static_cast<double>(value);
    sum += d;
    squares += d * d;
    most = std::max(most, std::abs(d));
    ++finite;
  }
  const double mean = finite > 0 ? sum / finite : 0;
  deviation_ = finite > 0 ? std::sqrt(std::max(0.0, squares / finite - mean * mean)) : 0;
  norm_ = std::sqrt(squares);
  limit_ = limit > 0 ? limit : round_limit(most);
  const double scale = bins / (2 * limit_);
  for (const float value : v) {
    if (!std::isfinite(value)) continue;
    const double bin = std::clamp((static_cast<double>(value) + limit_) * scale, 0.0, bins - 1.0);
    counts_[static_cast<size_t>(bin)] += 1;
  }
}

}  // namespace app
