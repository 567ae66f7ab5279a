// Multiplied by a factor every so many epochs.
#include "engine/schedules/common.h"

namespace engine {

const ScheduleType& step_schedule() {
  static const ScheduleType type{
      .id = "step",
      .title = "Step decay",
      .summary = "Falls by a factor every so many epochs.",
      .formula = "rate = learning_rate * gamma^floor(t / step_size)",
      .use_when = "For long training whose loss stands still between the steps.",
      .source = "As torch.optim.lr_scheduler.StepLR of PyTorch 1.13.1.",
      .params = {{.key = "step_size",
                  .label = "Every",
                  .help = "Epochs (or batches) from one reduction to the next.",
                  .default_value = int64_t{10},
                  .minimum = 1,
                  .maximum = 1000000,
                  .live = true},
                 gamma_param(0.1),
                 count_param()},
      .rate =
          [](const Params& params, const ScheduleMoment& m) {
            const int64_t reductions = counted(params, m) / get_int(params, "step_size");
            return m.learning_rate * std::pow(get_double(params, "gamma"), static_cast<double>(reductions));
          },
      .every_step = counts_steps,
      .torch = "torch.optim.lr_scheduler.StepLR(optimizer, step_size={step_size}, gamma={gamma})",
  };
  return type;
}

}  // namespace engine
