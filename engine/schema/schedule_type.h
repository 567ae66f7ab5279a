// The descriptor of a learning rate schedule: the learning rate of every step, from where training is.
#pragma once

#include <string>
#include <vector>

#include "engine/core/catalog.h"
#include "engine/schema/param.h"

namespace engine {

// What a schedule that watches the loss remembers.
struct ScheduleMemory {
  double factor = 1;     // the learning rate is this times the optimizer's
  double best = 0;       // lowest loss so far
  int64_t observed = 0;  // epochs
  int64_t bad = 0;       // epochs since the loss fell
  int64_t waiting = 0;   // epochs that do not count after a reduction
};

struct ScheduleMoment {
  double learning_rate = 0;  // the optimizer's own
  int64_t epoch = 0;         // finished ones: 0 in the first epoch
  int64_t step = 0;          // finished ones
  int64_t epochs = 0;        // the whole run
  int64_t steps_per_epoch = 1;
  ScheduleMemory memory{};
};

struct ScheduleType {
  std::string id{};  // file name
  std::string title{};
  std::string summary{};
  std::string formula{};  // ASCII
  std::string use_when{};
  std::string source{};
  std::vector<ParamSpec> params{};  // all live

  // The learning rate of the next step.
  double (*rate)(const Params& params, const ScheduleMoment& moment) = nullptr;
  // The rate may differ from step to step, not only from epoch to epoch; nullptr: never.
  bool (*every_step)(const Params& params) = nullptr;
  // Told the validation loss (without validation part: the training loss) when an epoch ends; nullptr: not interested.
  void (*observe)(const Params& params, double loss, double learning_rate, ScheduleMemory& memory) = nullptr;

  std::string torch{};  // "torch.optim.lr_scheduler.StepLR(optimizer, ...)", or empty with the reason
  std::string torch_missing{};
};

const Catalog<ScheduleType>& schedules();  // engine/schedules/*.cpp

}  // namespace engine
