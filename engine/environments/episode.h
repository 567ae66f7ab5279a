// An environment from the start of an episode to its end: counts steps and reward, cuts off at the limit, lets the
// agent slip. Knows no agent.
#pragma once

#include "engine/graph/checkpoint.h"
#include "engine/schema/environment_type.h"

namespace engine {

class Episode {
 public:
  explicit Episode(const WorldSpec& world);

  struct Outcome {
    double reward = 0;
    bool terminated = false;  // the world has come to an end
    bool cut_off = false;     // it would have gone on
    bool over() const { return terminated || cut_off; }
  };
  void start(Rng& rng);
  // `action` < number of actions. Start again after an outcome that is over.
  Outcome step(int action, Rng& rng);
  void observe(Scalar* out) const { environment_->observe(out); }
  // Where a running episode is; a place that none can go on from is refused.
  void exchange(CheckpointExchange& x, const std::string& name);

  int64_t steps() const { return steps_; }
  double total() const { return total_; }  // reward so far
  int actions() const { return actions_; }
  Environment& environment() { return *environment_; }
  const Environment& environment() const { return *environment_; }

 private:
  std::unique_ptr<Environment> environment_;
  int actions_ = 0;
  int64_t limit_ = 0, steps_ = 0;
  double slip_ = 0, total_ = 0;
};

}  // namespace engine
