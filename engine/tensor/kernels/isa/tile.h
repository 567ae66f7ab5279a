// What the kernels that keep a tile of sums in registers share: the height of a tile, and transposing while packing.
// Included by the files of this folder only; everything is local to the file, as in vec.h.
#pragma once

#include "engine/tensor/kernels/isa/vec.h"

// Keeps the large functions out of the short way through gemm().
#ifdef _MSC_VER
#define GLASSNET_APART __declspec(noinline)
#else
#define GLASSNET_APART __attribute__((noinline))
#endif

namespace engine::kernels::GLASSNET_ISA {
namespace {

// The tile must fit the registers beside a row of the panel and a broadcast element.
#if defined(__AVX512F__) && GLASSNET_VECTORS
constexpr int tile_rows = 14;
#elif (defined(__AVX2__) || defined(__aarch64__)) && GLASSNET_VECTORS
constexpr int tile_rows = 6;
#else
constexpr int tile_rows = 4;
#endif

#if GLASSNET_VECTORS && !defined(GLASSNET_DOUBLE)
typedef float Quad __attribute__((vector_size(16)));

// Lanes i and j of a's and of b's quad, for each quad of the vectors.
#if defined(__AVX512F__)
#define GLASSNET_IN_QUADS(a, b, i, j)                                                                              \
  GLASSNET_SHUFFLE(a, b, i, j, 16 + i, 16 + j, 4 + i, 4 + j, 20 + i, 20 + j, 8 + i, 8 + j, 24 + i, 24 + j, 12 + i, \
                   12 + j, 28 + i, 28 + j)
#elif defined(__AVX2__)
#define GLASSNET_IN_QUADS(a, b, i, j) GLASSNET_SHUFFLE(a, b, i, j, 8 + i, 8 + j, 4 + i, 4 + j, 12 + i, 12 + j)
#else
#define GLASSNET_IN_QUADS(a, b, i, j) GLASSNET_SHUFFLE(a, b, i, j, 4 + i, 4 + j)
#endif

// The first `count` of four elements.
template <int count>
GLASSNET_INLINE Quad load_quad(const float* p) {
  if (count == 1) return Quad{p[0], 0, 0, 0};
  typedef double Pair __attribute__((vector_size(16)));
  double two;  // two floats, moved as one number
  memcpy(&two, p, sizeof(two));
  const Quad pair = (Quad)Pair{two, 0};
  if (count == 2) return pair;
  if (count == 3) return GLASSNET_SHUFFLE(pair, (Quad{p[count - 1], 0, 0, 0}), 0, 1, 4, 5);
  Quad quad;
  memcpy(&quad, p, sizeof(quad));
  return quad;
}

// One quad of each of the columns first, first + 4, ...; `last` stands for those after it.
template <int count>
GLASSNET_INLINE V load_quads(const float* b, int64_t b_col, int64_t first, int64_t last) {
  const auto quad = [=](int64_t j) { return load_quad<count>(b + (j < last ? j : last) * b_col); };
#if defined(__AVX512F__)
  const auto low = GLASSNET_SHUFFLE(quad(first), quad(first + 4), 0, 1, 2, 3, 4, 5, 6, 7);
  const auto high = GLASSNET_SHUFFLE(quad(first + 8), quad(first + 12), 0, 1, 2, 3, 4, 5, 6, 7);
  return GLASSNET_SHUFFLE(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#elif defined(__AVX2__)
  return GLASSNET_SHUFFLE(quad(first), quad(first + 4), 0, 1, 2, 3, 4, 5, 6, 7);
#else
  return quad(first);
#endif
}

// packed[p, j] = b[p + (first + j) * b_col] for p < count <= 4 and j < lanes.
template <int count>
GLASSNET_INLINE void pack_quads(float* packed, int64_t width, const float* b, int64_t b_col, int64_t first,
                                int64_t last) {
  const V c0 = load_quads<count>(b, b_col, first, last), c1 = load_quads<count>(b, b_col, first + 1, last);
  const V c2 = load_quads<count>(b, b_col, first + 2, last), c3 = load_quads<count>(b, b_col, first + 3, last);
  const V low01 = GLASSNET_IN_QUADS(c0, c1, 0, 1), low23 = GLASSNET_IN_QUADS(c2, c3, 0, 1);
  const V high01 = GLASSNET_IN_QUADS(c0, c1, 2, 3), high23 = GLASSNET_IN_QUADS(c2, c3, 2, 3);
  store(packed, GLASSNET_IN_QUADS(low01, low23, 0, 2));
  if (count > 1) store(packed + width, GLASSNET_IN_QUADS(low01, low23, 1, 3));
  if (count > 2) store(packed + 2 * width, GLASSNET_IN_QUADS(high01, high23, 0, 2));
  if (count > 3) store(packed + 3 * width, GLASSNET_IN_QUADS(high01, high23, 1, 3));
}

// packed[p, j] = b[p + j * b_col] for j < cols; the columns up to `width` repeat the last one.
[[maybe_unused]] GLASSNET_APART void pack_columns(float* packed, const float* b, int64_t b_col, int64_t k, int64_t cols,
                                                  int64_t width) {
  for (int64_t j = 0; j < width; j += lanes) {
    int64_t p = 0;
    if (j + lanes <= cols) {
      const float* from = b + j * b_col;
      for (; p + 4 <= k; p += 4) pack_quads<4>(packed + p * width + j, width, from + p, b_col, 0, lanes);
    } else {
      for (; p + 4 <= k; p += 4) pack_quads<4>(packed + p * width + j, width, b + p, b_col, j, cols - 1);
    }
    if (k - p == 1) pack_quads<1>(packed + p * width + j, width, b + p, b_col, j, cols - 1);
    if (k - p == 2) pack_quads<2>(packed + p * width + j, width, b + p, b_col, j, cols - 1);
    if (k - p == 3) pack_quads<3>(packed + p * width + j, width, b + p, b_col, j, cols - 1);
  }
}

// to[c * to_step + r] = from[r * from_step + c] for r < lanes, c < cols; and for r < 4.
GLASSNET_INLINE void transpose_lanes(float* to, int64_t to_step, const float* from, int64_t from_step, int64_t cols) {
  int64_t c = 0;
  for (; c + 4 <= cols; c += 4) pack_quads<4>(to + c * to_step, to_step, from + c, from_step, 0, lanes);
  if (cols - c == 1) pack_quads<1>(to + c * to_step, to_step, from + c, from_step, 0, lanes);
  if (cols - c == 2) pack_quads<2>(to + c * to_step, to_step, from + c, from_step, 0, lanes);
  if (cols - c == 3) pack_quads<3>(to + c * to_step, to_step, from + c, from_step, 0, lanes);
}
GLASSNET_INLINE void transpose_four(float* to, int64_t to_step, const float* from, int64_t from_step, int64_t cols) {
  int64_t c = 0;
  for (; c + 4 <= cols; c += 4, to += 4 * to_step) {
    Quad r0, r1, r2, r3;
    memcpy(&r0, from + c, sizeof(Quad));
    memcpy(&r1, from + c + from_step, sizeof(Quad));
    memcpy(&r2, from + c + 2 * from_step, sizeof(Quad));
    memcpy(&r3, from + c + 3 * from_step, sizeof(Quad));
    const Quad low01 = GLASSNET_SHUFFLE(r0, r1, 0, 4, 1, 5), high01 = GLASSNET_SHUFFLE(r0, r1, 2, 6, 3, 7);
    const Quad low23 = GLASSNET_SHUFFLE(r2, r3, 0, 4, 1, 5), high23 = GLASSNET_SHUFFLE(r2, r3, 2, 6, 3, 7);
    const Quad columns[4] = {GLASSNET_SHUFFLE(low01, low23, 0, 1, 4, 5), GLASSNET_SHUFFLE(low01, low23, 2, 3, 6, 7),
                             GLASSNET_SHUFFLE(high01, high23, 0, 1, 4, 5),
                             GLASSNET_SHUFFLE(high01, high23, 2, 3, 6, 7)};
    for (int i = 0; i < 4; ++i) memcpy(to + i * to_step, &columns[i], sizeof(Quad));
  }
  for (; c < cols; ++c, to += to_step) {
    for (int r = 0; r < 4; ++r) to[r] = from[r * from_step + c];
  }
}
#else
[[maybe_unused]] GLASSNET_APART void pack_columns(Scalar* packed, const Scalar* b, int64_t b_col, int64_t k,
                                                  int64_t cols, int64_t width) {
  for (int64_t p = 0; p < k; ++p) {
    for (int64_t j = 0; j < width; ++j) packed[p * width + j] = b[p + (j < cols ? j : cols - 1) * b_col];
  }
}
#endif

}  // namespace
}  // namespace engine::kernels::GLASSNET_ISA
