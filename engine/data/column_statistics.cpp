#include "engine/data/column_statistics.h"

#include <algorithm>
#include <cmath>

namespace engine {

ColumnStatistics column_statistics(std::span<const double> values, std::span<const int> parts, int most_bins) {
  ColumnStatistics s;
  std::vector<double> finite;
  finite.reserve(values.size());
  bool whole = true;
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    finite.push_back(v);
    whole = whole && v == std::floor(v);
  }
  s.count = static_cast<int64_t>(finite.size());
  s.missing = static_cast<int64_t>(values.size() - finite.size());
  const auto bins = static_cast<size_t>(std::max(1, most_bins));
  for (auto& part : s.bins) part.assign(bins, 0);
  if (finite.empty()) return s;
  for (const double v : finite) s.mean += v / static_cast<double>(s.count);
  double squares = 0;
  for (const double v : finite) squares += (v - s.mean) * (v - s.mean) / static_cast<double>(s.count);
  s.deviation = std::sqrt(squares);
  std::sort(finite.begin(), finite.end());
  s.low = finite.front();
  s.high = finite.back();
  s.distinct = std::unique(finite.begin(), finite.end()) - finite.begin();

  size_t used = bins;
  s.bin_low = s.low;
  s.bin_high = s.high;
  if (whole && s.high - s.low < static_cast<double>(bins)) {
    used = static_cast<size_t>(s.high - s.low) + 1;
    s.bin_low = s.low - 0.5;
    s.bin_high = s.high + 0.5;
  } else if (s.low == s.high) {
    used = 1;
    const double half = std::max(std::abs(s.low) * 1e-3, 1e-12);
    s.bin_low = s.low - half;
    s.bin_high = s.high + half;
  }
  for (auto& part : s.bins) part.assign(used, 0);
  // Halves, because the difference of the largest numbers is not finite.
  const double width = s.bin_high / 2 - s.bin_low / 2;
  for (size_t i = 0; i < values.size() && i < parts.size(); ++i) {
    if (!std::isfinite(values[i]) || parts[i] < 0 || parts[i] >= kSplits) continue;
    const double at = (values[i] / 2 - s.bin_low / 2) / width * static_cast<double>(used);
    const auto bin = static_cast<size_t>(std::clamp(at, 0.0, static_cast<double>(used) - 1));
    ++s.bins[static_cast<size_t>(parts[i])][bin];
  }
  return s;
}

}  // namespace engine
