// Epsilon-greedy acting: a share of the actions is drawn at random, and it falls in a straight line.
#pragma once

#include <algorithm>
#include <vector>

#include "engine/core/rng.h"
#include "engine/schema/param.h"

namespace engine {

class Exploration {
 public:
  void set_params(const Params& params) {
    start_ = get_double(params, "epsilon_start");
    end_ = get_double(params, "epsilon_end");
    steps_ = get_int(params, "epsilon_steps");
  }
  // After so many steps in the world; before the first one as at it.
  double epsilon(int64_t step) const {
    const double part =
        steps_ > 0 ? std::clamp(static_cast<double>(step) / static_cast<double>(steps_), 0.0, 1.0) : 1.0;
    return start_ + (end_ - start_) * part;
  }

  static std::vector<ParamSpec> params(int64_t steps) {
    return {{.key = "epsilon_start",
             .label = "First epsilon",
             .help = "Share of the actions that are drawn at random in the beginning.",
             .default_value = 1.0,
             .minimum = 0,
             .maximum = 1,
             .step = 0.05,
             .live = true},
            {.key = "epsilon_end",
             .label = "Last epsilon",
             .help = "Share of the actions that are drawn at random in the end.",
             .default_value = 0.05,
             .minimum = 0,
             .maximum = 1,
             .step = 0.01,
             .live = true},
            {.key = "epsilon_steps",
             .label = "Falls for",
             .help = "Steps in the world until epsilon has come down.",
             .default_value = steps,
             .minimum = 1,
             .maximum = 1e6,
             .logarithmic = true,
             .live = true}};
  }

 private:
  double start_ = 1, end_ = 0.05;
  int64_t steps_ = 1;
};

}  // namespace engine
