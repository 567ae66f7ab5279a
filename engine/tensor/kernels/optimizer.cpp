// The optimizer steps with large arrays cut into pieces for the threads.
#include "engine/tensor/kernels/optimizer.h"

#include "engine/core/check.h"
#include "engine/core/parallel.h"
#include "engine/tensor/kernels/table.h"

namespace engine::kernels {
namespace {

constexpr int64_t grain = 1 << 13;

template <class Piece>
void in_pieces(int64_t n, const Piece& piece) {
  if (n <= grain) {
    piece(0, n);
  } else {
    parallel_for(n, grain, piece);
  }
}

Scalar* at(Scalar* p, int64_t offset) { return p == nullptr ? nullptr : p + offset; }

void run_adam(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step, bool decoupled) {
  CHECK(step.t >= 1, "steps count from 1");
  in_pieces(n, [&](int64_t begin, int64_t end) {
    active().optimizer->adam(w + begin, g + begin, m + begin, v + begin, end - begin, step, decoupled);
  });
}

}  // namespace

void sgd(Scalar* w, const Scalar* g, Scalar* buffer, int64_t n, const SgdStep& step) {
  CHECK(step.momentum == 0 || buffer != nullptr || n == 0, "momentum needs its buffer");
  in_pieces(n, [&](int64_t begin, int64_t end) {
    active().optimizer->sgd(w + begin, g + begin, at(buffer, begin), end - begin, step);
  });
}

void adagrad(Scalar* w, const Scalar* g, Scalar* square_sum, int64_t n, const AdagradStep& step) {
  CHECK(step.t >= 1, "steps count from 1");
  in_pieces(n, [&](int64_t begin, int64_t end) {
    active().optimizer->adagrad(w + begin, g + begin, square_sum + begin, end - begin, step);
  });
}

void rmsprop(Scalar* w, const Scalar* g, Scalar* square_average, Scalar* buffer, int64_t n, const RmspropStep& step) {
  CHECK(step.momentum == 0 || buffer != nullptr || n == 0, "momentum needs its buffer");
  in_pieces(n, [&](int64_t begin, int64_t end) {
    active().optimizer->rmsprop(w + begin, g + begin, square_average + begin, at(buffer, begin), end - begin, step);
  });
}

void adam(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step) {
  run_adam(w, g, m, v, n, step, false);
}

void adamw(Scalar* w, const Scalar* g, Scalar* m, Scalar* v, int64_t n, const AdamStep& step) {
  run_adam(w, g, m, v, n, step, true);
}

}  // namespace engine::kernels
