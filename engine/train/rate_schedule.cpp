#include "engine/train/rate_schedule.h"

namespace engine {

void RateSchedule::set(const ScheduleType& type, Params params, int64_t epochs) {
  if (type_ != &type) memory_ = {};
  type_ = &type;
  params_ = std::move(params);
  epochs_ = epochs;
}

double RateSchedule::rate(double base, int64_t steps, int64_t steps_per_epoch) const {
  ScheduleMoment moment;
  moment.learning_rate = base;
  moment.epoch = steps / steps_per_epoch;
  moment.step = steps;
  moment.epochs = epochs_;
  moment.steps_per_epoch = steps_per_epoch;
  moment.memory = memory_;
  return type_->rate(params_, moment);
}

}  // namespace engine
