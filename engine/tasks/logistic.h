// Functions of a verdict or an energy, one number at a time.
#pragma once

#include <algorithm>
#include <cmath>

namespace engine {

// log(1 + exp x) and its slope, without overflow.
inline double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }
inline double sigmoid(double x) { return x >= 0 ? 1 / (1 + std::exp(-x)) : 1 - 1 / (1 + std::exp(x)); }

}  // namespace engine
