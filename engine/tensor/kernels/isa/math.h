// exp and its relatives on vectors. In float: range reduction and minimax polynomials (fitted for this file by
// iteratively reweighted least squares, coefficients rounded one after the other), a few units in the last place,
// right for NaN, +-Inf and results below the smallest normal number. In double: the C library, lane by lane.
#pragma once

#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {

#ifdef GLASSNET_DOUBLE

template <class F>
GLASSNET_INLINE V on_lanes(V v, const F& f) {
#if GLASSNET_VECTORS
  for (int64_t i = 0; i < lanes; ++i) v[i] = f(v[i]);
  return v;
#else
  return f(v);
#endif
}
GLASSNET_INLINE V exponential(V x) {
  return on_lanes(x, [](double v) { return exp(v); });
}
GLASSNET_INLINE V exponential_minus_one(V x) {
  return on_lanes(x, [](double v) { return expm1(v); });
}
GLASSNET_INLINE V log_one_plus(V x) {
  return on_lanes(x, [](double v) { return log1p(v); });
}
GLASSNET_INLINE V hyperbolic_tangent(V x) {
  return on_lanes(x, [](double v) { return tanh(v); });
}
GLASSNET_INLINE V gate(V x) {
  return on_lanes(x, [](double v) { return 1 / (1 + exp(-v)); });
}
struct Normal {
  V below, density;
};
GLASSNET_INLINE Normal normal_distribution(V x) {
  return {on_lanes(x, [](double v) { return 0.5 * erfc(-v * 0.70710678118654752440); }),
          on_lanes(x, [](double v) { return 0.39894228040143267794 * exp(-0.5 * v * v); })};
}

#else

// c[0] + c[1] x + c[2] x^2 + ...
template <int count>
GLASSNET_INLINE V polynomial(V x, const float (&c)[count]) {
  V sum = splat(c[count - 1]);
  for (int i = count - 2; i >= 0; --i) sum = sum * x + splat(c[i]);
  return sum;
}

// x = n ln 2 + r with |r| <= ln 2 / 2; `n` as a number and as an integer. |x| < 2^21.
struct Reduced {
  V r, n;
  I integer;
};
GLASSNET_INLINE Reduced reduce_by_ln2(V x) {
  const V magic = splat(12582912.0f);  // 1.5 * 2^23: adding it rounds to an integer, which lands in the last bits
  const V shifted = x * splat(1.44269504f) + magic;
  const V n = shifted - magic;
  // ln 2 in two parts; the first has few enough bits for an exact product.
  const V r = (x - n * splat(0.693359375f)) - n * splat(-2.12194440e-4f);
  return {r, n, as_bits(shifted) - as_bits(magic)};
}

GLASSNET_INLINE V power_of_two(I n) { return from_bits((n + 127) << 23); }

// exp(r) for a reduced r.
GLASSNET_INLINE V exponential_of_reduced(V r) {
  static constexpr float c[] = {0.49999994f, 0.166665167f, 0.041668281f, 0.00836924929f, 0.00138207758f};
  return splat(1.0f) + (r + r * r * polynomial(r, c));
}

// exp(x + small) for a small correction of x (at most about 0.1).
GLASSNET_INLINE V exponential(V x, V small) {
  x = x > splat(89.0f) ? splat(89.0f) : x;
  x = x < splat(-105.0f) ? splat(-105.0f) : x;
  const Reduced reduced = reduce_by_ln2(x);
  const V e = exponential_of_reduced(reduced.r + small);
  const I half = reduced.integer >> 1;  // 2^n in two factors, for n outside of -126 .. 127
  return e * power_of_two(half) * power_of_two(reduced.integer - half);
}
GLASSNET_INLINE V exponential(V x) { return exponential(x, V{}); }

// exp(x) - 1 for x <= 0.
GLASSNET_INLINE V exponential_minus_one(V x) {
  x = x < splat(-30.0f) ? splat(-30.0f) : x;
  const Reduced reduced = reduce_by_ln2(x);
  const V r = reduced.r, scale = power_of_two(reduced.integer);
  static constexpr float c[] = {0.49999997f, 0.16666542f, 0.0416674316f, 0.00836687535f, 0.00138718635f};
  return scale * (r + r * r * polynomial(r, c)) + (scale - splat(1.0f));
}

// log(1 + x) for 0 <= x <= 1: 2 artanh(s) with s = x / (2 + x).
GLASSNET_INLINE V log_one_plus(V x) {
  const V s = x / (splat(2.0f) + x), square = s * s;
  static constexpr float c[] = {0.666664183f, 0.400214374f, 0.28003028f, 0.280067503f};
  return s * splat(2.0f) + s * square * polynomial(square, c);
}

GLASSNET_INLINE V with_sign_of(V magnitude, V sign) {
  return from_bits(as_bits(magnitude) | (as_bits(sign) ^ as_bits(absolute(sign))));
}

// 1 / (1 + exp(-x)) where only the value is needed, at less cost; it stops at exp(-87).
GLASSNET_INLINE V gate(V x) {
  x = x > splat(87.0f) ? splat(87.0f) : x;
  x = x < splat(-87.0f) ? splat(-87.0f) : x;
  const Reduced reduced = reduce_by_ln2(-x);
  return inverse(splat(1.0f) + exponential_of_reduced(reduced.r) * power_of_two(reduced.integer));
}

// tanh |x| = -e / (2 + e) with e = exp(-2 |x|) - 1.
GLASSNET_INLINE V hyperbolic_tangent(V x) {
  const V e = exponential_minus_one(absolute(x) * splat(-2.0f));
  return with_sign_of(absolute(e) * inverse(splat(2.0f) + e), x);
}

// Phi(x), the probability below x under the normal distribution, and its density: with t = |x|,
// 1 - Phi(t) = exp(-t^2 / 2) Q(t), Q(t) = w P(w - 1/2), w = 1 / (1 + 0.35 t). |x| <= 15 (or NaN).
struct Normal {
  V below, density;
};
GLASSNET_INLINE Normal normal_distribution(V x) {
  const V t = absolute(x);
  const V high = from_bits(as_bits(t) & ~0xfff);  // its square is exact
  const V e = exponential(high * high * splat(-0.5f), (t - high) * (t + high) * splat(-0.5f));
  const V w = splat(1.0f) / (splat(1.0f) + splat(0.35f) * t);
  static constexpr float c[] = {0.253244281f,   0.342991471f,  0.284395784f,  0.0818771571f, -0.0817455873f,
                                -0.0562228337f, 0.0442706086f, 0.0277310237f, -0.0296807736f};
  const V tail = e * w * polynomial(w - splat(0.5f), c);
  return {x > V{} ? splat(1.0f) - tail : tail, e * splat(0.398942280f)};
}

#endif

// 1 / (1 + exp(-|x|)) and its complement.
struct Sigmoid {
  V value, rest;  // sigmoid(x) and 1 - sigmoid(x), both with small relative error
};
GLASSNET_INLINE Sigmoid sigmoid(V x) {
  const V e = exponential(-absolute(x));
  const V large = inverse(splat(1) + e), small = e * large;
  return {x < V{} ? small : large, x < V{} ? large : small};
}

}  // namespace engine::kernels::GLASSNET_ISA
