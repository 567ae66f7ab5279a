// Chains that draw samples from p(x) ~ exp(-E(x)), where a network gives E(x) as its only number. Moves them; knows
// neither data nor learning. A walk allocates nothing.
#pragma once

#include <vector>

#include "engine/core/rng.h"
#include "engine/graph/network.h"
#include "engine/schema/param.h"

namespace engine {

class EnergySampler {
 public:
  static std::vector<ParamSpec> params();
  void set_params(const Params& params);
  // Whether steps are proposed, which the chains need not take.
  bool proposes() const { return kind_ != Kind::langevin; }
  int64_t steps() const { return steps_; }

  // For walks of at most `rows` chains.
  void prepare(int64_t rows, const Network& network);
  // Moves the chains x [rows, input shape] by as many steps as set; the network is left as after a pass in evaluation
  // mode, its gradients of parameters as they were. The first `shown` chains write every place, the first included, to
  // path [shown, steps + 1, numbers of a sample]. Returns the share of the proposed steps that were taken, or 1.
  double walk(Network& network, Scalar* x, int64_t rows, Rng& rng, Scalar* path = nullptr, int64_t shown = 0);

 private:
  // Langevin: x' = x - e^2/2 dE/dx + noise e z, every step taken. The others propose x' and take it with probability
  // min(1, p(x') q(x | x') / (p(x) q(x' | x))): Metropolis x' = x + e z, MALA as Langevin with noise 1.
  enum class Kind { langevin, metropolis, mala };

  void look(Network& network, const Scalar* x, int64_t rows, Scalar* energy, Scalar* slope);
  void propose(const Scalar* x, int64_t rows, Rng& rng);
  double log_chance(int64_t row, const Scalar* x) const;

  Kind kind_ = Kind::langevin;
  int64_t steps_ = 20, numbers_ = 1;
  double size_ = 0.1, noise_ = 1;
  Tensor there_, slope_, slope_there_, energy_, energy_there_,
      ones_;  // [rows, ...]; there: where a step is proposed to
};

}  // namespace engine
