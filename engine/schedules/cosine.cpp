// Half a cosine wave down to the lowest rate.
#include "engine/schedules/common.h"

namespace engine {

const ScheduleType& cosine_schedule() {
  static const ScheduleType type{
      .id = "cosine",
      .title = "Cosine",
      .summary = "Falls along half a cosine wave: slowly, then fast, then slowly again.",
      .formula = "rate = eta_min + (learning_rate - eta_min) (1 + cos(pi t / t_max)) / 2",
      .use_when = "For training of a known length; the usual choice for image networks.",
      .source = "Loshchilov and Hutter 2017; as torch.optim.lr_scheduler.CosineAnnealingLR of PyTorch 1.13.1.",
      .params = {{.key = "t_max",
                  .label = "Length",
                  .help = "Epochs (or batches) down to the lowest rate; then it rises again. 0: the whole run.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 1000000,
                  .live = true},
                 lowest_rate_param("eta_min"),
                 count_param()},
      .rate =
          [](const Params& params, const ScheduleMoment& m) {
            const int64_t wished = get_int(params, "t_max");
            const int64_t length = wished > 0 ? wished : whole_run(params, m);
            const double part = length > 0 ? static_cast<double>(counted(params, m)) / static_cast<double>(length) : 0;
            return along_cosine(m.learning_rate, get_double(params, "eta_min"), wished > 0 ? part : std::fmin(part, 1));
          },
      .every_step = counts_steps,
      .torch = "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max={t_max}, eta_min={eta_min})",
  };
  return type;
}

}  // namespace engine
