// What the ways of training have in common that learn from samples against chains.
#pragma once

#include <algorithm>

#include "engine/data/prepare.h"

namespace engine {

inline const char *const kChainsGoOn = "chains", *const kChainsFromData = "data";  // where they start
constexpr uint64_t kChainSeed = 5;         // of the chains before their first step
constexpr int64_t kSamplesLookedAt = 500;  // of training, for the numbers that occur in them

// So many training samples are compared with those of another part: a gap between their energies is overfitting (Hinton
// 2010, section 6).
inline int64_t compared_samples(const PreparedData& data, Split part) {
  constexpr int64_t kMost = 2000;
  return std::min({data.count(Split::train), data.count(part), kMost});
}

}  // namespace engine
