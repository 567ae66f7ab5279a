// What a task that acts tells about itself, for the curves and the window. Data only; its room is taken once.
#pragma once

#include <cstdint>
#include <vector>

namespace engine {

struct ActingReport {
  static constexpr size_t kReturns = 1000;  // episodes that are remembered
  static constexpr int64_t kMean = 100;     // episodes of the moving mean

  int64_t steps = 0, episodes = 0;  // in the world, while training
  std::vector<float> returns;       // of the last episodes, a ring: that of episode i lies at i % kReturns
  double mean_return = 0;           // of the last episodes, kMean at most
  double mean_length = 0;           // of these, in steps
  double td_error = 0;              // mean size over the last update
  // Where they make sense, else negative.
  double epsilon = -1;                        // share of the actions that are drawn at random
  double entropy = -1;                        // of the policy, mean over the last update, in nats
  int64_t replay_size = 0, replay_room = -1;  // transitions in the replay buffer, and what it holds
};

}  // namespace engine
