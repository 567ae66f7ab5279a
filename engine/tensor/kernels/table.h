// The functions that exist once per instruction set. The public functions of this folder call them through active();
// everything here runs on the calling thread alone.
#pragma once

#include <cstdint>

#include "engine/tensor/kernels/optimizer.h"
#include "engine/tensor/kernels/recurrent.h"
#include "engine/tensor/scalar.h"

namespace engine::kernels {

// op(A) and op(B) by strides: element (i, p) of op(A) is a[i * a_row + p * a_col], (p, j) of op(B) likewise.
struct GemmCall {
  int64_t m, n, k;
  const Scalar* a;
  int64_t a_row, a_col;
  const Scalar* b;
  int64_t b_row, b_col;
  const Scalar* bias;  // row added to C, or null
  bool accumulate;     // beta 1
  Scalar* c;
  int64_t ldc;
};

// c[i, y * width + x] = start[i] + sum over p < k of a[p, i] b[offsets[p] + y * pitch + x], for i < m, y < height and
// x < width. Up to kSlack numbers behind the last one of b are read when there are fewer than that in all.
struct Correlation {
  int64_t m, k;
  const Scalar* a;  // packed: for each tile of rows i, all p; see conv.cpp
  const Scalar* b;
  const int64_t* offsets;
  int64_t pitch;
  const Scalar* start;  // or null
  int64_t height, width;
  Scalar* c;
  int64_t plane;  // from c[i] to c[i + 1]
};

// c[r, o] += sum over y < height, x < width of a[y * a_pitch + x * a_step + r] b[(y * width + x) * b_step + o], for
// r < rows and o < cols. Rows of b and c are read and written as far as the next multiple of kSlack.
struct PixelProducts {
  int64_t rows, cols, height, width;
  const Scalar* a;
  int64_t a_pitch, a_step;
  const Scalar* b;
  int64_t b_step;
  Scalar* c;
  int64_t ldc;
};

constexpr int64_t kSlack = 16;  // lanes of the widest vector

using Forward = void (*)(const Scalar* x, Scalar* y, int64_t n);
using Forward1 = void (*)(const Scalar* x, Scalar* y, int64_t n, Scalar parameter);
using Backward = void (*)(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n);
using Backward1 = void (*)(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t n, Scalar parameter);
using RowsForward = void (*)(const Scalar* x, Scalar* y, int64_t rows, int64_t cols);
using RowsBackward = void (*)(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx, int64_t rows,
                              int64_t cols);

struct GemmTable {
  void (*gemm)(const GemmCall& call);
};

struct ConvTable {
  int64_t tile_rows;  // the most rows of a tile of packed weights
  void (*correlate)(const Correlation& call);
  void (*add_products)(const PixelProducts& call);
  // to[c * to_step + r] = from[r * from_step + c] for r < rows, c < cols
  void (*transpose)(Scalar* to, int64_t to_step, const Scalar* from, int64_t from_step, int64_t rows, int64_t cols);
};

struct PoolTable {
  // One plane of windows of 2 x 2 that do not overlap: the maximum, and which of the four it was.
  void (*max_2x2)(const Scalar* x, int64_t pitch, Scalar* y, Scalar* which, int64_t height, int64_t width);
  void (*max_2x2_backward)(const Scalar* dy, const Scalar* which, Scalar* dx, int64_t pitch, int64_t height,
                           int64_t width);
};

struct ElementwiseTable {
  void (*fill)(Scalar* y, Scalar value, int64_t n);
  void (*add)(Scalar* y, const Scalar* a, const Scalar* b, int64_t n);
  void (*multiply)(Scalar* y, const Scalar* a, const Scalar* b, int64_t n);
  void (*axpy)(Scalar* y, Scalar alpha, const Scalar* x, int64_t n);
  void (*scale)(Scalar* y, Scalar alpha, int64_t n);
  void (*clip)(Scalar* y, Scalar limit, int64_t n);
  void (*add_penalty_gradient)(Scalar* g, const Scalar* w, Scalar l1, Scalar l2, int64_t n);
  void (*add_row_bias)(Scalar* y, const Scalar* bias, int64_t rows, int64_t cols);
  // dy has rows of `stride` elements; `cols` of them are summed
  void (*sum_rows)(Scalar* db, const Scalar* dy, int64_t rows, int64_t cols, int64_t stride, bool accumulate);
  void (*gather_rows)(Scalar* y, const Scalar* x, const int32_t* indices, int64_t n, int64_t cols);
  double (*sum)(const Scalar* x, int64_t n);
  double (*sum_abs)(const Scalar* x, int64_t n);
  double (*sum_squares)(const Scalar* x, int64_t n);
  double (*dot)(const Scalar* a, const Scalar* b, int64_t n);
  Scalar (*max_abs)(const Scalar* x, int64_t n);
  bool (*all_finite)(const Scalar* x, int64_t n);
};

struct ActivationTable {
  Forward sigmoid_forward, tanh_forward, relu_forward, gelu_forward, silu_forward, softplus_forward;
  Forward1 leaky_relu_forward, elu_forward;
  Backward sigmoid_backward, tanh_backward, relu_backward, gelu_backward, silu_backward, softplus_backward;
  Backward1 leaky_relu_backward, elu_backward;
  void (*step_forward)(const Scalar* x, Scalar* y, int64_t n, Scalar low, Scalar high);
  RowsForward softmax_forward, log_softmax_forward;
  RowsBackward softmax_backward, log_softmax_backward;
};

struct OptimizerTable {
  void (*sgd)(Scalar* w, const Scalar* g, Scalar* buffer, int64_t n, const SgdStep& step);
  void (*adagrad)(Scalar* w, const Scalar* g, Scalar* square_sum, int64_t n, const AdagradStep& step);
  void (*rmsprop)(Scalar* w, const Scalar* g, Scalar* square_average, Scalar* buffer, int64_t n,
                  const RmspropStep& step);
  void (*adam)(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step, bool decoupled);
};

struct RecurrentTable {
  void (*pack_forward)(const Recurrent& r);
  void (*forward)(const Recurrent& r, int64_t begin, int64_t end);
  void (*pack_backward)(const Recurrent& r);
  void (*backward)(const Recurrent& r, const RecurrentGradient& gradient, int64_t begin, int64_t end);
};

struct LayerNormForward {
  int64_t rows, cols;
  const Scalar *x, *weight, *bias;  // weight and bias may both be null
  Scalar epsilon;
  Scalar *y, *mean, *rstd;
};

struct LayerNormBackward {
  int64_t rows, cols;
  const Scalar *x, *weight, *mean, *rstd, *dy;
  Scalar* dx;       // or null
  Scalar *dw, *db;  // added to, or null
};

struct NormaliseTable {
  void (*layer_norm_forward)(const LayerNormForward& call);
  void (*layer_norm_backward)(const LayerNormBackward& call);
  double (*squares_around)(const Scalar* x, Scalar center, int64_t n);                     // sum (x - c)^2
  double (*products_around)(const Scalar* x, Scalar center, const Scalar* dy, int64_t n);  // sum (x - c) dy
  void (*affine)(Scalar* y, const Scalar* x, Scalar a, Scalar b, int64_t n);               // y = a x + b
  // dx = a dy + b x + c
  void (*combine)(Scalar* dx, const Scalar* x, const Scalar* dy, Scalar a, Scalar b, Scalar c, int64_t n);
  // The same for each column of rows that lie `stride` elements apart.
  void (*column_sums)(Scalar* sum, const Scalar* x, int64_t rows, int64_t cols, int64_t stride);
  void (*column_squares_around)(Scalar* sum, const Scalar* x, const Scalar* center, int64_t rows, int64_t cols,
                                int64_t stride);
  void (*column_products_around)(Scalar* sum, const Scalar* x, const Scalar* center, const Scalar* dy, int64_t rows,
                                 int64_t cols, int64_t stride);
  void (*affine_columns)(Scalar* y, const Scalar* x, const Scalar* a, const Scalar* b, int64_t rows, int64_t cols);
  void (*combine_columns)(Scalar* dx, const Scalar* x, const Scalar* dy, const Scalar* a, const Scalar* b,
                          const Scalar* c, int64_t rows, int64_t cols);
};

// The scores of one head: `rows` queries, `keys` keys that count, rows `stride` elements apart.
struct AttentionRows {
  int64_t rows, keys, stride;
  Scalar scale;
  bool causal;
};

struct AttentionTable {
  void (*softmax)(const AttentionRows& call, Scalar* scores);
  void (*softmax_backward)(const AttentionRows& call, const Scalar* weights, Scalar* d);
};

struct KernelTable {
  const char* name;
  const GemmTable* gemm;
  const ElementwiseTable* elementwise;
  const ActivationTable* activation;
  const OptimizerTable* optimizer;
  const RecurrentTable* recurrent;
  const NormaliseTable* normalise;
  const AttentionTable* attention;
  const ConvTable* conv;
  const PoolTable* pool;
};

extern const KernelTable* active_table;  // never null, also while other static objects are being built
inline const KernelTable& active() { return *active_table; }

}  // namespace engine::kernels
