// One rise and one long fall within the run, changed after every batch. The optimizer's learning rate is the top.
#include <algorithm>

#include "engine/schedules/common.h"

namespace engine {
namespace {

double rate(const Params& params, const ScheduleMoment& m) {
  const int64_t wished = get_int(params, "total_steps");
  const auto total = static_cast<double>(wished > 0 ? wished : m.epochs * m.steps_per_epoch);
  const double top = m.learning_rate, first = top / get_double(params, "div_factor");
  const double last = first / get_double(params, "final_div_factor");
  const bool straight = get_text(params, "anneal_strategy") == "linear";
  const auto between = [&](double from, double to, double part) {
    part = std::clamp(part, 0.0, 1.0);
    return straight ? from + (to - from) * part : along_cosine(from, to, part);
  };
  const double peak = get_double(params, "pct_start") * total - 1;  // the step with the top rate
  const double t = std::min(static_cast<double>(m.step), total - 1);
  if (t <= peak) return between(first, top, peak > 0 ? t / peak : 1);
  return between(top, last, (t - peak) / std::max(total - 1 - peak, 1e-9));
}

}  // namespace

const ScheduleType& one_cycle_schedule() {
  static const ScheduleType type{
      .id = "one_cycle",
      .title = "One cycle",
      .summary = "Rises to the learning rate and falls far below it, batch by batch, once in the whole run.",
      .formula =
          "first = learning_rate / div_factor, last = first / final_div_factor; first -> learning_rate in "
          "pct_start of the steps -> last in the others",
      .use_when = "For training in few epochs with a high learning rate.",
      .source =
          "Smith and Topin 2018; as torch.optim.lr_scheduler.OneCycleLR of PyTorch 1.13.1 without cycle_momentum; "
          "max_lr is the optimizer's learning rate. After the last step the rate stays.",
      .params = {{.key = "total_steps",
                  .label = "Length",
                  .help = "Batches in the whole cycle. 0: the whole run.",
                  .default_value = int64_t{0},
                  .minimum = 0,
                  .maximum = 1000000000,
                  .live = true},
                 {.key = "pct_start",
                  .label = "Rise",
                  .help = "The share of the cycle in which the rate rises.",
                  .default_value = 0.3,
                  .minimum = 0.01,
                  .maximum = 0.99,
                  .live = true},
                 {.key = "div_factor",
                  .label = "First rate",
                  .help = "The cycle starts at the learning rate divided by this.",
                  .default_value = 25.0,
                  .minimum = 1,
                  .maximum = 1000,
                  .logarithmic = true,
                  .live = true},
                 {.key = "final_div_factor",
                  .label = "Last rate",
                  .help = "The cycle ends at the first rate divided by this.",
                  .default_value = 10000.0,
                  .minimum = 1,
                  .maximum = 1000000,
                  .logarithmic = true,
                  .live = true},
                 {.key = "anneal_strategy",
                  .label = "Shape",
                  .help = "Whether the rate moves along a cosine or a straight line.",
                  .default_value = std::string("cos"),
                  .choices = {{"cos", "Cosine"}, {"linear", "Straight"}},
                  .live = true}},
      .rate = rate,
      .every_step = [](const Params&) { return true; },
      .torch =
          "torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=optimizer.defaults['lr'], total_steps={total_steps}, "
          "pct_start={pct_start}, anneal_strategy='{anneal_strategy}', cycle_momentum=False, div_factor={div_factor}, "
          "final_div_factor={final_div_factor})",
  };
  return type;
}

}  // namespace engine
