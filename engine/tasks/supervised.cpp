// Learning from labels: the network is shown samples and what it should have answered.
#include "engine/tasks/task.h"

namespace engine {

const TaskType& supervised_task() {
  static const TaskType type{
      .id = "supervised",
      .title = "Labels",
      .summary = "Learns to answer as the data does: a class or numbers for each sample.",
      .formula = "min mean L(f(x), t)",
      .use_when = "Whenever the data has the answers: classification and regression.",
      .source = "Rumelhart, Hinton and Williams 1986.",
      .make = []() -> std::unique_ptr<Task> { return std::make_unique<Task>(); },
  };
  return type;
}

}  // namespace engine
