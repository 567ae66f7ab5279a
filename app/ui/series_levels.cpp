#include "app/ui/series_levels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app::ui {
namespace {

constexpr int64_t kFirstBlock = 8, kFactor = 4;
constexpr int kLevels = 10;  // the largest block has 2 million samples

bool same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

void SeriesLevels::add(std::span<const float> values, int64_t i) {
  const float v = values[static_cast<size_t>(i)];
  const auto at = [&](int64_t place) { return values[static_cast<size_t>(place)]; };
  for (Level& level : levels_) {
    const auto b = static_cast<size_t>(i / level.block);
    if (b >= level.blocks.size()) level.blocks.resize(b + 1);
    Block& block = level.blocks[b];
    if (!std::isfinite(v)) {
      block.gap = i;
      continue;
    }
    if (block.low < 0 || v < at(block.low)) block.low = i;
    if (block.high < 0 || v > at(block.high)) block.high = i;
  }
  if (!std::isfinite(v)) return;
  low_ = any_ ? std::min(low_, v) : v;
  high_ = any_ ? std::max(high_, v) : v;
  any_ = true;
}

void SeriesLevels::update(std::span<const float> values) {
  const auto n = static_cast<int64_t>(values.size());
  const bool grown =
      seen_ > 0 && n >= seen_ && same(values[0], first_) && same(values[static_cast<size_t>(seen_ - 1)], last_);
  if (!grown) {
    levels_.clear();
    for (int64_t k = 0, block = kFirstBlock; k < kLevels; ++k, block *= kFactor) levels_.push_back({block, {}});
    seen_ = 0;
    any_ = false;
    low_ = 0;
    high_ = 1;
  }
  for (int64_t i = seen_; i < n; ++i) add(values, i);
  seen_ = n;
  if (n > 0) first_ = values[0];
  if (n > 0) last_ = values[static_cast<size_t>(n - 1)];
}

void SeriesLevels::between(std::span<const float> values, int64_t first, int64_t last, size_t most,
                           std::vector<int64_t>& places) const {
  places.clear();
  const int64_t n = std::min(seen_, static_cast<int64_t>(values.size()));
  first = std::clamp<int64_t>(first, 0, n);
  last = std::clamp<int64_t>(last, first, n);
  const Level* chosen = nullptr;
  if (static_cast<size_t>(last - first) > most) {
    for (const Level& level : levels_) {
      chosen = &level;
      if (2 * static_cast<size_t>((last - first) / level.block + 2) <= most) break;
    }
  }
  if (!chosen) {
    for (int64_t i = first; i < last; ++i) places.push_back(i);
    return;
  }
  const int64_t from = first / chosen->block, to = (last + chosen->block - 1) / chosen->block;
  for (int64_t b = from; b < std::min(to, static_cast<int64_t>(chosen->blocks.size())); ++b) {
    const Block& block = chosen->blocks[static_cast<size_t>(b)];
    std::array<int64_t, 3> of_block{block.low, block.high, block.gap};
    std::sort(of_block.begin(), of_block.end());
    for (const int64_t i : of_block) {
      if (i >= 0 && (places.empty() || places.back() != i)) places.push_back(i);
    }
  }
}

}  // namespace app::ui
