// Normalisation on one thread, for one instruction set. Formulas: engine/tensor/kernels/normalise.h.
#include "engine/tensor/kernels/isa/reduce.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

void layer_norm_forward(const LayerNormForward& call) {
  const int64_t cols = call.cols;
  const Scalar share = static_cast<Scalar>(1) / static_cast<Scalar>(cols);
  const Scalar* x = call.x;
  Scalar* y = call.y;
  for (int64_t r = 0; r < call.rows; ++r, x += cols, y += cols) {
    const double sum = reduce(cols, [&](int64_t i, auto size) { return load(x + i, size); });
    const Scalar mean = static_cast<Scalar>(sum) * share;
    const V center = splat(mean);
    const double squares = reduce(cols, [&](int64_t i, auto size) {
      const V d = load_or(x + i, size, center) - center;
      return d * d;
    });
    const Scalar variance = static_cast<Scalar>(squares) * share;
    const Scalar rstd = static_cast<Scalar>(1 / sqrt(static_cast<double>(variance + call.epsilon)));
    const V factor = splat(rstd);
    if (call.weight != nullptr) {
      each(cols, [&](int64_t i, auto size) {
        const V normal = (load(x + i, size) - center) * factor;
        store(y + i, normal * load(call.weight + i, size) + load(call.bias + i, size), size);
      });
    } else {
      each(cols, [&](int64_t i, auto size) { store(y + i, (load(x + i, size) - center) * factor, size); });
    }
    call.mean[r] = mean;
    call.rstd[r] = rstd;
  }
}

template <bool scaled, bool summed>
void layer_norm_backward_rows(const LayerNormBackward& call) {
  const int64_t cols = call.cols;
  const V share = splat(static_cast<Scalar>(1) / static_cast<Scalar>(cols));
  const Scalar *x = call.x, *dy = call.dy, *weight = call.weight;
  const auto gradient = [&](int64_t i, auto size) {  // by the normalised value
    return scaled ? load(dy + i, size) * load(weight + i, size) : load(dy + i, size);
  };
  for (int64_t r = 0; r < call.rows; ++r, x += cols, dy += cols) {
    const V mean = splat(call.mean[r]), rstd = splat(call.rstd[r]);
    V sum{}, products{};
    each(cols, [&](int64_t i, auto size) {
      const V normal = (load(x + i, size) - mean) * rstd;
      const V g = gradient(i, size);
      sum += g;
      products += g * normal;
      if constexpr (summed) {
        const V d = load(dy + i, size);
        store(call.dw + i, load(call.dw + i, size) + d * normal, size);
        store(call.db + i, load(call.db + i, size) + d, size);
      }
    });
    if (call.dx == nullptr) continue;
    const V mean_g = splat(sum_of(sum)) * share, mean_product = splat(sum_of(products)) * share;
    Scalar* dx = call.dx + r * cols;
    each(cols, [&](int64_t i, auto size) {
      const V normal = (load(x + i, size) - mean) * rstd;
      store(dx + i, (gradient(i, size) - mean_g - normal * mean_product) * rstd, size);
    });
  }
}

void layer_norm_backward(const LayerNormBackward& call) {
  if (call.weight == nullptr) return layer_norm_backward_rows<false, false>(call);
  return call.dw == nullptr ? layer_norm_backward_rows<true, false>(call) : layer_norm_backward_rows<true, true>(call);
}

double squares_around(const Scalar* x, Scalar center, int64_t n) {
  const V c = splat(center);
  return reduce(n, [&](int64_t i, auto size) {
    const V d = load_or(x + i, size, c) - c;
    return d * d;
  });
}

double products_around(const Scalar* x, Scalar center, const Scalar* dy, int64_t n) {
  const V c = splat(center);
  return reduce(n, [&](int64_t i, auto size) { return (load(x + i, size) - c) * load(dy + i, size); });
}

void affine(Scalar* y, const Scalar* x, Scalar a, Scalar b, int64_t n) {
  const V factor = splat(a), offset = splat(b);
  each(n, [&](int64_t i, auto size) { store(y + i, load(x + i, size) * factor + offset, size); });
}

void combine(Scalar* dx, const Scalar* x, const Scalar* dy, Scalar a, Scalar b, Scalar c, int64_t n) {
  const V by_dy = splat(a), by_x = splat(b), offset = splat(c);
  each(n, [&](int64_t i, auto size) {
    store(dx + i, load(dy + i, size) * by_dy + (load(x + i, size) * by_x + offset), size);
  });
}

// sum[i] = sum over the rows of term(element, column), 64 rows at a time so that many rows add little error.
template <class Term>
GLASSNET_INLINE void reduce_columns(Scalar* sum, int64_t rows, int64_t cols, int64_t stride, const Term& term) {
  each(cols, [&](int64_t i, auto size) {
    V total{};
    for (int64_t first = 0; first < rows; first += 64) {
      const int64_t end = rows - first < 64 ? rows : first + 64;
      V part{};
      for (int64_t r = first; r < end; ++r) part += term(r * stride + i, i, size);
      total += part;
    }
    store(sum + i, total, size);
  });
}

void column_sums(Scalar* sum, const Scalar* x, int64_t rows, int64_t cols, int64_t stride) {
  reduce_columns(sum, rows, cols, stride, [&](int64_t at, int64_t, auto size) { return load(x + at, size); });
}

void column_squares_around(Scalar* sum, const Scalar* x, const Scalar* center, int64_t rows, int64_t cols,
                           int64_t stride) {
  reduce_columns(sum, rows, cols, stride, [&](int64_t at, int64_t i, auto size) {
    const V d = load(x + at, size) - load(center + i, size);
    return d * d;
  });
}

void column_products_around(Scalar* sum, const Scalar* x, const Scalar* center, const Scalar* dy, int64_t rows,
                            int64_t cols, int64_t stride) {
  reduce_columns(sum, rows, cols, stride, [&](int64_t at, int64_t i, auto size) {
    return (load(x + at, size) - load(center + i, size)) * load(dy + at, size);
  });
}

void affine_columns(Scalar* y, const Scalar* x, const Scalar* a, const Scalar* b, int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, x += cols, y += cols) {
    each(cols,
         [&](int64_t i, auto size) { store(y + i, load(x + i, size) * load(a + i, size) + load(b + i, size), size); });
  }
}

void combine_columns(Scalar* dx, const Scalar* x, const Scalar* dy, const Scalar* a, const Scalar* b, const Scalar* c,
                     int64_t rows, int64_t cols) {
  for (int64_t r = 0; r < rows; ++r, x += cols, dy += cols, dx += cols) {
    each(cols, [&](int64_t i, auto size) {
      const V by_x = load(x + i, size) * load(b + i, size) + load(c + i, size);
      store(dx + i, load(dy + i, size) * load(a + i, size) + by_x, size);
    });
  }
}

}  // namespace

extern const NormaliseTable normalise_table;
constinit const NormaliseTable normalise_table = {.layer_norm_forward = layer_norm_forward,
                                                  .layer_norm_backward = layer_norm_backward,
                                                  .squares_around = squares_around,
                                                  .products_around = products_around,
                                                  .affine = affine,
                                                  .combine = combine,
                                                  .column_sums = column_sums,
                                                  .column_squares_around = column_squares_around,
                                                  .column_products_around = column_products_around,
                                                  .affine_columns = affine_columns,
                                                  .combine_columns = combine_columns};

}  // namespace engine::kernels::GLASSNET_ISA
