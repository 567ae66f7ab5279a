// Simple passes over flat arrays: maps, row broadcasts and reductions. The array that is written comes first, sizes
// last. The written array may be one of the read arrays, but must not overlap it otherwise.
// Reductions have a fixed order, so that their bits depend on the numbers and n alone.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

void fill(Scalar* y, Scalar value, int64_t n);
void copy(Scalar* y, const Scalar* x, int64_t n);
void add(Scalar* y, const Scalar* a, const Scalar* b, int64_t n);       // y = a + b
void multiply(Scalar* y, const Scalar* a, const Scalar* b, int64_t n);  // y = a b
void axpy(Scalar* y, Scalar alpha, const Scalar* x, int64_t n);         // y += alpha x
void scale(Scalar* y, Scalar alpha, int64_t n);                         // y *= alpha
void clip(Scalar* y, Scalar limit, int64_t n);                          // y = min(max(y, -limit), limit); NaN stays
// g += l1 sign(w) + l2 w: the gradient of l1 |w| + l2/2 w^2 (sign(0) = 0, as PyTorch).
void add_penalty_gradient(Scalar* g, const Scalar* w, Scalar l1, Scalar l2, int64_t n);

// y[rows, cols] += bias[cols] on every row.
void add_row_bias(Scalar* y, const Scalar* bias, int64_t rows, int64_t cols);
// db[cols] = sum over rows of dy[rows, cols] + beta db (beta 0 or 1; 0 does not read db), rows added in order.
void sum_rows(Scalar* db, const Scalar* dy, int64_t rows, int64_t cols, Scalar beta = 0);
// y[i, :] = x[indices[i], :] for i < n: a batch out of a dataset.
void gather_rows(Scalar* y, const Scalar* x, const int32_t* indices, int64_t n, int64_t cols);
// y[r, :] = x[r, :] for rows of `cols` elements that lie y_stride and x_stride apart.
void copy_columns(Scalar* y, int64_t y_stride, const Scalar* x, int64_t x_stride, int64_t rows, int64_t cols);

double sum(const Scalar* x, int64_t n);
double sum_abs(const Scalar* x, int64_t n);
double sum_squares(const Scalar* x, int64_t n);
double dot(const Scalar* a, const Scalar* b, int64_t n);
Scalar max_abs(const Scalar* x, int64_t n);  // 0 when n is 0; NaN when any is NaN
bool all_finite(const Scalar* x, int64_t n);

}  // namespace engine::kernels
