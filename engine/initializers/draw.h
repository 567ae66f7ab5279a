// Filling a block of weights with independent draws, in the order of the block. The rules themselves are the files
// beside this one.
#pragma once

#include <span>

#include "engine/core/rng.h"
#include "engine/tensor/scalar.h"

namespace engine {

inline void draw_uniform(Rng& rng, double low, double high, std::span<Scalar> weight) {
  for (Scalar& w : weight) w = static_cast<Scalar>(rng.uniform(low, high));
}

inline void draw_normal(Rng& rng, double mean, double deviation, std::span<Scalar> weight) {
  for (Scalar& w : weight) w = static_cast<Scalar>(mean + deviation * rng.normal());
}

}  // namespace engine
