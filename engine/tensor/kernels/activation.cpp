// The activation functions with large arrays cut into pieces for the threads.
#include "engine/tensor/kernels/activation.h"

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

constexpr int64_t grain = 1 << 13;  // elements of a piece: some microseconds

template <class Piece>
void in_pieces(int64_t n, int64_t size, const Piece& piece) {
  if (n <= size) {
    piece(0, n);
  } else {
    parallel_for(n, size, piece);
  }
}

template <class... Parameters>
void forward(void (*f)(const Scalar*, Scalar*, int64_t, Parameters...), const Scalar* x, Scalar* y, int64_t n,
             Parameters... parameters) {
  in_pieces(n, grain, [&](int64_t begin, int64_t end) { f(x + begin, y + begin, end - begin, parameters...); });
}

template <class... Parameters>
void backward(void (*f)(const Scalar*, const Scalar*, const Scalar*, Scalar*, int64_t, Parameters...), const Scalar* x,
              const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Parameters... parameters) {
  in_pieces(n, grain, [&](int64_t begin, int64_t end) {
    f(x + begin, y + begin, dy + begin, dx + begin, end - begin, parameters...);
  });
}

int64_t rows_of_piece(int64_t cols) { return cols > 0 && cols < grain ? grain / cols : 1; }

void forward_rows(RowsForward f, const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  in_pieces(rows, rows_of_piece(cols),
            [&](int64_t begin, int64_t end) { f(x + begin * cols, y + begin * cols, end - begin, cols); });
}

void backward_rows(RowsBackward f, const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows,
                   int64_t cols) {
  in_pieces(rows, rows_of_piece(cols), [&](int64_t begin, int64_t end) {
    f(x + begin * cols, y + begin * cols, dy + begin * cols, dx + begin * cols, end - begin, cols);
  });
}

const ActivationTable& table() { return *active().activation; }

}  // namespace

void sigmoid_forward(const Scalar* x, Scalar* y, int64_t n) { forward(table().sigmoid_forward, x, y, n); }
void sigmoid_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(table().sigmoid_backward, x, y, dy, dx, n);
}

void tanh_forward(const Scalar* x, Scalar* y, int64_t n) { forward(table().tanh_forward, x, y, n); }
void tanh_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(table().tanh_backward, x, y, dy, dx, n);
}

void relu_forward(const Scalar* x, Scalar* y, int64_t n) { forward(table().relu_forward, x, y, n); }
void relu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(table().relu_backward, x, y, dy, dx, n);
}

void leaky_relu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar slope) {
  forward(table().leaky_relu_forward, x, y, n, slope);
}
void leaky_relu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar slope) {
  backward(table().leaky_relu_backward, x, y, dy, dx, n, slope);
}

void elu_forward(const Scalar* x, Scalar* y, int64_t n, Scalar alpha) { forward(table().elu_forward, x, y, n, alpha); }
void elu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar alpha) {
  backward(table().elu_backward, x, y, dy, dx, n, alpha);
}

void gelu_forward(const Scalar* x, Scalar* y, int64_t n) { forward(table().gelu_forward, x, y, n); }
void gelu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(table().gelu_backward, x, y, dy, dx, n);
}

void silu_forward(const Scalar* x, Scalar* y, int64_t n) { forward(table().silu_forward, x, y, n); }
void silu_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(table().silu_backward, x, y, dy, dx, n);
}

void softplus_forward(const Scalar* x, Scalar* y, int64_t n) { forward(table().softplus_forward, x, y, n); }
void softplus_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n) {
  backward(table().softplus_backward, x, y, dy, dx, n);
}

void step_forward(const Scalar* x, Scalar* y, int64_t n, Scalar low, Scalar high) {
  forward(table().step_forward, x, y, n, low, high);
}
void step_backward(const Scalar*, const Scalar*, const Scalar* dy, Scalar* dx, int64_t n) { copy(dx, dy, n); }

void softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  forward_rows(table().softmax_forward, x, y, rows, cols);
}
void softmax_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols) {
  backward_rows(table().softmax_backward, x, y, dy, dx, rows, cols);
}

void log_softmax_forward(const Scalar* x, Scalar* y, int64_t rows, int64_t cols) {
  forward_rows(table().log_softmax_forward, x, y, rows, cols);
}
void log_softmax_backward(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows, int64_t cols) {
  backward_rows(table().log_softmax_backward, x, y, dy, dx, rows, cols);
}

}  // namespace engine::kernels
