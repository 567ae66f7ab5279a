// Cuts a large matrix product into blocks of C for the threads. Small ones go straight to the kernel.
#include "engine/tensor/kernels/gemm.h"

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

constexpr int64_t serial_work = 1 << 19;                   // multiply-adds that are not worth waking a thread for
constexpr int64_t block_rows = 240, block_work = 1 << 19;  // a block's height, and its multiply-adds if possible

// The width of a block of C: a multiple of every kernel's panel, chosen by the sizes alone.
int64_t block_cols(const GemmCall& call) {
  const int64_t rows = call.m < block_rows ? call.m : block_rows;
  const int64_t panels = block_work / (rows * call.k * 32);
  return 32 * (panels < 1 ? 1 : (panels > 16 ? 16 : panels));
}

void run(const GemmCall& call) {
  if (call.m * call.n * call.k <= serial_work || thread_count() == 1) {
    active().gemm->gemm(call);
    return;
  }
  const int64_t width = block_cols(call);
  const int64_t across = (call.n + width - 1) / width, down = (call.m + block_rows - 1) / block_rows;
  parallel_for(across * down, 1, [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      const int64_t i = block / across * block_rows, j = block % across * width;
      GemmCall part = call;
      part.m = call.m - i < block_rows ? call.m - i : block_rows;
      part.n = call.n - j < width ? call.n - j : width;
      part.a += i * call.a_row;
      part.b += j * call.b_col;
      if (call.bias != nullptr) part.bias += j;
      part.c += i * call.ldc + j;
      active().gemm->gemm(part);
    }
  });
}

GemmCall call_of(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const Scalar* a, int64_t lda,
                 const Scalar* b, int64_t ldb, Scalar* c, int64_t ldc) {
  // A matrix of one row or column may be read either way; stride 1 is the fast one.
  const bool a_adjacent = transpose_a || m == 1, b_adjacent = !transpose_b || n == 1;
  return {m,
          n,
          k,
          a,
          a_adjacent ? 1 : lda,
          transpose_a ? lda : 1,
          b,
          transpose_b ? 1 : ldb,
          b_adjacent ? 1 : ldb,
          nullptr,
          false,
          c,
          ldc};
}

}  // namespace

void gemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const Scalar* a, int64_t lda,
          const Scalar* b, int64_t ldb, Scalar beta, Scalar* c, int64_t ldc) {
  GemmCall call = call_of(transpose_a, transpose_b, m, n, k, a, lda, b, ldb, c, ldc);
  call.accumulate = beta != 0;
  run(call);
}

void gemm_bias(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, const Scalar* a, int64_t lda,
               const Scalar* b, int64_t ldb, const Scalar* bias, Scalar* c, int64_t ldc) {
  GemmCall call = call_of(transpose_a, transpose_b, m, n, k, a, lda, b, ldb, c, ldc);
  call.bias = bias;
  run(call);
}

}  // namespace engine::kernels
