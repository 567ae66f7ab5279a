// A straight rise to the full learning rate, which then stays or falls along a cosine.
#include "engine/schedules/common.h"

namespace engine {
namespace {

double rate(const Params& params, const ScheduleMoment& m) {
  const int64_t rise = get_int(params, "total_iters"), t = counted(params, m);
  if (t < rise) {
    const double start = get_double(params, "start_factor");
    return m.learning_rate * (start + (1 - start) * static_cast<double>(t) / static_cast<double>(rise));
  }
  if (get_text(params, "then") != "cosine") return m.learning_rate;
  const int64_t wished = get_int(params, "t_max");
  const int64_t length = wished > 0 ? wished : whole_run(params, m) - rise;
  const double part = length > 0 ? static_cast<double>(t - rise) / static_cast<double>(length) : 0;
  return along_cosine(m.learning_rate, get_double(params, "eta_min"), wished > 0 ? part : std::fmin(part, 1));
}

}  // namespace

const ScheduleType& warmup_schedule() {
  static const VisibleIf falling{"then", {"cosine"}};
  ParamSpec lowest = lowest_rate_param("eta_min");
  lowest.visible_if = falling;
  static const ScheduleType type{
      .id = "warmup",
      .title = "Warm-up",
      .summary = "Rises in a straight line to the full learning rate, then stays or falls along a cosine.",
      .formula =
          "t < n: rate = learning_rate (s + (1 - s) t / n); then learning_rate, or "
          "eta_min + (learning_rate - eta_min) (1 + cos(pi (t - n) / t_max)) / 2",
      .use_when = "For transformers and large batches, whose first steps would be too wild at the full rate.",
      .source =
          "Goyal and others 2017, section 2.2; as LinearLR of PyTorch 1.13.1, followed by CosineAnnealingLR through "
          "SequentialLR.",
      .params = {{.key = "total_iters",
                  .label = "Rise",
                  .help = "Epochs (or batches) from the start to the full learning rate.",
                  .default_value = int64_t{5},
                  .minimum = 1,
                  .maximum = 1000000,
                  .live = true},
                 {.key = "start_factor",
                  .label = "Starts at",
                  .help = "The share of the learning rate in the first step.",
                  .default_value = 0.1,
                  .minimum = 0.0001,
                  .maximum = 1,
                  .live = true},
                 {.key = "then",
                  .label = "Then",
                  .help = "What the learning rate does after the rise.",
                  .default_value = std::string("constant"),
                  .choices = {{"constant", "Stay"}, {"cosine", "Cosine"}},
                  .live = true},
                 {.key = "t_max",
                  .label = "Length",
                  .help =
                      "Epochs (or batches) of the fall after the rise; then it rises again. 0: the rest of the run.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 1000000,
                  .live = true,
                  .visible_if = falling},
                 lowest,
                 count_param()},
      .rate = rate,
      .every_step = counts_steps,
      .torch = "torch.optim.lr_scheduler.LinearLR(optimizer, start_factor={start_factor}, total_iters={total_iters})",
  };
  return type;
}

}  // namespace engine
