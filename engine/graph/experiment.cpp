#include "engine/graph/experiment.h"

#include "engine/schema/task_type.h"

namespace engine {

Shape network_input(const Experiment& experiment, const Shape& sample) {
  const TaskType* type = tasks().find(experiment.task.type);
  if (!type || !type->input_shape) return sample;
  const Result<Params> params = resolve(type->params, experiment.task.params);
  return params ? type->input_shape(*params, sample) : sample;
}

}  // namespace engine
