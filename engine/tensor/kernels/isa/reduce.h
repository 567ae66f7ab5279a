// Sums of many numbers with the error of few: for the files of this folder, as vec.h.
#pragma once

#include "engine/tensor/kernels/isa/vec.h"

namespace engine::kernels::GLASSNET_ISA {

// Sums term(i, size) over n elements: in Scalar within a block of 64 vectors, in double from block to block.
template <class Term>
GLASSNET_INLINE double reduce(int64_t n, const Term& term) {
  const int64_t block = 64 * lanes;
  double total = 0;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t stop = n - start < block ? n : start + block;
    V sums[4] = {};
    int64_t i = start;
    for (; i + 4 * lanes <= stop; i += 4 * lanes) {
      for (int64_t j = 0; j < 4; ++j) sums[j] += term(i + j * lanes, Whole{});
    }
    for (; i + lanes <= stop; i += lanes) sums[0] += term(i, Whole{});
    if (i < stop) sums[1] += term(i, Part{stop - i});
    total += static_cast<double>(sum_of((sums[0] + sums[1]) + (sums[2] + sums[3])));
  }
  return total;
}

}  // namespace engine::kernels::GLASSNET_ISA
