// Keeps the slope of a critic at one between real and made samples (Gulrajani et al. 2017, algorithm 1):
// weight * mean (|grad_x D(x)| - 1)^2 at x = t real + (1 - t) made, with t even between 0 and 1 for each sample.
// The gradient of a gradient is a difference: with u = grad D / |grad D|, the slope's own gradient by the weights is
// that of (D(x + e u) - D(x - e u)) / 2e, whose error is of the order e^2.
#pragma once

#include "engine/core/rng.h"
#include "engine/graph/network.h"

namespace engine {

class GradientPenalty {
 public:
  // Room for batches of so many samples.
  void prepare(int64_t rows, const Network& network);
  // The penalty of the part behind the gate, as in evaluation; its gradient is kept until add(). Overwrites gradients.
  double learn(Network& network, ConstView real, const Scalar* made, double weight, Scalar* d_output, Rng& rng);
  // Adds the kept gradient to those of the network.
  void add(Network& network) const;

 private:
  Tensor between_;  // [2 rows, sample shape]
  Numbers kept_;    // as Network::gradients
};

}  // namespace engine
