// Matrix products. Row-major; the bits of a result depend on the operands alone, never on the number of threads.
// Not a BLAS: no alpha, and beta is 0 or 1. No allocation.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

// C[m, n] = op(A)[m, k] op(B)[k, n] + beta C, with op(X) = X or its transpose. lda, ldb, ldc: elements from one stored
// row to the next (A is stored [m, k], or [k, m] when transpose_a; B [k, n], or [n, k] when transpose_b).
// beta 0 does not read C; beta must be 0 or 1. C overlaps neither A nor B. NaN and Inf propagate.
void gemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const Scalar* a, int64_t lda,
          const Scalar* b, int64_t ldb, Scalar beta, Scalar* c, int64_t ldc);

// C[m, n] = op(A) op(B) + bias[n] on every row: a dense layer's forward pass.
void gemm_bias(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const Scalar* a, int64_t lda,
               const Scalar* b, int64_t ldb, const Scalar* bias, Scalar* c, int64_t ldc);

}  // namespace engine::kernels
