// What the attention layers share: heads and the causal mask as parameters, and multi-head attention's weights under
// the names and with the starting values of nn.MultiheadAttention.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/graph/layer.h"
#include "engine/layers/divisors.h"
#include "engine/schema/layer_type.h"
#include "engine/tensor/kernels/attention.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/gemm.h"

namespace engine {

inline ParamSpec heads_param(int64_t heads) {
  return {.key = "heads",
          .label = "Heads",
          .help = "How many parts of the width look at the sequence independently; it must divide the width.",
          .default_value = heads,
          .minimum = 1,
          .maximum = 1024,
          .step = 1};
}

inline ParamSpec causal_param() {
  return {.key = "causal",
          .label = "Causal",
          .help = "Each step sees itself and the steps before it, never a later one.",
          .default_value = false};
}

inline ParamSpec attention_bias_param() {
  return {
      .key = "bias", .label = "Bias", .help = "Numbers of their own that the projections add.", .default_value = true};
}

// Why that many heads cannot share the width.
inline std::optional<Error> check_heads(int64_t heads, int64_t width) {
  if (width % heads == 0) return std::nullopt;
  return error("{} heads cannot share a width of {} evenly; choose one of {}.", heads, width, divisors(width));
}

inline Error attention_needs_steps(const Shape& shape) {
  return error("Attention needs a list of steps (steps×features), but gets {}; put an embedding in front of it.",
               shape.text());
}

// Saturates in place of overflowing.
inline int64_t attention_product(std::initializer_list<int64_t> factors) {
  double result = 1;
  for (const int64_t f : factors) result *= static_cast<double>(f);
  return static_cast<int64_t>(std::min(result, 9e18));
}

// Names that Layer::inside() of all attention layers knows.
inline std::vector<InsideSpec> attention_insides(const Params&) {
  return {{.name = "attention", .label = "attention", .range = {0, 1}},
          {.name = "query", .label = "query"},
          {.name = "key", .label = "key"},
          {.name = "value", .label = "value"}};
}
inline Inside attention_inside(const Scalar* weights, int64_t heads, int64_t queries, int64_t keys, int64_t row) {
  return Inside::contiguous(weights + row * heads * queries * keys, {heads, queries, keys});
}
// [steps, columns] out of rows that lie `stride` apart.
inline Inside columns_inside(const Scalar* data, int64_t steps, int64_t columns, int64_t stride) {
  return {data, {steps, columns}, {stride, 1, 0}};
}

// Multiply-adds of the two products of attention.
inline int64_t attention_cost(int64_t queries, int64_t keys, int64_t width, int64_t value_width) {
  return attention_product({queries, keys, width + value_width});
}

// Numbers of one sample that stay from forward to backward: the weights of every head, and `columns` of every step.
inline int64_t attention_kept(int64_t heads, int64_t queries, int64_t keys, int64_t columns) {
  const int64_t all = attention_product({heads, queries, keys}) / 2 + attention_product({queries + keys, columns}) / 2;
  return std::min(all, int64_t{1} << 39) * 2;
}

// Weights of a projection as nn.MultiheadAttention draws them: Xavier's uniform for what goes in, PyTorch's default for
// what comes out, biases 0.
inline void fill_projection_in(Scalar* weight, int64_t outputs, int64_t inputs, Rng& rng) {
  const double bound = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
  for (int64_t i = 0; i < outputs * inputs; ++i) weight[i] = static_cast<Scalar>(rng.uniform(-bound, bound));
}
inline void fill_projection_out(Scalar* weight, int64_t width, Rng& rng) {
  const double bound = 1 / std::sqrt(static_cast<double>(width));
  for (int64_t i = 0; i < width * width; ++i) weight[i] = static_cast<Scalar>(rng.uniform(-bound, bound));
}

// A matrix [rows, columns] whose rows lie `stride` apart.
struct Columns {
  Scalar* data;
  int64_t columns, stride;
};

// y = x W^T + b for rows of x [rows, inputs]; W [y.columns, inputs], b may be null.
inline void project(const Scalar* x, int64_t rows, int64_t inputs, const Scalar* weight, const Scalar* bias,
                    const Columns& y) {
  if (bias) {
    kernels::gemm_bias(false, true, rows, y.columns, inputs, x, inputs, weight, inputs, bias, y.data, y.stride);
  } else {
    kernels::gemm(false, true, rows, y.columns, inputs, x, inputs, weight, inputs, 0, y.data, y.stride);
  }
}

// dW = dy^T x, dx = dy W (added to dx when `more`); dW and dx may be null.
inline void project_backward(const Scalar* x, int64_t rows, int64_t inputs, const Scalar* weight, const Columns& dy,
                             Scalar* dx, Scalar* d_weight, bool more = false) {
  if (d_weight) {
    kernels::gemm(true, false, dy.columns, inputs, rows, dy.data, dy.stride, x, inputs, 0, d_weight, inputs);
  }
  if (!dx) return;
  kernels::gemm(false, false, rows, inputs, dy.columns, dy.data, dy.stride, weight, inputs, more ? 1 : 0, dx, inputs);
}

// Why no nn.Sequential holds such a layer.
inline const char* attention_torch_missing() {
  return "nn.MultiheadAttention is called with query, key and value, so it does not fit into an nn.Sequential.";
}

}  // namespace engine
