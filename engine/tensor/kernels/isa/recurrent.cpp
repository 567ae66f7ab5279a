// Recurrent cells on one thread, for one instruction set. For a few rows and a vector or two of units the sums of all
// gates run over x and h at once, from weights packed for it, in registers; they land in a small buffer on the stack
// and go through the gates' functions while they are in the first cache. Sums are added in the order of the inputs,
// then of the units, whatever the number of rows is.
#include "engine/tensor/kernels/recurrent.h"
#include "engine/tensor/kernels/isa/math.h"
#include "engine/tensor/kernels/isa/recurrent_product.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

// ---- where things lie

constexpr int64_t pair = 2 * lanes;  // units of a block where one gate is computed at a time
alignas(64) constexpr Scalar zeros[4 * lanes] = {};

GLASSNET_INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
GLASSNET_INLINE bool counts(const Recurrent& r, int64_t row, int64_t step) {
  return r.lengths == nullptr || step < r.lengths[row];
}
int64_t longest(const Recurrent& r, int64_t begin, int64_t end) {
  if (r.lengths == nullptr) return r.steps;
  int64_t most = 0;
  for (int64_t row = begin; row < end; ++row) most = r.lengths[row] > most ? r.lengths[row] : most;
  return least(most, r.steps);
}
GLASSNET_INLINE Scalar* h_before(const Recurrent& r, int64_t step, int64_t row) {
  return r.xh + (step * r.rows + row) * (r.inputs + r.units) + r.inputs;
}
GLASSNET_INLINE Scalar* c_before(const Recurrent& r, int64_t step, int64_t row) {
  return r.cells + (step * r.rows + row) * r.units;
}
template <int64_t kept>
GLASSNET_INLINE Scalar* kept_at(const Recurrent& r, int64_t step, int64_t row) {
  return r.kept + (step * r.rows + row) * kept * r.units;
}
void clear(Scalar* p, int64_t n) {
  each(n, [&](int64_t i, auto size) { store(p + i, V{}, size); });
}
void copy_numbers(Scalar* to, const Scalar* from, int64_t n) {
  each(n, [&](int64_t i, auto size) { store(to + i, load(from + i, size), size); });
}

// to[k * stride] = from[k]
void spread(Scalar* to, int64_t stride, const Scalar* from, int64_t n) {
  for (int64_t k = 0; k < n; ++k) to[k * stride] = from[k];
}

// ---- cells
// Each has: pack, the sums of a block of units for some rows, and its functions for one row and vector of units. u: the
// first unit of the block; sums: [rows, ...] as the cell lays them out.

template <bool relu>
struct Rnn {
  static constexpr int64_t kept = 1, gates = 1, block = pair;

  // For each block: [inputs + units + 1][units of the block], the biases last.
  static void pack(const Recurrent& r) {
    const int64_t k = r.inputs + r.units;
    for (int64_t u = 0; u < r.units; u += pair) {
      const int64_t width = r.units - u > lanes ? pair : lanes;
      Scalar* to = r.packed + u * (k + 1);
      clear(to, (k + 1) * width);
      for (int64_t j = 0; j < least(width, r.units - u); ++j) {
        spread(to + j, width, r.weight_ih + (u + j) * r.inputs, r.inputs);
        spread(to + r.inputs * width + j, width, r.weight_hh + (u + j) * r.units, r.units);
        if (r.bias_ih != nullptr) to[k * width + j] = r.bias_ih[u + j] + r.bias_hh[u + j];
      }
    }
  }
  static void sums(const Recurrent& r, const Scalar* xh, int64_t rows, int64_t u, Scalar* out) {
    const int64_t k = r.inputs + r.units;
    const bool wide = r.units - u > lanes;
    const Scalar* b = r.packed + u * (k + 1);
    const Product product{k, xh, k, b, b + k * (wide ? pair : lanes), 0, out, 4 * lanes};
    wide ? multiply_rows<2>(rows, product) : multiply_rows<1>(rows, product);
  }
  static void forward(const Recurrent& r, int64_t step, int64_t row, int64_t u, const Scalar* sum) {
    Scalar* h = h_before(r, step + 1, row) + u;
    each(least(pair, r.units - u), [&](int64_t j, auto size) {
      const V z = load(sum + j);
      if constexpr (relu) {
        store(h + j, z < V{} ? V{} : z, size);
      } else {
        store(h + j, hyperbolic_tangent(z), size);
      }
    });
  }
  // dz = dh f'(z)
  template <class Size>
  GLASSNET_INLINE V backward(const Recurrent& r, const RecurrentGradient&, int64_t step, int64_t row, int64_t u, V dh,
                             Size size) {
    const V h = load(h_before(r, step + 1, row) + u, size);
    const V dz = relu ? (h <= V{} ? V{} : dh) : dh * (splat(1) - h * h);
    store(kept_at<kept>(r, step, row) + u, dz, size);
    return V{};
  }
  static constexpr int64_t first_recurrent = 0;
};

struct Lstm {
  static constexpr int64_t kept = 4, gates = 4, block = lanes;

  // For each vector of units: [inputs + units + 1][i f g o][lanes], the biases last.
  static void pack(const Recurrent& r) {
    const int64_t k = r.inputs + r.units, width = 4 * lanes;
    for (int64_t u = 0; u < r.units; u += lanes) {
      Scalar* to = r.packed + u * 4 * (k + 1);
      if (r.units - u < lanes || r.bias_ih == nullptr) clear(to, (k + 1) * width);
      for (int64_t g = 0; g < 4; ++g) {
        for (int64_t j = 0; j < least(lanes, r.units - u); ++j) {
          const int64_t unit = g * r.units + u + j, column = g * lanes + j;
          spread(to + column, width, r.weight_ih + unit * r.inputs, r.inputs);
          spread(to + r.inputs * width + column, width, r.weight_hh + unit * r.units, r.units);
          if (r.bias_ih != nullptr) to[k * width + column] = r.bias_ih[unit] + r.bias_hh[unit];
        }
      }
    }
  }
  static void sums(const Recurrent& r, const Scalar* xh, int64_t rows, int64_t u, Scalar* out) {
    const int64_t k = r.inputs + r.units;
    const Scalar* b = r.packed + u * 4 * (k + 1);
    multiply_rows<4>(rows, {k, xh, k, b, b + k * 4 * lanes, 0, out, 4 * lanes});
  }
  static void forward(const Recurrent& r, int64_t step, int64_t row, int64_t u, const Scalar* sum) {
    Scalar *kept_gates = kept_at<kept>(r, step, row) + u, *h = h_before(r, step + 1, row) + u;
    const Scalar* c_old = c_before(r, step, row) + u;
    Scalar* c_new = c_before(r, step + 1, row) + u;
    const auto run = [&](auto size) {
      const V i = gate(load(sum)), f = gate(load(sum + lanes));
      const V g = hyperbolic_tangent(load(sum + 2 * lanes)), o = gate(load(sum + 3 * lanes));
      const V c = f * load(c_old, size) + i * g;
      store(kept_gates, i, size);
      store(kept_gates + r.units, f, size);
      store(kept_gates + 2 * r.units, g, size);
      store(kept_gates + 3 * r.units, o, size);
      store(c_new, c, size);
      store(h, o * hyperbolic_tangent(c), size);
    };
    r.units - u >= lanes ? run(Whole{}) : run(Part{r.units - u});
  }
  // dc += dh o (1 - tanh^2 c); di = dc g, df = dc c', dg = dc i, do = dh tanh c, each times its gate's derivative;
  // dc' = dc f
  template <class Size>
  GLASSNET_INLINE V backward(const Recurrent& r, const RecurrentGradient& gradient, int64_t step, int64_t row,
                             int64_t u, V dh, Size size) {
    Scalar* gate = kept_at<kept>(r, step, row) + u;
    Scalar* d_cell = gradient.d_cell + row * r.units + u;
    const V i = load(gate, size), f = load(gate + r.units, size);
    const V g = load(gate + 2 * r.units, size), o = load(gate + 3 * r.units, size);
    const V t = hyperbolic_tangent(load(c_before(r, step + 1, row) + u, size));
    const V dc = load(d_cell, size) + dh * o * (splat(1) - t * t);
    store(gate, dc * g * (i * (splat(1) - i)), size);
    store(gate + r.units, dc * load(c_before(r, step, row) + u, size) * (f * (splat(1) - f)), size);
    store(gate + 2 * r.units, dc * i * (splat(1) - g * g), size);
    store(gate + 3 * r.units, dh * t * (o * (splat(1) - o)), size);
    store(d_cell, dc * f, size);
    return V{};
  }
  static constexpr int64_t first_recurrent = 0;
};

struct Gru {
  static constexpr int64_t kept = 4, gates = 3, block = lanes;

  // The weights of x in the order n r z, those of h in the order r z n, so that both kinds of n have a sum of their
  // own: n r z m with m = W_hn h + b_hn. For each vector of units: [inputs][3][lanes], [units][3][lanes], biases
  // [4][lanes].
  static void pack(const Recurrent& r) {
    const int64_t width = 3 * lanes;
    for (int64_t u = 0; u < r.units; u += lanes) {
      Scalar* to = block_of(r, u);
      clear(to, ((r.inputs + r.units) * 3 + 4) * lanes);
      Scalar *to_h = to + r.inputs * width, *bias = to_h + r.units * width;
      for (int64_t j = 0; j < least(lanes, r.units - u); ++j) {
        for (int64_t g = 0; g < 3; ++g) {
          const int64_t unit = g * r.units + u + j, x_place = g == 2 ? 0 : g + 1;
          spread(to + x_place * lanes + j, width, r.weight_ih + unit * r.inputs, r.inputs);
          spread(to_h + g * lanes + j, width, r.weight_hh + unit * r.units, r.units);
          if (r.bias_ih == nullptr) continue;
          bias[x_place * lanes + j] += r.bias_ih[unit];
          bias[(g + 1) * lanes + j] += r.bias_hh[unit];
        }
      }
    }
  }
  static void sums(const Recurrent& r, const Scalar* xh, int64_t rows, int64_t u, Scalar* out) {
    const int64_t row = r.inputs + r.units;
    const Scalar *b = block_of(r, u), *b_h = b + r.inputs * 3 * lanes, *bias = b_h + r.units * 3 * lanes;
    multiply_rows<3>(rows, {r.inputs, xh, row, b, bias, 0, out, 4 * lanes});
    for (int64_t i = 0; i < rows; ++i) store(out + (i * 4 + 3) * lanes, load(bias + 3 * lanes));
    multiply_rows<3>(rows, {r.units, xh + r.inputs, row, b_h, out + lanes, 4 * lanes, out + lanes, 4 * lanes});
  }
  static void forward(const Recurrent& r, int64_t step, int64_t row, int64_t u, const Scalar* sum) {
    Scalar *kept_gates = kept_at<kept>(r, step, row) + u, *h = h_before(r, step + 1, row) + u;
    const Scalar* h_old = h_before(r, step, row) + u;
    const auto run = [&](auto size) {
      const V reset = gate(load(sum + lanes)), z = gate(load(sum + 2 * lanes));
      const V m = load(sum + 3 * lanes), n = hyperbolic_tangent(load(sum) + reset * m);
      store(kept_gates, n, size);
      store(kept_gates + r.units, reset, size);
      store(kept_gates + 2 * r.units, z, size);
      store(kept_gates + 3 * r.units, m, size);
      store(h, n + z * (load(h_old, size) - n), size);
    };
    r.units - u >= lanes ? run(Whole{}) : run(Part{r.units - u});
  }
  // dn = dh (1 - z) (1 - n^2); dz = dh (h' - n) z (1 - z); dr = dn m r (1 - r); dm = dn r; dh' = dh z + W_hh^T (...)
  template <class Size>
  GLASSNET_INLINE V backward(const Recurrent& r, const RecurrentGradient&, int64_t step, int64_t row, int64_t u, V dh,
                             Size size) {
    Scalar* gate = kept_at<kept>(r, step, row) + u;
    const V n = load(gate, size), reset = load(gate + r.units, size);
    const V z = load(gate + 2 * r.units, size), m = load(gate + 3 * r.units, size);
    const V dn = dh * (splat(1) - z) * (splat(1) - n * n);
    store(gate, dn, size);
    store(gate + r.units, dn * m * (reset * (splat(1) - reset)), size);
    store(gate + 2 * r.units, dh * (load(h_before(r, step, row) + u, size) - n) * (z * (splat(1) - z)), size);
    store(gate + 3 * r.units, dn * reset, size);
    return dh * z;
  }
  static constexpr int64_t first_recurrent = 1;

  GLASSNET_INLINE Scalar* block_of(const Recurrent& r, int64_t u) {
    return r.packed + u * ((r.inputs + r.units) * 3 + 4);
  }
};

// ---- the steps

template <class C>
void run_forward(const Recurrent& r, int64_t begin, int64_t end) {
  alignas(64) Scalar sums[recurrent_rows * 4 * lanes];
  const int64_t rows = end - begin, last = longest(r, begin, end);
  for (int64_t row = begin; row < end; ++row) {
    clear(h_before(r, 0, row), r.units);
    if (C::gates == 4) clear(c_before(r, 0, row), r.units);
  }
  for (int64_t step = 0; step < r.steps; ++step) {
    const Scalar* xh = r.xh + (step * r.rows + begin) * (r.inputs + r.units);
    for (int64_t u = 0; u < r.units && step < last; u += C::block) {
      C::sums(r, xh, rows, u, sums);
      for (int64_t i = 0; i < rows; ++i) {
        if (counts(r, begin + i, step)) C::forward(r, step, begin + i, u, sums + i * 4 * lanes);
      }
    }
    for (int64_t row = begin; r.lengths != nullptr && row < end; ++row) {
      if (counts(r, row, step)) continue;
      copy_numbers(h_before(r, step + 1, row), h_before(r, step, row), r.units);
      if (C::gates == 4) copy_numbers(c_before(r, step + 1, row), c_before(r, step, row), r.units);
    }
  }
}

// W_hh for the way back: for each block of units [gates units][units of the block].
template <class C>
void pack_back(const Recurrent& r) {
  const int64_t k = C::gates * r.units;
  for (int64_t u = 0; u < r.units; u += pair) {
    const int64_t width = r.units - u > lanes ? pair : lanes, count = least(width, r.units - u);
    Scalar* to = r.packed + u * k;
    for (int64_t p = 0; p < k; ++p, to += width) {
      for (int64_t j = 0; j < width; j += lanes) {
        const Scalar* from = r.weight_hh + p * r.units + u + j;
        store(to + j, count - j >= lanes ? load(from) : (count > j ? load(from, Part{count - j}) : V{}));
      }
    }
  }
}

// The gradients of one step's sums, for a block of units of one row. `sum`: W_hh^T times those of the step after it.
template <class C>
GLASSNET_INLINE void step_back(const Recurrent& r, const RecurrentGradient& gradient, int64_t step, int64_t row,
                               int64_t u, const Scalar* sum) {
  Scalar* state = gradient.d_state + row * r.units;
  const Scalar* outside = gradient.d_h == nullptr ? nullptr : gradient.d_h + (step * r.rows + row) * r.units;
  each(least(pair, r.units - u), [&](int64_t j, auto size) {
    V dh = load(sum + j) + load(state + u + j, size);
    if (counts(r, row, step)) {
      if (outside != nullptr) dh += load(outside + u + j, size);
      dh = C::backward(r, gradient, step, row, u + j, dh, size);
    } else {
      for (int64_t g = 0; g < C::kept; ++g) store(kept_at<C::kept>(r, step, row) + g * r.units + u + j, V{}, size);
    }
    store(state + u + j, dh, size);
  });
}

template <class C>
void run_backward(const Recurrent& r, const RecurrentGradient& gradient, int64_t begin, int64_t end) {
  alignas(64) Scalar sums[recurrent_rows * pair];
  const int64_t rows = end - begin, last = longest(r, begin, end), k = C::gates * r.units, width = C::kept * r.units;
  for (int64_t step = last; step < r.steps; ++step) clear(kept_at<C::kept>(r, step, begin), rows * width);
  if (C::gates == 4) clear(gradient.d_cell + begin * r.units, rows * r.units);
  for (int64_t step = last - 1; step >= 0; --step) {
    const bool later = step + 1 < last;
    const Scalar* after = kept_at<C::kept>(r, later ? step + 1 : step, begin) + C::first_recurrent * r.units;
    for (int64_t u = 0; u < r.units; u += pair) {
      const Product product{later ? k : 0, after, width, r.packed + u * k, zeros, 0, sums, pair};
      r.units - u > lanes ? multiply_rows<2>(rows, product) : multiply_rows<1>(rows, product);
      for (int64_t i = 0; i < rows; ++i) step_back<C>(r, gradient, step, begin + i, u, sums + i * pair);
    }
  }
}

template <class Use>
GLASSNET_INLINE void with_cell(Cell cell, const Use& use) {
  switch (cell) {
    case Cell::rnn_tanh: return use(Rnn<false>());
    case Cell::rnn_relu: return use(Rnn<true>());
    case Cell::lstm: return use(Lstm());
    case Cell::gru: return use(Gru());
  }
}

void pack_forward(const Recurrent& r) {
  with_cell(r.cell, [&](auto cell) { cell.pack(r); });
}
void forward(const Recurrent& r, int64_t begin, int64_t end) {
  with_cell(r.cell, [&](auto cell) { run_forward<decltype(cell)>(r, begin, end); });
}
void pack_backward(const Recurrent& r) {
  with_cell(r.cell, [&](auto cell) { pack_back<decltype(cell)>(r); });
}
void backward(const Recurrent& r, const RecurrentGradient& gradient, int64_t begin, int64_t end) {
  with_cell(r.cell, [&](auto cell) { run_backward<decltype(cell)>(r, gradient, begin, end); });
}

}  // namespace

extern const RecurrentTable recurrent_table;
constinit const RecurrentTable recurrent_table = {pack_forward, forward, pack_backward, backward};

}  // namespace engine::kernels::GLASSNET_ISA
