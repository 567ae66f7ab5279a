// Sequences through a recurrent cell, and back through time. Time-major: the rows of a step lie side by side.
// Formulas are PyTorch's (nn.RNN, nn.LSTM, nn.GRU), sigma the logistic function, * by element:
//   rnn   h = f(W_ih x + b_ih + W_hh h' + b_hh), f = tanh or relu
//   lstm  i, f, o = sigma(...), g = tanh(...), c = f * c' + i * g, h = o * tanh(c); rows of W in the order i f g o
//   gru   r, z = sigma(...), n = tanh(W_in x + b_in + r * (W_hn h' + b_hn)), h = (1 - z) * n + z * h'; rows r z n
// Not a layer: knows one direction of one layer, and no batch-major order.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

enum class Cell { rnn_tanh, rnn_relu, lstm, gru };

// Rows of W_ih for each unit: 1, 4 or 3.
int64_t recurrent_gates(Cell cell);
// Numbers for each unit and step that backward needs of forward: 1, 4 or 4.
int64_t recurrent_kept(Cell cell);

// One direction of one layer; steps in the order in which the cell takes them.
struct Recurrent {
  Cell cell;
  int64_t rows, steps, inputs, units;
  const int32_t*
      lengths;  // steps of each row that count [rows], at most `steps`; null: all. After them h stands still.
  const Scalar *weight_ih, *weight_hh;  // [gates units, inputs], [gates units, units]
  const Scalar *bias_ih, *bias_hh;      // [gates units], or null
  Scalar* xh;  // [steps + 1, rows, inputs + units]: x_t, beside it h before that step. The caller writes x_t (0 where a
               // step does not count), forward the rest; the last h is where a step after the last one would find it.
  Scalar* kept;    // [steps, rows, kept units]: from forward to backward, which leaves the gradients of all sums in it
  Scalar* cells;   // [steps + 1, rows, units]: c before each step; LSTM only
  Scalar* packed;  // recurrent_packed_count() numbers on a cache line
};

struct RecurrentGradient {
  const Scalar* d_h;  // [steps, rows, units]: what comes from outside to h after each step that counts, or null
  Scalar* d_state;    // [rows, units]: the gradient of the last h; lost
  Scalar* d_cell;     // [rows, units], for backward itself; LSTM only
};

// Rows in one piece of work: a multiple of nothing, small enough for two threads to share a batch of 32.
constexpr int64_t recurrent_rows = 16;

int64_t recurrent_packed_count(Cell cell, int64_t inputs, int64_t units);

// forward: pack_forward once, then the rows [begin, end) in pieces of at most recurrent_rows, on any threads.
void recurrent_pack_forward(const Recurrent& r);
void recurrent_forward(const Recurrent& r, int64_t begin, int64_t end);
// backward: the same way; afterwards the products with the gradients that it left in `kept`.
void recurrent_pack_backward(const Recurrent& r);
void recurrent_backward(const Recurrent& r, const RecurrentGradient& gradient, int64_t begin, int64_t end);
// Gradients of the weights and biases (those may be null); `sums`: recurrent_kept() * units numbers of room.
void recurrent_weight_gradients(const Recurrent& r, Scalar* d_weight_ih, Scalar* d_weight_hh, Scalar* d_bias_ih,
                                Scalar* d_bias_hh, Scalar* sums);
// The gradient of x_t, written over x_t in xh: the last use of it.
void recurrent_input_gradient(const Recurrent& r);

}  // namespace engine::kernels
