// What a step depends on, kept and taken up again.
#include "engine/train/trainer.h"

namespace engine {

void Trainer::exchange(CheckpointExchange& x) {
  x.count("steps", steps_);
  x.random("order", order_rng_);
  x.random("layers", mask_rng_);
  x.random("task", task_rng_);
  x.order("samples", order_);
  network_->release_weights();  // the experiment says what is held; here is what they are when they are let go
  x.parameters("", *network_, NetworkPart::whole, network_->parameters().data());
  network_->hold_released();
  updater_.exchange(x, "memory", *network_, divided() ? NetworkPart::front : NetworkPart::whole);
  if (divided()) judge_updater_.exchange(x, "judge", *network_, NetworkPart::behind);
  schedule_.exchange(x);
  stopping_.exchange(x, *network_);
  if (x.has_gathered()) task_->keep(x);
}

Checkpoint Trainer::checkpoint() {
  Checkpoint state;
  CheckpointExchange x = CheckpointExchange::into(state);
  exchange(x);
  return state;
}

Status Trainer::restore(const Checkpoint& state) {
  CheckpointExchange x = CheckpointExchange::out_of(state);
  task_->start_again(*network_);
  exchange(x);
  if (x.error()) {
    reset();
    return *x.error();
  }
  epoch_part_ = -1;
  divergence_.reset();
  stop_.reset();
  set_rate();
  return {};
}

void Updater::exchange(CheckpointExchange& x, const std::string& prefix, const Network& network, NetworkPart part) {
  x.count(prefix + ".updates", updates_);
  for (int k = 0; k < type_->slots; ++k) {
    x.parameters(prefix + std::to_string(k + 1) + ".", network, part, slots_[k].data());
  }
}

void RateSchedule::exchange(CheckpointExchange& x) {
  x.number("schedule.factor", memory_.factor);
  x.number("schedule.best", memory_.best);
  x.count("schedule.observed", memory_.observed);
  x.count("schedule.bad", memory_.bad);
  x.count("schedule.waiting", memory_.waiting);
}

void Stopping::exchange(CheckpointExchange& x, const Network& network) {
  x.number("stopping.seconds", seconds_);
  x.number("stopping.best_loss", best_loss_);
  x.count("stopping.waited", waited_);
  x.count("stopping.best_epoch", best_epoch_);
  if (!best_.empty()) x.parameters("best.", network, NetworkPart::whole, best_.data());
}

}  // namespace engine
