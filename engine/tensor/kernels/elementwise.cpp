// The elementwise kernels with large arrays cut into pieces for the threads.
#include "engine/tensor/kernels/elementwise.h"

#include <cstring>

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

constexpr int64_t grain = 1 << 15;  // elements of a piece: some ten microseconds

// piece(begin, end) over [0, n) on all threads.
template <class Piece>
void in_pieces(int64_t n, const Piece& piece) {
  if (n <= grain) {
    piece(0, n);
  } else {
    parallel_for(n, grain, piece);
  }
}

// As in_pieces for whole rows.
template <class Piece>
void in_row_pieces(int64_t rows, int64_t cols, const Piece& piece) {
  const int64_t rows_each = cols > 0 && cols < grain ? grain / cols : 1;
  if (rows <= rows_each) {
    piece(0, rows);
  } else {
    parallel_for(rows, rows_each, piece);
  }
}

// The sum of piece(begin, end), added in the order of the pieces; the pieces depend on n alone.
template <class Piece>
double sum_pieces(int64_t n, const Piece& piece) {
  constexpr int64_t most = 64;
  if (n <= grain) return piece(0, n);
  const int64_t size = n <= grain * most ? grain : (n + most - 1) / most;
  double sums[most] = {};
  parallel_for(n, size, [&](int64_t begin, int64_t end) { sums[begin / size] = piece(begin, end); });
  double total = 0;
  for (int64_t i = 0; i * size < n; ++i) total += sums[i];
  return total;
}

const ElementwiseTable& table() { return *active().elementwise; }

}  // namespace

void fill(Scalar* y, Scalar value, int64_t n) {
  in_pieces(n, [&](int64_t begin, int64_t end) { table().fill(y + begin, value, end - begin); });
}

void copy(Scalar* y, const Scalar* x, int64_t n) {
  if (n <= 0 || y == x) return;
  in_pieces(n, [&](int64_t begin, int64_t end) {
    std::memcpy(y + begin, x + begin, static_cast<size_t>(end - begin) * sizeof(Scalar));
  });
}

void add(Scalar* y, const Scalar* a, const Scalar* b, int64_t n) {
  in_pieces(n, [&](int64_t begin, int64_t end) { table().add(y + begin, a + begin, b + begin, end - begin); });
}

void multiply(Scalar* y, const Scalar* a, const Scalar* b, int64_t n) {
  in_pieces(n, [&](int64_t begin, int64_t end) { table().multiply(y + begin, a + begin, b + begin, end - begin); });
}

void axpy(Scalar* y, Scalar alpha, const Scalar* x, int64_t n) {
  in_pieces(n, [&](int64_t begin, int64_t end) { table().axpy(y + begin, alpha, x + begin, end - begin); });
}

void scale(Scalar* y, Scalar alpha, int64_t n) {
  in_pieces(n, [&](int64_t begin, int64_t end) { table().scale(y + begin, alpha, end - begin); });
}

void clip(Scalar* y, Scalar limit, int64_t n) {
  in_pieces(n, [&](int64_t begin, int64_t end) { table().clip(y + begin, limit, end - begin); });
}

void add_penalty_gradient(Scalar* g, const Scalar* w, Scalar l1, Scalar l2, int64_t n) {
  in_pieces(
      n, [&](int64_t begin, int64_t end) { table().add_penalty_gradient(g + begin, w + begin, l1, l2, end - begin); });
}

void add_row_bias(Scalar* y, const Scalar* bias, int64_t rows, int64_t cols) {
  in_row_pieces(rows, cols,
                [&](int64_t begin, int64_t end) { table().add_row_bias(y + begin * cols, bias, end - begin, cols); });
}

void sum_rows(Scalar* db, const Scalar* dy, int64_t rows, int64_t cols, Scalar beta) {
  if (rows * cols <= grain) {
    table().sum_rows(db, dy, rows, cols, cols, beta != 0);
    return;
  }
  parallel_for(cols, 64, [&](int64_t begin, int64_t end) {
    table().sum_rows(db + begin, dy + begin, rows, end - begin, cols, beta != 0);
  });
}

void gather_rows(Scalar* y, const Scalar* x, const int32_t* indices, int64_t n, int64_t cols) {
  in_row_pieces(n, cols, [&](int64_t begin, int64_t end) {
    table().gather_rows(y + begin * cols, x, indices + begin, end - begin, cols);
  });
}

void copy_columns(Scalar* y, int64_t y_stride, const Scalar* x, int64_t x_stride, int64_t rows, int64_t cols) {
  in_row_pieces(rows, cols, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) copy(y + r * y_stride, x + r * x_stride, cols);
  });
}

double sum(const Scalar* x, int64_t n) {
  return sum_pieces(n, [&](int64_t begin, int64_t end) { return table().sum(x + begin, end - begin); });
}

double sum_abs(const Scalar* x, int64_t n) {
  return sum_pieces(n, [&](int64_t begin, int64_t end) { return table().sum_abs(x + begin, end - begin); });
}

double sum_squares(const Scalar* x, int64_t n) {
  return sum_pieces(n, [&](int64_t begin, int64_t end) { return table().sum_squares(x + begin, end - begin); });
}

double dot(const Scalar* a, const Scalar* b, int64_t n) {
  return sum_pieces(n, [&](int64_t begin, int64_t end) { return table().dot(a + begin, b + begin, end - begin); });
}

Scalar max_abs(const Scalar* x, int64_t n) { return table().max_abs(x, n); }

bool all_finite(const Scalar* x, int64_t n) {
  if (n <= 8 * grain) return table().all_finite(x, n);
  const auto bad = [&](int64_t begin, int64_t end) { return table().all_finite(x + begin, end - begin) ? 0.0 : 1.0; };
  return sum_pieces(n, bad) == 0;
}

}  // namespace engine::kernels
