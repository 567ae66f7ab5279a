// Attention on every instruction set against plain loops in double: masks, padding, sizes that fill no vector.
#include "engine/tensor/kernels/attention.h"

#include "tests/engine/tensor/kernel_testing.h"

namespace engine::kernels {
namespace {

class AttentionKernel : public EachIsa {};
GLASSNET_EACH_ISA(AttentionKernel);

// Weights and output of one head in double; q, k, v are [steps, heads x size] of one sample.
struct Reference {
  std::vector<double> weights, out;

  Reference(const AttentionShape& s, int64_t sample, int64_t head, const Array& q, const Array& k, const Array& v)
      : weights(static_cast<size_t>(s.queries * s.keys)), out(static_cast<size_t>(s.queries * s.value_size)) {
    const auto at = [&](const Array& x, int64_t steps, int64_t t, int64_t size, int64_t i) {
      return static_cast<double>(x[static_cast<size_t>(((sample * steps + t) * s.heads + head) * size + i)]);
    };
    for (int64_t t = 0; t < s.queries; ++t) {
      int64_t seen = s.lengths ? s.lengths[sample] : s.keys;
      if (s.causal) seen = std::min(seen, t + 1);
      double total = 0;
      for (int64_t j = 0; j < seen; ++j) {
        double score = 0;
        for (int64_t i = 0; i < s.size; ++i) score += at(q, s.queries, t, s.size, i) * at(k, s.keys, j, s.size, i);
        total += weights[static_cast<size_t>(t * s.keys + j)] = std::exp(score * static_cast<double>(s.scale));
      }
      for (int64_t j = 0; j < seen; ++j) {
        const double w = weights[static_cast<size_t>(t * s.keys + j)] /= total;
        for (int64_t i = 0; i < s.value_size; ++i) {
          out[static_cast<size_t>(t * s.value_size + i)] += w * at(v, s.keys, j, s.value_size, i);
        }
      }
    }
  }
};

TEST_P(AttentionKernel, MatchesPlainLoops) {
  const int32_t lengths[] = {3, 0, 5};
  for (const AttentionShape& shape : {AttentionShape{3, 2, 4, 5, 3, 7, Scalar(0.5), false, lengths},
                                      AttentionShape{2, 3, 17, 17, 5, 5, Scalar(0.4), true, nullptr},
                                      AttentionShape{3, 1, 6, 5, 16, 16, Scalar(0.25), true, lengths},
                                      AttentionShape{1, 4, 33, 40, 16, 8, Scalar(0.25), false, nullptr}}) {
    const int64_t width = shape.heads * shape.size, value_width = shape.heads * shape.value_size;
    const Array q = random_array(shape.rows * shape.queries * width, rng, -2, 2);
    const Array k = random_array(shape.rows * shape.keys * width, rng, -2, 2);
    const Array v = random_array(shape.rows * shape.keys * value_width, rng, -2, 2);
    Array weights(static_cast<size_t>(shape.rows * shape.heads * shape.queries * shape.keys), nan);
    Array out(static_cast<size_t>(shape.rows * shape.queries * value_width), nan);
    attention_forward(shape, {q.data(), shape.queries * width, width}, {k.data(), shape.keys * width, width},
                      {v.data(), shape.keys * value_width, value_width}, weights.data(),
                      {out.data(), shape.queries * value_width, value_width});
    for (int64_t index = 0; index < shape.rows * shape.heads; ++index) {
      const int64_t sample = index / shape.heads, head = index % shape.heads;
      const Reference want(shape, sample, head, q, k, v);
      for (size_t i = 0; i < want.weights.size(); ++i) {
        const Scalar got = weights[static_cast<size_t>(index * shape.queries * shape.keys) + i];
        ASSERT_NEAR(static_cast<double>(got), want.weights[i], 100 * epsilon) << "weight " << i << " of head " << index;
      }
      for (int64_t t = 0; t < shape.queries; ++t) {
        for (int64_t i = 0; i < shape.value_size; ++i) {
          const int64_t place = (sample * shape.queries + t) * value_width + head * shape.value_size + i;
          ASSERT_NEAR(static_cast<double>(out[static_cast<size_t>(place)]),
                      want.out[static_cast<size_t>(t * shape.value_size + i)], 100 * epsilon);
        }
      }
    }
  }
}

}  // namespace
}  // namespace engine::kernels
