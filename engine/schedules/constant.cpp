// The learning rate as it is set.
#include "engine/schema/schedule_type.h"

namespace engine {

const ScheduleType& constant_schedule() {
  static const ScheduleType type{
      .id = "constant",
      .title = "Constant rate",
      .summary = "The learning rate stays as it is set.",
      .formula = "rate = learning_rate",
      .use_when = "First; a schedule helps once training works.",
      .source = "Robbins and Monro 1951 show what a constant rate cannot do: settle exactly.",
      .rate = [](const Params&, const ScheduleMoment& m) { return m.learning_rate; },
      .torch = "torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)",
  };
  return type;
}

}  // namespace engine
