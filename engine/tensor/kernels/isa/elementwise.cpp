// Elementwise passes and reductions on one thread, for one instruction set.
#include "engine/tensor/kernels/isa/reduce.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

void fill(Scalar* y, Scalar value, int64_t n) {
  each(n, [&](int64_t i, auto size) { store(y + i, splat(value), size); });
}

void add(Scalar* y, const Scalar* a, const Scalar* b, int64_t n) {
  each(n, [&](int64_t i, auto size) { store(y + i, load(a + i, size) + load(b + i, size), size); });
}

void multiply(Scalar* y, const Scalar* a, const Scalar* b, int64_t n) {
  each(n, [&](int64_t i, auto size) { store(y + i, load(a + i, size) * load(b + i, size), size); });
}

void axpy(Scalar* y, Scalar alpha, const Scalar* x, int64_t n) {
  const V factor = splat(alpha);
  each(n, [&](int64_t i, auto size) { store(y + i, load(y + i, size) + factor * load(x + i, size), size); });
}

void scale(Scalar* y, Scalar alpha, int64_t n) {
  const V factor = splat(alpha);
  each(n, [&](int64_t i, auto size) { store(y + i, load(y + i, size) * factor, size); });
}

void clip(Scalar* y, Scalar limit, int64_t n) {
  const V high = splat(limit), low = splat(-limit);
  each(n, [&](int64_t i, auto size) {
    V v = load(y + i, size);
    v = v > high ? high : v;
    v = v < low ? low : v;
    store(y + i, v, size);
  });
}

void add_penalty_gradient(Scalar* g, const Scalar* w, Scalar l1, Scalar l2, int64_t n) {
  const V zero = splat(0), plus = splat(l1), minus = splat(-l1), factor = splat(l2);
  each(n, [&](int64_t i, auto size) {
    const V v = load(w + i, size);
    const V sign = v > zero ? plus : (v < zero ? minus : zero);
    store(g + i, load(g + i, size) + sign + factor * v, size);
  });
}

void add_row_bias(Scalar* y, const Scalar* bias, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, y += cols) {
    each(cols, [&](int64_t i, auto size) { store(y + i, load(y + i, size) + load(bias + i, size), size); });
  }
}

void sum_rows(Scalar* db, const Scalar* dy, int64_t rows, int64_t cols, int64_t stride, bool accumulate) {
  each(cols, [&](int64_t i, auto size) {
    V total = accumulate ? load(db + i, size) : V{};
    for (int64_t r = 0; r < rows; ++r) total += load(dy + r * stride + i, size);
    store(db + i, total, size);
  });
}

void gather_rows(Scalar* y, const Scalar* x, const int32_t* indices, int64_t n, int64_t cols) {
  for (int64_t r = 0; r < n; ++r, y += cols) {
    const Scalar* row = x + indices[r] * cols;
    each(cols, [&](int64_t i, auto size) { store(y + i, load(row + i, size), size); });
  }
}

double sum(const Scalar* x, int64_t n) {
  return reduce(n, [&](int64_t i, auto size) { return load(x + i, size); });
}

double sum_abs(const Scalar* x, int64_t n) {
  return reduce(n, [&](int64_t i, auto size) { return absolute(load(x + i, size)); });
}

double sum_squares(const Scalar* x, int64_t n) {
  return reduce(n, [&](int64_t i, auto size) {
    const V v = load(x + i, size);
    return v * v;
  });
}

double dot(const Scalar* a, const Scalar* b, int64_t n) {
  return reduce(n, [&](int64_t i, auto size) { return load(a + i, size) * load(b + i, size); });
}

Scalar max_abs(const Scalar* x, int64_t n) {
  V largest = splat(0), nan = splat(0);
  each(n, [&](int64_t i, auto size) {
    const V v = absolute(load(x + i, size));
    largest = v > largest ? v : largest;
    nan = v == v ? nan : v;
  });
  Scalar result = 0;
  for (int64_t j = 0; j < lanes; ++j) {
    if (lane(nan, j) != 0) return lane(nan, j);
    if (lane(largest, j) > result) result = lane(largest, j);
  }
  return result;
}

// x * 0 is 0 for a finite x and NaN otherwise, and NaN survives the sum.
bool all_finite(const Scalar* x, int64_t n) {
  V probe = splat(0);
  each(n, [&](int64_t i, auto size) { probe += load(x + i, size) * splat(0); });
  for (int64_t j = 0; j < lanes; ++j) {
    if (lane(probe, j) != 0) return false;
  }
  return true;
}

}  // namespace

extern const ElementwiseTable elementwise_table;
constinit const ElementwiseTable elementwise_table = {
    fill, add,     multiply,    axpy, scale,   clip,      add_penalty_gradient, add_row_bias, sum_rows, gather_rows,
    sum,  sum_abs, sum_squares, dot,  max_abs, all_finite};

}  // namespace engine::kernels::GLASSNET_ISA
