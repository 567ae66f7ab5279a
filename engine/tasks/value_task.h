// What the tasks share that learn what each action is worth: acting by that or at random, and moving it toward targets.
#pragma once

#include <vector>

#include "engine/tasks/acting.h"
#include "engine/tasks/exploration.h"
#include "engine/tasks/td_targets.h"

namespace engine {

class ValueTask : public Acting {
 public:
  void set_params(const Params& params) override;
  void start_again(const Network& network) override;
  void keep(CheckpointExchange& x) override;

 protected:
  double epsilon(int64_t step) const { return exploration_.epsilon(step); }
  // One step in the first world, with an action at random for the share `epsilon`, else the best one. What is seen
  // before and after it goes to `before` and `after` [input shape].
  struct Move {
    int action = 0;
    Episode::Outcome outcome;
  };
  Move meet(const TaskStep& s, double epsilon, Scalar* before, Scalar* after);
  // Forward, loss, backward: what each row's action is worth goes toward its target. Gives the loss.
  double toward(const TaskStep& s, ConstView seen, std::span<const int32_t> actions, std::span<const double> targets);

 private:
  Exploration exploration_;
  TdLoss loss_;
};

// Parameters that they share, around their own.
std::vector<ParamSpec> value_params(const char* usual_loss, std::vector<ParamSpec> own = {});

}  // namespace engine
