// Activation functions and their derivatives on n contiguous elements, and softmax on rows.
// forward(x, y, n) may work in place (y == x). backward(x, y, dy, dx, n) takes input, output and the gradient of the
// output and writes dx = dy f'(x); dx may be dy. NaN stays NaN, the limits at +-Inf are exact.
// In float the errors are a few units in the last place; the double build calls the C library.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

// 1 / (1 + exp(-x))
void sigmoid_forward(const Scalar* x, Scalar* y, int64_t n);
void sigmoid_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
void tanh_forward(const Scalar* x, Scalar* y, int64_t n);
void tanh_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
// max(x, 0); the derivative at 0 is 0
void relu_forward(const Scalar* x, Scalar* y, int64_t n);
void relu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
// x if x > 0, else slope x
void leaky_relu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar slope);
void leaky_relu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar slope);
// x if x > 0, else alpha (exp(x) - 1)
void elu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar alpha);
void elu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar alpha);
// x Phi(x) with the exact normal distribution function Phi(x) = (1 + erf(x / sqrt 2)) / 2
void gelu_forward(const Scalar* x, Scalar* y, int64_t n);
void gelu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
// x sigmoid(x)
void silu_forward(const Scalar* x, Scalar* y, int64_t n);
void silu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
// log(1 + exp(x)); x itself above 20 (PyTorch's beta 1, threshold 20)
void softplus_forward(const Scalar* x, Scalar* y, int64_t n);
void softplus_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
// high if x >= 0, else low. Backward passes dy through unchanged: the perceptron rule treats the step as the identity.
void step_forward(const Scalar* x, Scalar* y, int64_t n, Scalar low, Scalar high);
void step_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);

// Each row of [rows, cols]: exp(x - max) / sum exp(x - max). A row with NaN, +Inf or only -Inf becomes NaN.
void softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols);
void softmax_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols);
// The logarithm of softmax: (x - max) - log sum exp(x - max).
void log_softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols);
void log_softmax_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols);

}  // namespace engine::kernels
