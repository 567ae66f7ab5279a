// One head of one sample after the other: small matrix products around a softmax. The heads are the pieces for the
// threads; each is computed by one thread from beginning to end.
#include "engine/tensor/kernels/attention.h"

#include <algorithm>

#include "engine/core/parallel.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

constexpr int64_t least_work = 1 << 16;  // multiply-adds of a piece
constexpr int64_t most_pieces = 32;      // of a backward pass: each has a matrix of its own in the workspace

// Heads of a piece.
int64_t heads_of_piece(const AttentionShape& shape, int64_t most) {
  const int64_t all = shape.rows * shape.heads;
  const int64_t work = 1 + shape.queries * shape.keys * (shape.size + shape.value_size);
  return std::max({int64_t{1}, least_work / work, (all - 1) / most + 1});
}

// A matrix by its strides: element (i, j) is data[i row + j column].
struct Matrix {
  const Scalar* data;
  int64_t row, column;
  Matrix transposed() const { return {data, column, row}; }
};

void product(const Matrix& a, const Matrix& b, Scalar* c, int64_t ldc, int64_t m, int64_t n, int64_t k) {
  active().gemm->gemm({m, n, k, a.data, a.row, a.column, b.data, b.row, b.column, nullptr, false, c, ldc});
}

// One head of one sample.
struct Head {
  int64_t sample, head, keys;  // keys that count
  Head(const AttentionShape& shape, int64_t index) : sample(index / shape.heads), head(index % shape.heads) {
    keys = shape.lengths ? std::clamp<int64_t>(shape.lengths[sample], 0, shape.keys) : shape.keys;
  }
  template <class Pointer>
  Pointer at(const Heads<Pointer>& heads, int64_t size) const {
    return heads.data + sample * heads.row + head * size;
  }
  Matrix matrix(const ConstHeads& heads, int64_t size) const { return {at(heads, size), heads.step, 1}; }
  AttentionRows rows(const AttentionShape& shape) const {
    return {shape.queries, keys, shape.keys, shape.scale, shape.causal};
  }
};

// What the padding gets.
void clear(Scalar* rows, int64_t step, int64_t size, int64_t begin, int64_t end) {
  for (int64_t t = begin; t < end; ++t) std::fill_n(rows + t * step, size, Scalar{0});
}

}  // namespace

void attention_forward(const AttentionShape& shape, ConstHeads q, ConstHeads k, ConstHeads v, Scalar* weights,
                       MutableHeads out) {
  parallel_for(shape.rows * shape.heads, heads_of_piece(shape, INT64_MAX), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Head head(shape, i);
      Scalar* w = weights + i * shape.queries * shape.keys;
      product(head.matrix(q, shape.size), head.matrix(k, shape.size).transposed(), w, shape.keys, shape.queries,
              head.keys, shape.size);
      active().attention->softmax(head.rows(shape), w);
      product({w, shape.keys, 1}, head.matrix(v, shape.value_size), head.at(out, shape.value_size), out.step,
              shape.queries, shape.value_size, head.keys);
    }
  });
}

int64_t attention_workspace(const AttentionShape& shape) {
  return std::min(most_pieces, shape.rows * shape.heads) * shape.queries * shape.keys;
}

// dv = w^T do; dw = do v^T; ds = scale w (dw - sum(w dw)); dq = ds k; dk = ds^T q
void attention_backward(const AttentionShape& shape, ConstHeads q, ConstHeads k, ConstHeads v, const Scalar* weights,
                        ConstHeads d_out, MutableHeads dq, MutableHeads dk, MutableHeads dv, Scalar* workspace) {
  const int64_t each = heads_of_piece(shape, most_pieces);
  parallel_for(shape.rows * shape.heads, each, [&](int64_t begin, int64_t end) {
    Scalar* ds = workspace + begin / each * shape.queries * shape.keys;
    for (int64_t i = begin; i < end; ++i) {
      const Head head(shape, i);
      const Matrix w{weights + i * shape.queries * shape.keys, shape.keys, 1}, s{ds, shape.keys, 1};
      const Matrix d = head.matrix(d_out, shape.value_size);
      if (dv.data) {
        Scalar* to = head.at(dv, shape.value_size);
        product(w.transposed(), d, to, dv.step, head.keys, shape.value_size, shape.queries);
        clear(to, dv.step, shape.value_size, head.keys, shape.keys);
      }
      if (!dq.data && !dk.data) continue;
      product(d, head.matrix(v, shape.value_size).transposed(), ds, shape.keys, shape.queries, head.keys,
              shape.value_size);
      active().attention->softmax_backward(head.rows(shape), w.data, ds);
      if (dq.data) {
        product(s, head.matrix(k, shape.size), head.at(dq, shape.size), dq.step, shape.queries, shape.size, head.keys);
      }
      if (dk.data) {
        Scalar* to = head.at(dk, shape.size);
        product(s.transposed(), head.matrix(q, shape.size), to, dk.step, head.keys, shape.size, shape.queries);
        clear(to, dk.step, shape.size, head.keys, shape.keys);
      }
    }
  });
}

}  // namespace engine::kernels
