// Parameters and arithmetic that several schedules share.
#pragma once

#include <cmath>

#include "engine/schema/schedule_type.h"

namespace engine {

inline const char* const kPerEpoch = "epoch";
inline const char* const kPerStep = "step";

// Whether a schedule counts epochs or batches: how often scheduler.step() is called in PyTorch.
inline ParamSpec count_param() {
  return {.key = "count",
          .label = "Count",
          .help = "Whether the schedule counts epochs or batches.",
          .default_value = std::string(kPerEpoch),
          .choices = {{kPerEpoch, "Epochs"}, {kPerStep, "Batches"}},
          .live = true};
}
inline bool counts_steps(const Params& params) { return get_text(params, "count") == kPerStep; }
inline int64_t counted(const Params& params, const ScheduleMoment& m) {
  return counts_steps(params) ? m.step : m.epoch;
}
// The whole run in the same units.
inline int64_t whole_run(const Params& params, const ScheduleMoment& m) {
  return counts_steps(params) ? m.epochs * m.steps_per_epoch : m.epochs;
}

inline ParamSpec gamma_param(double default_value) {
  return {.key = "gamma",
          .label = "Factor",
          .help = "The learning rate is multiplied by this each time.",
          .default_value = default_value,
          .minimum = 0.0001,
          .maximum = 1,
          .live = true};
}

inline ParamSpec lowest_rate_param(const char* key) {
  return {.key = key,
          .label = "Lowest rate",
          .help = "The learning rate does not fall below this.",
          .default_value = 0.0,
          .minimum = 0,
          .maximum = 1,
          .live = true};
}

// Half a cosine wave from `from` (part = 0) to `to` (part = 1).
inline double along_cosine(double from, double to, double part) {
  return to + (from - to) * (1 + std::cos(3.14159265358979323846 * part)) / 2;
}

}  // namespace engine
