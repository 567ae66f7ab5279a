// The product of a recurrent cell: a few rows by a vector or two of units, whose sums stay in registers.
// Included by recurrent.cpp only; everything is local to the file, as in vec.h.
#pragma once

#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

#if (defined(__AVX512F__) || defined(__aarch64__)) && GLASSNET_VECTORS
constexpr int registers = 32;
#else
constexpr int registers = 16;
#endif

// out[rows, vectors * lanes] = start + a[rows, k] b[k, vectors * lanes], with b packed without gaps.
struct Product {
  int64_t k;
  const Scalar* a;
  int64_t a_row;
  const Scalar* b;
  const Scalar* start;
  int64_t start_row;  // 0: the same for every row
  Scalar* out;
  int64_t out_row;
};

template <int vectors, int rows>
void multiply(const Product& call) {
  V sum[rows][vectors];
  GLASSNET_UNROLL
  for (int r = 0; r < rows; ++r) {
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) sum[r][j] = load(call.start + r * call.start_row + j * lanes);
  }
  const Scalar *a = call.a, *b = call.b;
  const int64_t a_row = call.a_row;
  for (int64_t p = call.k; p > 0; --p) {
    V row[vectors];
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) row[j] = load(b + j * lanes);
    GLASSNET_UNROLL
    for (int r = 0; r < rows; ++r) {
      const V element = splat(a[r * a_row]);
      GLASSNET_UNROLL
      for (int j = 0; j < vectors; ++j) sum[r][j] += element * row[j];
    }
    ++a;
    b += vectors * lanes;
  }
  GLASSNET_UNROLL
  for (int r = 0; r < rows; ++r) {
    GLASSNET_UNROLL
    for (int j = 0; j < vectors; ++j) store(call.out + r * call.out_row + j * lanes, sum[r][j]);
  }
}

template <int vectors, int rows>
GLASSNET_INLINE void multiply_some(int64_t count, const Product& call) {
  if (count == rows) return multiply<vectors, rows>(call);
  if constexpr (rows > 1) multiply_some<vectors, rows - 1>(count, call);
}

// All rows, in groups of nearly equal height that fit the registers beside a row of b and a broadcast element.
template <int vectors>
void multiply_rows(int64_t rows, Product call) {
  constexpr int fit = (registers - 1 - vectors) / vectors, most = fit < 14 ? fit : 14;
  const int64_t groups = (rows + most - 1) / most;
  const int64_t height = rows / groups, higher = rows - height * groups;
  for (int64_t g = 0; g < groups; ++g) {
    const int64_t count = height + (g < higher ? 1 : 0);
    multiply_some<vectors, most>(count, call);
    call.a += count * call.a_row;
    call.start += count * call.start_row;
    call.out += count * call.out_row;
  }
}

}  // namespace
}  // namespace engine::kernels::GLASSNET_ISA
