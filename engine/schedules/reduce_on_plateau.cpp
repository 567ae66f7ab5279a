// Falls by a factor whenever the loss has stopped falling.
#include <algorithm>

#include "engine/schedules/common.h"

namespace engine {
namespace {

// One call of ReduceLROnPlateau.step(loss) with mode 'min' and threshold_mode 'rel'.
void observe(const Params& params, double loss, double learning_rate, ScheduleMemory& memory) {
  const bool first = memory.observed++ == 0;
  if (first || loss < memory.best * (1 - get_double(params, "threshold"))) {
    memory.best = loss;
    memory.bad = 0;
  } else {
    ++memory.bad;
  }
  if (memory.waiting > 0) {
    --memory.waiting;
    memory.bad = 0;
  }
  if (memory.bad <= get_int(params, "patience")) return;
  const double now = learning_rate * memory.factor;
  const double next = std::max(now * get_double(params, "factor"), get_double(params, "min_lr"));
  if (now - next > 1e-8) memory.factor = next / learning_rate;
  memory.waiting = get_int(params, "cooldown");
  memory.bad = 0;
}

}  // namespace

const ScheduleType& reduce_on_plateau_schedule() {
  static const ScheduleType type{
      .id = "reduce_on_plateau",
      .title = "Reduce on plateau",
      .summary = "Falls by a factor whenever the validation loss has stopped falling.",
      .formula = "after more than patience epochs without a loss below best (1 - threshold): rate <- factor * rate",
      .use_when = "Where nobody knows how long training takes.",
      .source = "As torch.optim.lr_scheduler.ReduceLROnPlateau of PyTorch 1.13.1 with threshold_mode 'rel'.",
      .params = {{.key = "factor",
                  .label = "Factor",
                  .help = "The learning rate is multiplied by this each time.",
                  .default_value = 0.1,
                  .minimum = 0.001,
                  .maximum = 0.999,
                  .live = true},
                 {.key = "patience",
                  .label = "Patience",
                  .help = "Epochs without a better loss that are tolerated.",
                  .default_value = int64_t{10},
                  .minimum = 0,
                  .maximum = 100000,
                  .live = true},
                 {.key = "threshold",
                  .label = "Threshold",
                  .help = "A loss counts as better when it is lower by this share.",
                  .default_value = 0.0001,
                  .minimum = 0,
                  .maximum = 0.9,
                  .live = true},
                 {.key = "cooldown",
                  .label = "Cooldown",
                  .help = "Epochs after a reduction in which no epoch counts against the patience.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 100000,
                  .live = true},
                 lowest_rate_param("min_lr")},
      .rate = [](const Params&, const ScheduleMoment& m) { return m.learning_rate * m.memory.factor; },
      .observe = observe,
      .torch =
          "torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor={factor}, patience={patience}, "
          "threshold={threshold}, cooldown={cooldown}, min_lr={min_lr})",
  };
  return type;
}

}  // namespace engine
