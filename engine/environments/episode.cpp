#include "engine/environments/episode.h"

namespace engine {

Episode::Episode(const WorldSpec& world)
    : environment_(world.type->make(world.params)),
      actions_(static_cast<int>(world.type->actions.size())),
      limit_(world.type->limit),
      slip_(world.slip) {}

void Episode::start(Rng& rng) {
  environment_->reset(rng);
  steps_ = 0;
  total_ = 0;
}

Episode::Outcome Episode::step(int action, Rng& rng) {
  if (slip_ > 0 && rng.uniform() < slip_) action = static_cast<int>(rng.below(static_cast<uint64_t>(actions_)));
  const Environment::Outcome now = environment_->step(action);
  ++steps_;
  total_ += now.reward;
  return {now.reward, now.terminated, !now.terminated && steps_ >= limit_};
}

void Episode::exchange(CheckpointExchange& x, const std::string& name) {
  x.count(name + ".steps", steps_, limit_ - 1);
  x.numbers(name + ".reward", {&total_, 1});
  x.numbers(name + ".state", environment_->state());
  if (x.takes_up() && !environment_->goes_on()) x.refuse(name + ".state");
}

}  // namespace engine
