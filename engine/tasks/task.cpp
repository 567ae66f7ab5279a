#include "engine/tasks/task.h"

namespace engine {

Result<TargetPlan> Task::plan(const LossType& loss, const PreparedData& data, const Network& network) const {
  return plan_targets(loss, data, network);
}

void Task::prepare(int64_t rows, const PreparedData& data, const Network& network) {
  (void)rows, (void)data, (void)network;
}

ConstView Task::look(Network& network, ConstView samples, Rng* rng) {
  return network.forward(samples, rng ? Mode::training : Mode::evaluation, rng);
}

double Task::learn(const TaskStep& s) {
  const ConstView output = s.network.forward(s.batch, Mode::training, &s.layer_rng);
  const double own = loss(s.loss, output, s.targets, s.d_output);
  s.network.backward({s.d_output, output.rows, output.shape});
  return own + s.network.penalty().weighted;
}

double Task::loss(const ChosenLoss& loss, ConstView output, ConstView targets, Scalar* d_output) const {
  return loss.type->compute(loss.params, output, targets, d_output);
}

}  // namespace engine
