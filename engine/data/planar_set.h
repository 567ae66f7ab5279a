// What the generated sets share: an empty set of the right size, filled point by point. Holds no formulas.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/rng.h"
#include "engine/schema/dataset_type.h"

namespace engine {

constexpr double kPi = 3.14159265358979323846;
constexpr double kHalfWidth = 6;  // generated sets lie in [-6, 6], as those of TensorFlow Playground

// A set of `size` points at the origin. classes = 0: numbers are to be predicted.
inline Dataset empty_set(int64_t size, int columns, int64_t classes) {
  Dataset set;
  set.inputs.resize(size, Shape{columns});
  set.targets.resize(static_cast<size_t>(size));
  set.classes = classes;
  for (int c = 1; c <= columns; ++c) set.input_names.push_back(columns == 1 ? "x" : fmt::format("x{}", c));
  set.range = kHalfWidth;
  return set;
}

inline void put(Dataset& set, int64_t row, double x1, double x2, double target) {
  set.inputs.row(row)[0] = static_cast<Scalar>(x1);
  set.inputs.row(row)[1] = static_cast<Scalar>(x2);
  set.targets[static_cast<size_t>(row)] = static_cast<Scalar>(target);
}

// As put, with the place moved by normal noise of the given deviation.
inline void put_noisy(Dataset& set, int64_t row, double x1, double x2, double spread, Rng& rng, double target) {
  x1 += spread * rng.normal();  // drawn in statements of their own: the order of arguments is the compiler's choice
  x2 += spread * rng.normal();
  put(set, row, x1, x2, target);
}

inline Rng set_rng(const DatasetRequest& request) { return Rng(request.seed, stream_of("data")); }

}  // namespace engine
