// The learning rate of each step of one training, by the experiment's schedule.
#pragma once

#include "engine/graph/checkpoint.h"
#include "engine/schema/schedule_type.h"

namespace engine {

class RateSchedule {
 public:
  // `params` are resolved. `epochs`: of the whole run. Another type forgets what the old one had seen.
  void set(const ScheduleType& type, Params params, int64_t epochs);
  void start_again() { memory_ = {}; }
  void continue_from(const RateSchedule& old) {
    if (old.type_ == type_) memory_ = old.memory_;
  }
  void exchange(CheckpointExchange& x);
  // The rate of the step after `steps` finished ones.
  double rate(double base, int64_t steps, int64_t steps_per_epoch) const;
  bool every_step() const { return type_->every_step && type_->every_step(params_); }
  // Wants to be told the validation loss after every epoch.
  bool watches() const { return type_->observe != nullptr; }
  void observe(double loss, double base) { type_->observe(params_, loss, base, memory_); }

 private:
  const ScheduleType* type_ = nullptr;
  Params params_;
  int64_t epochs_ = 0;
  ScheduleMemory memory_;
};

}  // namespace engine
