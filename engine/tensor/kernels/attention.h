// Scaled dot-product attention of several heads (Vaswani et al. 2017, equation 1), forward and backward:
//   weights = softmax(scale q k^T) over the keys that a query may see, out = weights v
// Not the projections around it: those are matrix products of the layers. Bits do not depend on the number of threads.
#pragma once

#include <concepts>
#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

struct AttentionShape {
  int64_t rows, heads;               // samples; heads of each
  int64_t queries, keys;             // steps of q and out; steps of k and v
  int64_t size, value_size;          // of one head: columns of q and k; columns of v and out
  Scalar scale;                      // 1 / sqrt(size)
  bool causal = false;               // query i sees keys 0 .. i
  const int32_t* lengths = nullptr;  // leading keys that count in each sample [rows]; null: all. 0: all weights are 0.
};

// Where the heads lie: head h of step t of sample r starts at data + r row + t step + h (its size).
template <class Pointer>
struct Heads {
  Pointer data;
  int64_t row, step;
  operator Heads<const Scalar*>() const  // NOLINT: implicit on purpose
      requires std::same_as<Pointer, Scalar*> {
    return {data, row, step};
  }
};
using ConstHeads = Heads<const Scalar*>;
using MutableHeads = Heads<Scalar*>;

// Writes out and weights [rows, heads, queries, keys].
void attention_forward(const AttentionShape& shape, ConstHeads q, ConstHeads k, ConstHeads v, Scalar* weights,
                       MutableHeads out);
// Overwrites dq, dk, dv; any of them may lack data. workspace: attention_workspace(shape) numbers.
void attention_backward(const AttentionShape& shape, ConstHeads q, ConstHeads k, ConstHeads v, const Scalar* weights,
                        ConstHeads d_out, MutableHeads dq, MutableHeads dk, MutableHeads dv, Scalar* workspace);
int64_t attention_workspace(const AttentionShape& shape);

}  // namespace engine::kernels
