// One step of an optimizer over flat arrays: weights w, gradients g, state of the same length (starts as zeros).
// Formulas, order of operations and defaults are those of PyTorch 1.13; t counts steps from 1. One pass each.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

// d = g + weight_decay w; with momentum: b = momentum b + d (dampening 0), d = nesterov ? d + momentum b : b;
// w -= learning_rate d. `buffer` may be null when momentum is 0.
struct SgdStep {
  double learning_rate = 0.01, momentum = 0, weight_decay = 0;
  bool nesterov = false;
};
void sgd(Scalar* w, const Scalar* g, Scalar* buffer, int64_t n, const SgdStep& step);

// s += d^2; w -= learning_rate / (1 + (t - 1) learning_rate_decay) d / (sqrt(s) + epsilon)
struct AdagradStep {
  double learning_rate = 0.01, learning_rate_decay = 0, weight_decay = 0, epsilon = 1e-10;
  int64_t t = 1;
};
void adagrad(Scalar* w, const Scalar* g, Scalar* square_sum, int64_t n, const AdagradStep& step);

// v = alpha v + (1 - alpha) d^2; r = d / (sqrt(v) + epsilon); with momentum: b = momentum b + r, r = b;
// w -= learning_rate r. `buffer` may be null when momentum is 0.
struct RmspropStep {
  double learning_rate = 0.01, alpha = 0.99, epsilon = 1e-8, momentum = 0, weight_decay = 0;
};
void rmsprop(Scalar* w, const Scalar* g, Scalar* square_average, Scalar* buffer, int64_t n, const RmspropStep& step);

// m = beta1 m + (1 - beta1) d; v = beta2 v + (1 - beta2) d^2;
// w -= learning_rate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
// adam: d = g + weight_decay w. adamw: d = g, and w *= 1 - learning_rate weight_decay beforehand.
struct AdamStep {
  double learning_rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weight_decay = 0;
  int64_t t = 1;
};
void adam(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step);
void adamw(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step);

}  // namespace engine::kernels
