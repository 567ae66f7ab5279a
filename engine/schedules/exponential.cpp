// Multiplied by the same factor after every epoch.
#include "engine/schedules/common.h"

namespace engine {

const ScheduleType& exponential_schedule() {
  static const ScheduleType type{
      .id = "exponential",
      .title = "Exponential",
      .summary = "Falls by the same factor after every epoch.",
      .formula = "rate = learning_rate * gamma^t",
      .use_when = "For a smooth fall without a fixed end.",
      .source = "As torch.optim.lr_scheduler.ExponentialLR of PyTorch 1.13.1.",
      .params = {gamma_param(0.95), count_param()},
      .rate =
          [](const Params& params, const ScheduleMoment& m) {
            return m.learning_rate * std::pow(get_double(params, "gamma"), static_cast<double>(counted(params, m)));
          },
      .every_step = counts_steps,
      .torch = "torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma={gamma})",
  };
  return type;
}

}  // namespace engine
