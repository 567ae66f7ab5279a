// The products over all steps at once. What `kept` holds after backward, for each row: LSTM and RNN the gradients of
// the gates' sums in the order of the weights; GRU those of n, r, z, and of W_hn h + b_hn, so that the ones that belong
// to W_hh lie side by side (r, z, n) and two of those that belong to W_ih, too.
#include "engine/tensor/kernels/recurrent.h"

#include "engine/core/check.h"
#include "engine/tensor/kernels/elementwise.h"
#include "engine/tensor/kernels/gemm.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

// d_weight[m, n] = (columns of `kept` from `first`)^T (columns of xh from `column`), over all steps and rows.
void weight_product(const Recurrent& r, int64_t first, int64_t m, int64_t column, int64_t n, Scalar* d_weight) {
  const int64_t width = recurrent_kept(r.cell) * r.units;
  gemm(true, false, m, n, r.steps * r.rows, r.kept + first, width, r.xh + column, r.inputs + r.units, 0, d_weight, n);
}

}  // namespace

int64_t recurrent_gates(Cell cell) { return cell == Cell::lstm ? 4 : (cell == Cell::gru ? 3 : 1); }

int64_t recurrent_kept(Cell cell) { return cell == Cell::lstm || cell == Cell::gru ? 4 : 1; }

int64_t recurrent_packed_count(Cell cell, int64_t inputs, int64_t units) {
  const int64_t padded = (units + 31) / 32 * 32;  // whole vectors of every instruction set, two at a time
  return (inputs + units + 2) * recurrent_kept(cell) * padded;
}

void recurrent_pack_forward(const Recurrent& r) { active().recurrent->pack_forward(r); }

void recurrent_forward(const Recurrent& r, int64_t begin, int64_t end) {
  CHECK(end - begin <= recurrent_rows, "the room for sums is limited");
  active().recurrent->forward(r, begin, end);
}

void recurrent_pack_backward(const Recurrent& r) { active().recurrent->pack_backward(r); }

void recurrent_backward(const Recurrent& r, const RecurrentGradient& gradient, int64_t begin, int64_t end) {
  CHECK(end - begin <= recurrent_rows, "the room for sums is limited");
  active().recurrent->backward(r, gradient, begin, end);
}

void recurrent_weight_gradients(const Recurrent& r, Scalar* d_weight_ih, Scalar* d_weight_hh, Scalar* d_bias_ih,
                                Scalar* d_bias_hh, Scalar* sums) {
  const int64_t h = r.units, gates = recurrent_gates(r.cell) * h, kept = recurrent_kept(r.cell) * h;
  const bool gru = r.cell == Cell::gru;
  if (gru) {
    weight_product(r, h, 2 * h, 0, r.inputs, d_weight_ih);
    weight_product(r, 0, h, 0, r.inputs, d_weight_ih + 2 * h * r.inputs);
  } else {
    weight_product(r, 0, gates, 0, r.inputs, d_weight_ih);
  }
  weight_product(r, gru ? h : 0, gates, r.inputs, h, d_weight_hh);
  if (d_bias_ih == nullptr) return;
  sum_rows(sums, r.kept, r.steps * r.rows, kept);
  if (gru) {
    copy(d_bias_ih, sums + h, 2 * h);
    copy(d_bias_ih + 2 * h, sums, h);
    copy(d_bias_hh, sums + h, 3 * h);
  } else {
    copy(d_bias_ih, sums, gates);
    copy(d_bias_hh, sums, gates);
  }
}

void recurrent_input_gradient(const Recurrent& r) {
  const int64_t h = r.units, width = recurrent_kept(r.cell) * h, count = r.steps * r.rows, ld = r.inputs + h;
  if (r.cell == Cell::gru) {
    gemm(false, false, count, r.inputs, 2 * h, r.kept + h, width, r.weight_ih, r.inputs, 0, r.xh, ld);
    gemm(false, false, count, r.inputs, h, r.kept, width, r.weight_ih + 2 * h * r.inputs, r.inputs, 1, r.xh, ld);
  } else {
    gemm(false, false, count, r.inputs, width, r.kept, width, r.weight_ih, r.inputs, 0, r.xh, ld);
  }
}

}  // namespace engine::kernels
