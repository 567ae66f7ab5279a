// Activation functions on one thread, for one instruction set.
#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

template <class F>
GLASSNET_INLINE void forward(const Scalar* x, Scalar* y, int64_t n, const F& f) {
  for (int64_t i = 0; i < n; ++i) y[i] = static_cast<Scalar>(f(x[i]));
}
template <class F>
GLASSNET_INLINE void backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, const F& f) {
  for (int64_t i = 0; i < n; ++i) dx[i] = static_cast<Scalar>(dy[i] * f(x[i], y[i]));
}

double sigmoid(double x) { return 1 / (1 + exp(-x)); }
double normal_cdf(double x) { return 0.5 * erfc(-x * 0.70710678118654752440); }

void sigmoid_forward(const Scalar* x, Scalar* y, int64_t n) { forward(x, y, n, sigmoid); }
void sigmoid_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(x, y, dy, dx, n, [](Scalar, Scalar v) { return v * (1 - v); });
}
void tanh_forward(const Scalar* x, Scalar* y, int64_t n) {
  forward(x, y, n, [](Scalar v) { return tanh(v); });
}
void tanh_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(x, y, dy, dx, n, [](Scalar, Scalar v) { return 1 - v * v; });
}
void relu_forward(const Scalar* x, Scalar* y, int64_t n) {
  forward(x, y, n, [](Scalar v) { return v < 0 ? 0 : v; });
}
void relu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  (void)y;
  for (int64_t i = 0; i < n; ++i) dx[i] = x[i] <= 0 ? 0 : dy[i];
}
void leaky_relu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar slope) {
  forward(x, y, n, [=](Scalar v) { return v > 0 ? v : slope * v; });
}
void leaky_relu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar slope) {
  backward(x, y, dy, dx, n, [=](Scalar v, Scalar) { return v > 0 ? 1 : slope; });
}
void elu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar alpha) {
  forward(x, y, n, [=](Scalar v) { return v > 0 ? v : alpha * expm1(v); });
}
void elu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar alpha) {
  backward(x, y, dy, dx, n, [=](Scalar v, Scalar) { return v > 0 ? 1 : alpha * exp(v); });
}
void gelu_forward(const Scalar* x, Scalar* y, int64_t n) {
  forward(x, y, n, [](Scalar v) { return v == -INFINITY ? 0 : v * normal_cdf(v); });
}
void gelu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(x, y, dy, dx, n, [](Scalar v, Scalar) {
    const double density = 0.39894228040143267794 * exp(-0.5 * v * v);
    return normal_cdf(v) + (density == 0 ? 0 : v * density);
  });
}
void silu_forward(const Scalar* x, Scalar* y, int64_t n) {
  forward(x, y, n, [](Scalar v) { return v == -INFINITY ? 0 : v * sigmoid(v); });
}
void silu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(x, y, dy, dx, n, [](Scalar v, Scalar) {
    const double s = sigmoid(v);
    return s == 0 || s == 1 ? s : s * (1 + v * (1 - s));
  });
}
void softplus_forward(const Scalar* x, Scalar* y, int64_t n) {
  forward(x, y, n, [](Scalar v) { return v > 20 ? v : log1p(exp(v)); });
}
void softplus_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(x, y, dy, dx, n, [](Scalar v, Scalar) { return v > 20 ? 1 : sigmoid(v); });
}
void step_forward(const Scalar* x, Scalar* y, int64_t n, Scalar low, Scalar high) {
  forward(x, y, n, [=](Scalar v) { return v >= 0 ? high : (v < 0 ? low : v); });
}

// The largest element, 0 for no elements.
Scalar row_max(const Scalar* x, int64_t cols) {
  Scalar largest = cols > 0 ? x[0] : 0;
  for (int64_t i = 1; i < cols; ++i) largest = x[i] > largest || x[i] != x[i] ? x[i] : largest;
  return largest;
}

void softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    const Scalar largest = row_max(x, cols);
    double sum = 0;
    for (int64_t i = 0; i < cols; ++i) {
      y[i] = static_cast<Scalar>(exp(x[i] - largest));
      sum += y[i];
    }
    for (int64_t i = 0; i < cols; ++i) y[i] = static_cast<Scalar>(y[i] / sum);
  }
}
void softmax_backward(const Scalar*, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, y += cols, dy += cols, dx += cols) {
    Scalar inner = 0;
    for (int64_t i = 0; i < cols; ++i) inner += y[i] * dy[i];
    for (int64_t i = 0; i < cols; ++i) dx[i] = y[i] * (dy[i] - inner);
  }
}
void log_softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    const Scalar largest = row_max(x, cols);
    double sum = 0;
    for (int64_t i = 0; i < cols; ++i) sum += exp(x[i] - largest);
    const double log_sum = log(sum);
    for (int64_t i = 0; i < cols; ++i) y[i] = static_cast<Scalar>((x[i] - largest) - log_sum);
  }
}
void log_softmax_backward(const Scalar*, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, y += cols, dy += cols, dx += cols) {
    Scalar total = 0;
    for (int64_t i = 0; i < cols; ++i) total += dy[i];
    for (int64_t i = 0; i < cols; ++i) dx[i] = static_cast<Scalar>(dy[i] - exp(y[i]) * total);
  }
}

}  // namespace

extern const ActivationTable activation_table;
constinit const ActivationTable activation_table = {
    sigmoid_forward,     tanh_forward,      relu_forward,        gelu_forward,  silu_forward,  softplus_forward,
    leaky_relu_forward,  elu_forward,       sigmoid_backward,    tanh_backward, relu_backward, gelu_backward,
    silu_backward,       softplus_backward, leaky_relu_backward, elu_backward,  step_forward,  softmax_forward,
    log_softmax_forward, softmax_backward,  log_softmax_backward};

}  // namespace engine::kernels::GLASSNET_ISA
