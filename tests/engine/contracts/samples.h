// Random but legal things to test with: parameters, lopsided shapes, numbers. The same in every run.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/schema/param.h"
#include "engine/tensor/shape.h"
#include "engine/tensor/tensor.h"

namespace samples {

using namespace engine;

// Whole numbers stay small, so that a random layer is quick; real numbers stay clear of the ends of their range, which
// have tests of their own. A probability is never 0.5: that hides a swapped p and 1 - p.
inline ParamValue value(const ParamSpec& spec, Rng& rng) {
  if (std::holds_alternative<bool>(spec.default_value)) return rng.below(2) == 1;
  if (std::holds_alternative<int64_t>(spec.default_value)) {
    const auto low = static_cast<int64_t>(spec.minimum);
    const auto most = std::min<int64_t>(static_cast<int64_t>(spec.maximum), low + 12);
    return low + static_cast<int64_t>(rng.below(static_cast<uint64_t>(most - low + 1)));
  }
  if (std::holds_alternative<double>(spec.default_value)) {
    const double part = rng.uniform(0.1, 0.45);
    if (!spec.logarithmic) return spec.minimum + part * (spec.maximum - spec.minimum);
    return spec.minimum * std::pow(spec.maximum / spec.minimum, part);
  }
  if (spec.choices.empty()) return spec.default_value;
  return spec.choices[rng.below(spec.choices.size())].id;
}

inline Params params(std::span<const ParamSpec> specs, Rng& rng) {
  Params given;
  for (const ParamSpec& spec : specs) given[spec.key] = value(spec, rng);
  return given;
}

// Sizes 1 to 9, no two neighbours equal: a swapped pair of sizes shows.
inline Shape shape(int rank, Rng& rng) {
  std::vector<int64_t> sizes;
  while (static_cast<int>(sizes.size()) < rank) {
    const auto size = static_cast<int64_t>(1 + rng.below(9));
    if (sizes.empty() || sizes.back() != size) sizes.push_back(size);
  }
  Shape result;
  switch (rank) {
    case 1: result = {sizes[0]}; break;
    case 2: result = {sizes[0], sizes[1]}; break;
    case 3: result = {sizes[0], sizes[1], sizes[2]}; break;
    case 4: result = {sizes[0], sizes[1], sizes[2], sizes[3]}; break;
    default: break;
  }
  return result;
}

inline void fill(std::span<Scalar> numbers, double low, double high, Rng& rng) {
  for (Scalar& x : numbers) x = static_cast<Scalar>(rng.uniform(low, high));
}

// Positive and together 1.
inline void shares(std::span<Scalar> numbers, Rng& rng) {
  double sum = 0;
  for (Scalar& x : numbers) sum += static_cast<double>(x = static_cast<Scalar>(rng.uniform(0.05, 1)));
  for (Scalar& x : numbers) x = static_cast<Scalar>(static_cast<double>(x) / sum);
}

inline Tensor tensor(int64_t rows, const Shape& shape, Rng& rng, double low = -2, double high = 2) {
  Tensor t(rows, shape);
  fill(t.span(), low, high, rng);
  return t;
}

}  // namespace samples
