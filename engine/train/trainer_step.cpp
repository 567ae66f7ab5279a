// One step, from its batch to the new weights.
#include <algorithm>
#include <cmath>

#include "engine/tensor/kernels/elementwise.h"
#include "engine/train/trainer.h"

namespace engine {

void Trainer::load_batch() {
  batch_there_ = true;
  if (task_type_->acts) return;
  const int64_t samples = data_->count(Split::train);
  const int64_t begin = (steps_ % steps_per_epoch_) * capacity_;
  const int64_t rows = std::min(capacity_, samples - begin);
  batch_.resize(rows, data_->input_shape);
  const int32_t* picked = order_.data() + begin;
  if (augmenter_.active()) {
    augmenter_.load(picked, rows, experiment_.batch_seed, epoch(), batch_.data());
  } else {
    data_->gather(Split::train, picked, rows, batch_.data());
  }
  if (!task_type_->labels) return;
  batch_targets_.resize(rows, targets_[0].shape());
  kernels::gather_rows(batch_targets_.data(), targets_[0].data(), picked, rows, batch_targets_.columns());
}

TaskStep Trainer::work() {
  const Tensor& targets = task_type_->labels ? batch_targets_ : batch_;
  return {*network_,        loss_,     update_,  std::as_const(batch_).view(), targets.view(),
          d_output_.data(), mask_rng_, task_rng_};
}

// The loss of a step is that of its first update.
bool Trainer::learn() {
  if (!batch_there_) load_batch();
  update_loss_ = task_->learn(work());
  if (update_ == 0) batch_loss_ = update_loss_;
  if (!finite_step(update_loss_)) return false;
  record_.gradients(*network_, task_->part(update_));
  updater_of(update_).regularize(experiment_.regularization, *network_);
  return true;
}

void Trainer::move() {
  updater_of(update_).update(*network_);
  task_->updated(*network_, update_);
}

bool Trainer::advance() {
  switch (moment_) {
    case Moment::rest:
      stop_.reset();
      if (at_epoch_end() || schedule_.every_step()) set_rate();
      batch_there_ = false;
      record_.begin(*network_);
      updates_ = task_->phases(steps_);
      update_ = 0;
      break;
    case Moment::gathered: moment_ = learn() ? Moment::learned : Moment::rest; return moment_ != Moment::rest;
    case Moment::learned:
      move();
      moment_ = Moment::moved;
      return true;
    case Moment::moved:
      if (++update_ < updates_) break;
      moment_ = Moment::rest;
      end_step();
      return true;
  }
  if (!batch_there_) load_batch();
  task_->gather(work());
  moment_ = Moment::gathered;
  return true;
}

bool Trainer::step() {
  do {
    if (!advance()) return false;
  } while (moment_ != Moment::rest);
  return true;
}

void Trainer::only(NetworkPart part) {
  only_ = part;
  task_->only(part);
}

void Trainer::end_step() {
  record_.end(*network_);
  if (only_ != NetworkPart::whole) only(NetworkPart::whole);
  if (stopping_.watches_time()) {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - last_step_).count();
    stopping_.add_time(std::min(seconds, 1.0));  // longer: training was paused
    last_step_ = now;
  }
  epoch_part_ = -1;
  if (++steps_ % steps_per_epoch_ == 0) end_epoch();
}

// Measures what the schedule and the rules for stopping want to know, and asks them.
void Trainer::end_epoch() {
  new_order();
  if (schedule_.watches() || stopping_.watches()) {
    const Split split = data_->count(Split::validation) > 0 ? Split::validation : Split::train;
    epoch_metrics_ = evaluate(split);
    epoch_part_ = static_cast<int>(split);
  }
  if (schedule_.watches()) schedule_.observe(epoch_metrics_.loss, updater_.base_rate());
  stop_ = stopping_.end_of_epoch(epoch(), epoch_metrics_, network_->parameters());
  if (stop_ && stop_->restored) {
    network_->hold_weights();
    epoch_part_ = -1;
  }
}

// The loss and all gradients are numbers; otherwise says where they stopped being so.
bool Trainer::finite_step(double loss) {
  const std::span<const Scalar> gradients = network_->gradients();
  if (std::isfinite(loss) && kernels::all_finite(gradients.data(), static_cast<int64_t>(gradients.size()))) return true;
  int node = network_->first_non_finite();
  if (node < 0) node = network_->output_index();  // its values are numbers, but too large for the loss
  Divergence d;
  d.step = steps_;
  d.epoch = epoch();
  d.suggested_learning_rate = updater_.base_rate() / 10;
  d.what = message("Diverged at epoch {}: learning rate {} is too high.", d.epoch, learning_rate_);
  d.node = network_->spec().nodes[static_cast<size_t>(node)].id;
  divergence_ = std::move(d);
  return false;
}

}  // namespace engine
