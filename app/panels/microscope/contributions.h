// What one unit of a layer with a weight matrix adds up for one sample: w x of each input, the bias, the sum.
// Arithmetic only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace app {

struct Contribution {
  int64_t input = 0;
  float weight = 0, value = 0;
  double product = 0;
};

constexpr size_t kMostSorted = 400;

struct Contributions {
  std::vector<Contribution> parts;  // the kMostSorted largest products first, in their order
  double sum = 0, bias = 0;
  double z() const { return sum + bias; }
};

// weight [units, inputs], bias [units] or empty, x [inputs]. Empty when the sizes do not fit.
Contributions contributions_of(std::span<const float> weight, std::span<const float> bias, std::span<const float> x,
                               int64_t unit);

}  // namespace app
