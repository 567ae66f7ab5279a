// The softmax between the two products of attention, on one thread, for one instruction set.
// Formulas: engine/tensor/kernels/attention.h.
#include "engine/tensor/kernels/isa/math.h"

namespace engine::kernels::GLASSNET_ISA {
namespace {

// Keys that the query of this row may see.
GLASSNET_INLINE int64_t seen_keys(const AttentionRows& call, int64_t row) {
  return call.causal && row + 1 < call.keys ? row + 1 : call.keys;
}

void attention_softmax(const AttentionRows& call, Scalar* scores) {
  const V scale = splat(call.scale);
  for (int64_t r = 0; r < call.rows; ++r, scores += call.stride) {
    const int64_t keys = seen_keys(call, r);
    if (keys > 0) {
      V largest = splat(scores[0]);
      each(keys, [&](int64_t i, auto size) {
        const V v = load_or(scores + i, size, largest);
        largest = v > largest ? v : largest;
      });
      const V most = splat(largest_of(largest));
      V sum{};
      each(keys, [&](int64_t i, auto size) {
        const V e = exponential((load(scores + i, size) - most) * scale);
        sum += first_of(e, size);
        store(scores + i, e, size);
      });
      const V factor = splat(1 / sum_of(sum));
      each(keys, [&](int64_t i, auto size) { store(scores + i, load(scores + i, size) * factor, size); });
    }
    for (int64_t i = keys; i < call.stride; ++i) scores[i] = 0;
  }
}

void attention_softmax_backward(const AttentionRows& call, const Scalar* weights, Scalar* d) {
  const V scale = splat(call.scale);
  for (int64_t r = 0; r < call.rows; ++r, weights += call.stride, d += call.stride) {
    V products{};
    each(call.keys, [&](int64_t i, auto size) { products += load(weights + i, size) * load(d + i, size); });
    const V inner = splat(sum_of(products));
    each(call.keys, [&](int64_t i, auto size) {
      store(d + i, load(weights + i, size) * (load(d + i, size) - inner) * scale, size);
    });
  }
}

}  // namespace

extern const AttentionTable attention_table;
constinit const AttentionTable attention_table = {attention_softmax, attention_softmax_backward};

}  // namespace engine::kernels::GLASSNET_ISA
