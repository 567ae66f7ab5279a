// Optimizer steps on one thread, for one instruction set. Formulas: engine/tensor/kernels/optimizer.h.
#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

GLASSNET_INLINE V constant(double value) { return splat(static_cast<Scalar>(value)); }

void sgd(Scalar* w, const Scalar* g, Scalar* buffer, int64_t n, const SgdStep& step) {
  const V rate = constant(step.learning_rate), decay = constant(step.weight_decay), momentum = constant(step.momentum);
  if (step.momentum == 0) {
    each(n, [&](int64_t i, auto size) {
      const V v = load(w + i, size);
      store(w + i, v - rate * (load(g + i, size) + decay * v), size);
    });
    return;
  }
  const bool nesterov = step.nesterov;
  each(n, [&](int64_t i, auto size) {
    const V v = load(w + i, size);
    const V d = load(g + i, size) + decay * v;
    const V b = momentum * load(buffer + i, size) + d;
    store(buffer + i, b, size);
    store(w + i, v - rate * (nesterov ? d + momentum * b : b), size);
  });
}

void adagrad(Scalar* w, const Scalar* g, Scalar* square_sum, int64_t n, const AdagradStep& step) {
  const double decayed = step.learning_rate / (1 + static_cast<double>(step.t - 1) * step.learning_rate_decay);
  const V rate = constant(decayed), decay = constant(step.weight_decay), epsilon = constant(step.epsilon);
  each(n, [&](int64_t i, auto size) {
    const V v = load(w + i, size);
    const V d = load(g + i, size) + decay * v;
    const V s = load(square_sum + i, size) + d * d;
    store(square_sum + i, s, size);
    store(w + i, v - rate * quotient(d, square_root(s) + epsilon), size);
  });
}

void rmsprop(Scalar* w, const Scalar* g, Scalar* square_average, Scalar* buffer, int64_t n, const RmspropStep& step) {
  const V rate = constant(step.learning_rate), decay = constant(step.weight_decay), epsilon = constant(step.epsilon);
  const V alpha = constant(step.alpha), rest = constant(1 - step.alpha), momentum = constant(step.momentum);
  const bool with_momentum = step.momentum != 0;
  each(n, [&](int64_t i, auto size) {
    const V v = load(w + i, size);
    const V d = load(g + i, size) + decay * v;
    const V s = alpha * load(square_average + i, size) + rest * (d * d);
    store(square_average + i, s, size);
    V r = quotient(d, square_root(s) + epsilon);
    if (with_momentum) {
      r = momentum * load(buffer + i, size) + r;
      store(buffer + i, r, size);
    }
    store(w + i, v - rate * r, size);
  });
}

void adam(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step, bool decoupled) {
  const double t = static_cast<double>(step.t);
  const V rate = constant(step.learning_rate / (1 - pow(step.beta1, t)));
  const V correction = constant(1 / sqrt(1 - pow(step.beta2, t))), epsilon = constant(step.epsilon);
  const V beta1 = constant(step.beta1), rest1 = constant(1 - step.beta1);
  const V beta2 = constant(step.beta2), rest2 = constant(1 - step.beta2);
  const V decay = constant(decoupled ? 0 : step.weight_decay);
  const V shrink = constant(decoupled ? 1 - step.learning_rate * step.weight_decay : 1);
  each(n, [&](int64_t i, auto size) {
    const V weight = load(w + i, size);
    const V d = load(g + i, size) + decay * weight;
    const V first = beta1 * load(m + i, size) + rest1 * d;
    const V second = beta2 * load(v + i, size) + rest2 * (d * d);
    store(m + i, first, size);
    store(v + i, second, size);
    store(w + i, weight * shrink - rate * quotient(first, square_root(second) * correction + epsilon), size);
  });
}

}  // namespace

extern const OptimizerTable optimizer_table;
constinit const OptimizerTable optimizer_table = {sgd, adagrad, rmsprop, adam};

}  // namespace engine::kernels::GLASSNET_ISA
