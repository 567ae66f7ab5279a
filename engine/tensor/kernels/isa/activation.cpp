// Activation functions on one thread, for one instruction set. Formulas: engine/tensor/kernels/activation.h.
// Arguments are limited before they meet a factor that may be 0, so that Inf gives the limit and not NaN.
#include "engine/tensor/kernels/isa/math.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

template <class F>
GLASSNET_INLINE void map(const Scalar* x, Scalar* y, int64_t n, const F& f) {
  each(n, [&](int64_t i, auto size) { store(y + i, f(load(x + i, size)), size); });
}

// dx = dy f(v), with v the input or the output, whichever the derivative is written in.
template <class F>
GLASSNET_INLINE void chain(const Scalar* v, const Scalar* dy, Scalar* dx, int64_t n, const F& f) {
  each(n, [&](int64_t i, auto size) { store(dx + i, load(dy + i, size) * f(load(v + i, size)), size); });
}

GLASSNET_INLINE V limit(V x, Scalar most) {
  x = x > splat(most) ? splat(most) : x;
  return x < splat(-most) ? splat(-most) : x;
}

// x factor, where a factor of 0 wins over Inf.
GLASSNET_INLINE V weigh(V x, V factor) { return factor == V{} ? V{} : x * factor; }

void sigmoid_forward(const Scalar* x, Scalar* y, int64_t n) {
  map(x, y, n, [](V v) { return sigmoid(v).value; });
}
void sigmoid_backward(const Scalar*, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  chain(y, dy, dx, n, [](V v) { return v * (splat(1) - v); });
}

void tanh_forward(const Scalar* x, Scalar* y, int64_t n) {
  map(x, y, n, [](V v) { return hyperbolic_tangent(v); });
}
void tanh_backward(const Scalar*, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  chain(y, dy, dx, n, [](V v) { return splat(1) - v * v; });
}

void relu_forward(const Scalar* x, Scalar* y, int64_t n) {
  map(x, y, n, [](V v) { return v < V{} ? V{} : v; });
}
void relu_backward(const Scalar* x, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n) {
  each(n, [&](int64_t i, auto size) { store(dx + i, load(x + i, size) <= V{} ? V{} : load(dy + i, size), size); });
}

void leaky_relu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar slope) {
  const V factor = splat(slope);
  map(x, y, n, [=](V v) { return v > V{} ? v : v * factor; });
}
void leaky_relu_backward(const Scalar* x, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n, Scalar slope) {
  const V factor = splat(slope);
  chain(x, dy, dx, n, [=](V v) { return v > V{} ? splat(1) : factor; });
}

void elu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar alpha) {
  const V factor = splat(alpha);
  map(x, y, n, [=](V v) { return v > V{} ? v : factor * exponential_minus_one(v > V{} ? V{} : v); });
}
void elu_backward(const Scalar* x, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n, Scalar alpha) {
  const V factor = splat(alpha);
  chain(x, dy, dx, n, [=](V v) { return v > V{} ? splat(1) : factor * exponential(v); });
}

void gelu_forward(const Scalar* x, Scalar* y, int64_t n) {
  map(x, y, n, [](V v) { return weigh(v, normal_distribution(limit(v, 40)).below); });
}
void gelu_backward(const Scalar* x, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n) {
  chain(x, dy, dx, n, [](V v) {
    const V u = limit(v, 40);
    const Normal normal = normal_distribution(u);
    return normal.below + u * normal.density;
  });
}

void silu_forward(const Scalar* x, Scalar* y, int64_t n) {
  map(x, y, n, [](V v) { return weigh(v, sigmoid(v).value); });
}
void silu_backward(const Scalar* x, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n) {
  chain(x, dy, dx, n, [](V v) {
    const V u = limit(v, 800);
    const Sigmoid s = sigmoid(u);
    return s.value * (splat(1) + u * s.rest);
  });
}

void softplus_forward(const Scalar* x, Scalar* y, int64_t n) {
  map(x, y, n, [](V v) {
    const V smooth = (v > V{} ? v : V{}) + log_one_plus(exponential(-absolute(v)));
    return v > splat(20) ? v : smooth;
  });
}
void softplus_backward(const Scalar* x, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n) {
  chain(x, dy, dx, n, [](V v) { return v > splat(20) ? splat(1) : sigmoid(v).value; });
}

void step_forward(const Scalar* x, Scalar* y, int64_t n, Scalar low, Scalar high) {
  const V below = splat(low), above = splat(high);
  map(x, y, n, [=](V v) { return v >= V{} ? above : (v < V{} ? below : v); });
}

Scalar largest_of_row(const Scalar* x, int64_t cols) {
  V largest = splat(x[0]);
  each(cols, [&](int64_t i, auto size) {
    const V v = load_or(x + i, size, largest);
    largest = v > largest ? v : largest;
  });
  return largest_of(largest);
}

void softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  if (cols <= 0) return;
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    const V largest = splat(largest_of_row(x, cols));
    V sum{};
    each(cols, [&](int64_t i, auto size) {
      const V e = exponential(load(x + i, size) - largest);
      sum += first_of(e, size);
      store(y + i, e, size);
    });
    const V factor = splat(1 / sum_of(sum));
    each(cols, [&](int64_t i, auto size) { store(y + i, load(y + i, size) * factor, size); });
  }
}

void softmax_backward(const Scalar*, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, y += cols, dy += cols, dx += cols) {
    V products{};
    each(cols, [&](int64_t i, auto size) { products += load(y + i, size) * load(dy + i, size); });
    const V inner = splat(sum_of(products));
    each(cols, [&](int64_t i, auto size) { store(dx + i, load(y + i, size) * (load(dy + i, size) - inner), size); });
  }
}

void log_softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  if (cols <= 0) return;
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    const V largest = splat(largest_of_row(x, cols));
    V sum{};
    each(cols, [&](int64_t i, auto size) { sum += first_of(exponential(load(x + i, size) - largest), size); });
    const V log_sum = splat(static_cast<Scalar>(log(static_cast<double>(sum_of(sum)))));
    each(cols, [&](int64_t i, auto size) { store(y + i, (load(x + i, size) - largest) - log_sum, size); });
  }
}

void log_softmax_backward(const Scalar*, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, y += cols, dy += cols, dx += cols) {
    V sum{};
    each(cols, [&](int64_t i, auto size) { sum += load(dy + i, size); });
    const V total = splat(sum_of(sum));
    each(cols, [&](int64_t i, auto size) {
      store(dx + i, load(dy + i, size) - exponential(load(y + i, size)) * total, size);
    });
  }
}

}  // namespace

extern const ActivationTable activation_table;
constinit const ActivationTable activation_table = {.sigmoid_forward = sigmoid_forward,
                                                    .tanh_forward = tanh_forward,
                                                    .relu_forward = relu_forward,
                                                    .gelu_forward = gelu_forward,
                                                    .silu_forward = silu_forward,
                                                    .softplus_forward = softplus_forward,
                                                    .leaky_relu_forward = leaky_relu_forward,
                                                    .elu_forward = elu_forward,
                                                    .sigmoid_backward = sigmoid_backward,
                                                    .tanh_backward = tanh_backward,
                                                    .relu_backward = relu_backward,
                                                    .gelu_backward = gelu_backward,
                                                    .silu_backward = silu_backward,
                                                    .softplus_backward = softplus_backward,
                                                    .leaky_relu_backward = leaky_relu_backward,
                                                    .elu_backward = elu_backward,
                                                    .step_forward = step_forward,
                                                    .softmax_forward = softmax_forward,
                                                    .log_softmax_forward = log_softmax_forward,
                                                    .softmax_backward = softmax_backward,
                                                    .log_softmax_backward = log_softmax_backward};

}  // namespace engine::kernels::GLASSNET_ISA
