#include "app/panels/microscope/spread_series.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr size_t kMostSorted = 65'536;  // numbers that percentiles are taken from

}  // namespace

int64_t percentile_stride(size_t count) { return static_cast<int64_t>(count / kMostSorted + 1); }

std::array<float, 5> percentiles_of(std::span<const float> values) {
  std::vector<float> some;
  const auto stride = static_cast<size_t>(percentile_stride(values.size()));
  some.reserve(values.size() / stride + 1);
  for (size_t i = 0; i < values.size(); i += stride) {
    if (std::isfinite(values[i])) some.push_back(values[i]);
  }
  std::array<float, 5> out{};
  out.fill(NAN);
  auto from = some.begin();
  for (size_t k = 0; k < kPercentiles.size() && !some.empty(); ++k) {
    const double at = kPercentiles[k] / 100 * (static_cast<double>(some.size()) - 1);
    const auto below = static_cast<std::ptrdiff_t>(at);
    const auto nth = some.begin() + below;
    std::nth_element(from, nth, some.end());  // what lies before `from` is smaller by now
    const double first = static_cast<double>(*nth), part = at - static_cast<double>(below);
    const double next = nth + 1 == some.end() ? first : static_cast<double>(*std::min_element(nth + 1, some.end()));
    out[k] = static_cast<float>(first + (next - first) * part);
    from = nth;
  }
  return out;
}

double update_ratio(std::span<const float> update, std::span<const float> after) {
  if (update.size() != after.size()) return std::nan("");
  double moved = 0, before = 0;
  for (size_t i = 0; i < update.size(); ++i) {
    const auto u = static_cast<double>(update[i]), w = static_cast<double>(after[i]) - u;
    moved += u * u;
    before += w * w;
  }
  return before > 0 ? std::sqrt(moved / before) : std::nan("");
}

SpreadFrame frame_of(const Spread& spread, std::span<const float> values) {
  SpreadFrame f;
  f.low = spread.low;
  f.high = spread.high;
  f.counts = spread.counts;
  f.percentiles = percentiles_of(values);
  f.dead = spread.units > 0 ? static_cast<float>(spread.dead) / static_cast<float>(spread.units) : 0;
  f.saturated = static_cast<float>(spread.saturated);
  return f;
}

std::vector<float> rebinned(const SpreadFrame& frame, double reach, size_t bins) {
  std::vector<float> out(bins, 0.0f);
  if (!(frame.high > frame.low) || !(reach > 0) || bins == 0) return out;
  const double width = (frame.high - frame.low) / static_cast<double>(frame.counts.size());
  const double scale = static_cast<double>(bins) / (2 * reach), last = static_cast<double>(bins);
  for (size_t i = 0; i < frame.counts.size(); ++i) {
    const double from = std::clamp((frame.low + width * static_cast<double>(i) + reach) * scale, 0.0, last);
    const double to = std::clamp((frame.low + width * static_cast<double>(i + 1) + reach) * scale, 0.0, last);
    if (!(to > from)) continue;
    const double each = static_cast<double>(frame.counts[i]) / (to - from);
    for (auto b = static_cast<size_t>(from); b < bins && static_cast<double>(b) < to; ++b) {
      const double covered = std::min(to, static_cast<double>(b + 1)) - std::max(from, static_cast<double>(b));
      out[b] += static_cast<float>(each * covered);
    }
  }
  return out;
}

}  // namespace app
