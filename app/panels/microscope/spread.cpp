#include "app/panels/microscope/spread.h"

#include <algorithm>
#include <cmath>

#include "app/panels/panel_words.h"

namespace app {

void Spread::measure(std::span<const float> values, int bins, views::Limits known, const engine::Shape& shape) {
  *this = {.counts = std::move(counts)};
  counts.assign(static_cast<size_t>(std::max(1, bins)), 0.0f);
  double sum = 0, squares = 0;
  int64_t zero = 0, ends = 0;
  const bool bounded = std::isfinite(known.low) && std::isfinite(known.high) && known.low < known.high;
  const float margin = bounded ? (known.high - known.low) * 0.01f : 0;
  for (const float v : values) {
    if (!std::isfinite(v)) {
      ++bad;
      continue;
    }
    const auto d = static_cast<double>(v);
    smallest = finite ? std::min(smallest, d) : d;
    largest = finite ? std::max(largest, d) : d;
    ++finite;
    sum += d;
    squares += d * d;
    zero += v == 0;
    ends += bounded && (v <= known.low + margin || v >= known.high - margin);
  }
  if (finite == 0) return;
  const auto n = static_cast<double>(finite);
  mean = sum / n;
  deviation = std::sqrt(std::max(0.0, squares / n - mean * mean));
  zeros = static_cast<double>(zero) / n;
  saturated = static_cast<double>(ends) / n;
  high = round_limit(std::max(std::abs(smallest), std::abs(largest)));
  low = smallest < 0 ? -high : 0;
  const double scale = static_cast<double>(counts.size()) / (high - low);
  for (const float v : values) {
    if (!std::isfinite(v)) continue;
    const double bin = std::clamp((static_cast<double>(v) - low) * scale, 0.0, static_cast<double>(counts.size()) - 1);
    counts[static_cast<size_t>(bin)] += 1;
  }
  if (shape.rank() < 2 || shape.count() != static_cast<int64_t>(values.size())) return;
  const bool image = shape.rank() == 4;
  units = image ? shape[1] : shape.back();
  const int64_t inner = image ? shape[2] * shape[3] : 1;
  for (int64_t u = 0; u < units; ++u) {
    bool alive = false;
    for (int64_t i = 0; i < shape.count() / (units * inner) && !alive; ++i) {
      for (int64_t k = 0; k < inner && !alive; ++k)
        alive = values[static_cast<size_t>((i * units + u) * inner + k)] != 0;
    }
    dead += !alive;
  }
}

}  // namespace app
