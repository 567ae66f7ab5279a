// The vector of this instruction set, and the few operations on it that the compilers' vector extensions lack.
// Included by the files of this folder only, which are compiled once per instruction set with GLASSNET_ISA naming it:
// everything lies in that namespace and is local to its file, so that no AVX function can be linked into the rest of
// the program. For the same reason the C++ library's templates are not used here.
#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>
#ifdef __AVX2__
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "engine/tensor/kernels/table.h"

#ifndef GLASSNET_ISA
#error "compile the files of this folder with GLASSNET_ISA=base|avx2|avx512"
#endif

#if (defined(_MSC_VER) && !defined(__clang__)) || defined(GLASSNET_SCALAR_KERNELS)
#define GLASSNET_VECTORS 0  // one "lane": plain arithmetic
#else
#define GLASSNET_VECTORS 1
#endif

#ifdef _MSC_VER
#define GLASSNET_INLINE static __forceinline
#else
#define GLASSNET_INLINE static inline __attribute__((always_inline))
#endif

// Without it GCC keeps sums that fit the registers in memory before and after the loop over them.
#if defined(__GNUC__) && !defined(__clang__)
#define GLASSNET_UNROLL _Pragma("GCC unroll 16")
#else
#define GLASSNET_UNROLL
#endif

namespace engine::kernels::GLASSNET_ISA {

#ifdef GLASSNET_DOUBLE
using Bits = int64_t;
#else
using Bits = int32_t;
#endif

#if GLASSNET_VECTORS
#if defined(__AVX512F__)
constexpr int vector_bytes = 64;
#elif defined(__AVX2__)
constexpr int vector_bytes = 32;
#else
constexpr int vector_bytes = 16;
#endif
typedef Scalar V __attribute__((vector_size(vector_bytes)));
typedef Bits I __attribute__((vector_size(vector_bytes)));
constexpr int64_t lanes = vector_bytes / static_cast<int64_t>(sizeof(Scalar));
#else
using V = Scalar;
using I = Bits;
constexpr int64_t lanes = 1;
#endif

// Whether a Part is loaded in one instruction.
#if defined(__AVX2__) && !defined(GLASSNET_DOUBLE) && GLASSNET_VECTORS
constexpr bool quick_parts = true;
#else
constexpr bool quick_parts = false;
#endif

// How much of a vector is in memory: all of it, or the first `count` lanes (the others read as 0).
struct Whole {};
struct Part {
  int64_t count;
};

GLASSNET_INLINE V splat(Scalar s) {
#if GLASSNET_VECTORS
  return s - V{};  // keeps -0
#else
  return s;
#endif
}

GLASSNET_INLINE Scalar lane(const V& v, int64_t i) {
#if GLASSNET_VECTORS
  return v[i];
#else
  return (void)i, v;
#endif
}

GLASSNET_INLINE I as_bits(V v) {
  I r;
  memcpy(&r, &v, sizeof(r));
  return r;
}
GLASSNET_INLINE V from_bits(I v) {
  V r;
  memcpy(&r, &v, sizeof(r));
  return r;
}

#if defined(__AVX2__) && !defined(__AVX512F__)
alignas(64) static const int32_t part_masks[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
#endif

GLASSNET_INLINE V load(const Scalar* p, Whole = {}) {
  V v;
  memcpy(&v, p, sizeof(v));
  return v;
}
GLASSNET_INLINE void store(Scalar* p, V v, Whole = {}) { memcpy(p, &v, sizeof(v)); }

GLASSNET_INLINE V load(const Scalar* p, Part part) {
#if !GLASSNET_VECTORS
  return part.count > 0 ? *p : 0;
#elif defined(__AVX512F__) && !defined(GLASSNET_DOUBLE)
  return (V)_mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << part.count) - 1), p);
#elif defined(__AVX2__) && !defined(GLASSNET_DOUBLE)
  __m256i mask;
  memcpy(&mask, part_masks + 8 - part.count, sizeof(mask));
  return (V)_mm256_maskload_ps(p, mask);
#else
  V v{};
  for (int64_t i = 0; i < lanes; ++i) {
    if (i < part.count) v[i] = p[i];
  }
  return v;
#endif
}
GLASSNET_INLINE void store(Scalar* p, V v, Part part) {
#if !GLASSNET_VECTORS
  if (part.count > 0) *p = v;
#elif defined(__AVX512F__) && !defined(GLASSNET_DOUBLE)
  _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << part.count) - 1), (__m512)v);
#elif defined(__AVX2__) && !defined(GLASSNET_DOUBLE)
  __m256i mask;
  memcpy(&mask, part_masks + 8 - part.count, sizeof(mask));
  _mm256_maskstore_ps(p, mask, (__m256)v);
#else
  for (int64_t i = 0; i < lanes; ++i) {
    if (i < part.count) p[i] = v[i];
  }
#endif
}

// The lanes of `size` out of v, and `other` in the rest.
GLASSNET_INLINE V first_of(V v, Whole, V = V{}) { return v; }
GLASSNET_INLINE V first_of(V v, Part part, V other = V{}) {
#if !GLASSNET_VECTORS
  return part.count > 0 ? v : other;
#else
  I numbers{};
  for (int i = 0; i < lanes; ++i) numbers[i] = i;
  return numbers < static_cast<Bits>(part.count) ? v : other;
#endif
}
template <class Size>
GLASSNET_INLINE V load_or(const Scalar* p, Size size, V other) {
  return first_of(load(p, size), size, other);
}

GLASSNET_INLINE V absolute(V v) {
#ifdef GLASSNET_DOUBLE
  return from_bits(as_bits(v) & INT64_MAX);
#else
  return from_bits(as_bits(v) & INT32_MAX);
#endif
}

GLASSNET_INLINE V square_root(V v) {
#if !GLASSNET_VECTORS
  return static_cast<Scalar>(sqrt(v));
#elif defined(GLASSNET_DOUBLE)
  for (int64_t i = 0; i < lanes; ++i) v[i] = sqrt(v[i]);
  return v;
#elif defined(__AVX512F__)
  return (V)_mm512_maskz_sqrt_ps(0xffff, (__m512)v);  // the plain one sets off a false warning of GCC 12
#elif defined(__AVX2__)
  return (V)_mm256_sqrt_ps((__m256)v);
#elif defined(__SSE2__)
  return (V)_mm_sqrt_ps((__m128)v);
#elif defined(__ARM_NEON) && defined(__aarch64__)
  return (V)vsqrtq_f32((float32x4_t)v);
#else
  for (int64_t i = 0; i < lanes; ++i) v[i] = sqrtf(v[i]);
  return v;
#endif
}

// a / b to about one unit in the last place, at a fraction of a division's cost where that is possible; b >= 0.
GLASSNET_INLINE V quotient(V a, V b) {
#if defined(__AVX512F__) && !defined(GLASSNET_DOUBLE) && GLASSNET_VECTORS
  const V guess = (V)_mm512_maskz_rcp14_ps(0xffff, (__m512)b);
  const V inverse = guess + guess * (splat(1) - b * guess);            // a Newton step
  return a * (absolute(inverse) < splat(INFINITY) ? inverse : guess);  // 0 and Inf need no step
#else
  return a / b;
#endif
}

// 1 / b, likewise, for 1 <= b < 1e38 (or NaN).
GLASSNET_INLINE V inverse(V b) {
#if defined(__AVX512F__) && !defined(GLASSNET_DOUBLE) && GLASSNET_VECTORS
  const V guess = (V)_mm512_maskz_rcp14_ps(0xffff, (__m512)b);
  return guess + guess * (splat(1) - b * guess);
#else
  return splat(1) / b;
#endif
}

#if GLASSNET_VECTORS
#define GLASSNET_SHUFFLE __builtin_shufflevector
#endif

// op over all lanes of v, in a fixed order; op takes vectors.
template <class Op>
GLASSNET_INLINE Scalar fold(V v, const Op& op) {
#if !GLASSNET_VECTORS
  return (void)op, v;
#elif defined(GLASSNET_DOUBLE)
  return op(v, GLASSNET_SHUFFLE(v, v, 1, 0))[0];
#else
#if defined(__AVX512F__)
  const auto half =
      op(GLASSNET_SHUFFLE(v, v, 0, 1, 2, 3, 4, 5, 6, 7), GLASSNET_SHUFFLE(v, v, 8, 9, 10, 11, 12, 13, 14, 15));
  const auto quad = op(GLASSNET_SHUFFLE(half, half, 0, 1, 2, 3), GLASSNET_SHUFFLE(half, half, 4, 5, 6, 7));
#elif defined(__AVX2__)
  const auto quad = op(GLASSNET_SHUFFLE(v, v, 0, 1, 2, 3), GLASSNET_SHUFFLE(v, v, 4, 5, 6, 7));
#else
  const auto quad = v;
#endif
  const auto pair = op(quad, GLASSNET_SHUFFLE(quad, quad, 2, 3, 0, 1));
  return op(pair, GLASSNET_SHUFFLE(pair, pair, 1, 0, 3, 2))[0];
#endif
}
GLASSNET_INLINE Scalar sum_of(V v) {
  return fold(v, [](auto a, auto b) { return a + b; });
}
GLASSNET_INLINE Scalar largest_of(V v) {
  return fold(v, [](auto a, auto b) { return a > b ? a : b; });
}

// body(i, size) for i = 0, lanes, 2 lanes, ...: `size` is Whole{}, or the Part left at the end.
// An element's result does not depend on its position: the last ones run through the same arithmetic.
template <class Body>
GLASSNET_INLINE void each(int64_t n, const Body& body) {
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) body(i, Whole{});
  if (i < n) body(i, Part{n - i});
}

}  // namespace engine::kernels::GLASSNET_ISA
