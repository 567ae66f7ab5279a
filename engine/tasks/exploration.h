// Epsilon-greedy acting: a share of the actions is drawn at random, and it falls in a straight line. Random actions may
// last for several steps, since an agent that only trembles stays near where it began: temporally extended exploration
// (Dabney, Ostrovski and Barreto 2021), with durations n that follow
//   p(n) = (1 - 1/m)^(n-1) / m,   mean m
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/rng.h"
#include "engine/graph/checkpoint.h"
#include "engine/schema/param.h"

namespace engine {

class Exploration {
 public:
  void set_params(const Params& params) {
    start_ = get_double(params, "epsilon_start");
    end_ = get_double(params, "epsilon_end");
    steps_ = get_int(params, "epsilon_steps");
    mean_ = get_int(params, "random_steps");
    if (mean_ == 1) left_ = 0;
  }
  // After so many steps in the world; before the first one as at it.
  double epsilon(int64_t step) const {
    const double part =
        steps_ > 0 ? std::clamp(static_cast<double>(step) / static_cast<double>(steps_), 0.0, 1.0) : 1.0;
    return start_ + (end_ - start_) * part;
  }
  void begin_episode() { left_ = 0; }
  // An action that is not the network's, of so many; else -1. Over many steps the share of these actions is `epsilon`,
  // however long they last.
  int stray(double epsilon, int64_t actions, Rng& rng) {
    if (left_ > 0) {
      --left_;
      return static_cast<int>(held_);
    }
    const double mean = static_cast<double>(mean_);
    const double start = mean_ > 1 ? epsilon / (epsilon + mean * (1 - epsilon)) : epsilon;
    if (!(start > 0 && rng.uniform() < start)) return -1;
    held_ = static_cast<int64_t>(rng.below(static_cast<uint64_t>(actions)));
    if (mean_ > 1) {
      const double more = std::log(1 - rng.uniform()) / std::log(1 - 1 / mean);
      left_ = std::min(kLongest, static_cast<int64_t>(more));
    }
    return static_cast<int>(held_);
  }
  void keep(CheckpointExchange& x, int64_t actions) {
    if (mean_ == 1) return;
    x.count("task.held", held_, actions - 1);
    x.count("task.held_steps", left_, kLongest);
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
             .live = true},
            {.key = "random_steps",
             .label = "Random actions last",
             .help = "Steps that a random action is taken for, in the mean. Over 1 they lead further away than single "
                     "ones, which cancel each other.",
             .default_value = int64_t{1},
             .minimum = 1,
             .maximum = 100,
             .logarithmic = true,
             .live = true}};
  }

 private:
  static constexpr int64_t kLongest = 10000;  // steps

  double start_ = 1, end_ = 0.05;
  int64_t steps_ = 1, mean_ = 1;
  int64_t held_ = 0, left_ = 0;  // a random action, and the steps that it is still to be taken for
};

}  // namespace engine
