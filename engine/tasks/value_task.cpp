#include "engine/tasks/value_task.h"

namespace engine {

void ValueTask::set_params(const Params& params) {
  Acting::set_params(params);
  exploration_.set_params(params);
  loss_.huber = get_text(params, "loss") == "huber";
}

void ValueTask::start_again(const Network& network) {
  Acting::start_again(network);
  exploration_.begin_episode();
  report().epsilon = epsilon(0);
}

void ValueTask::keep(CheckpointExchange& x) {
  Acting::keep(x);
  exploration_.keep(x, actions());
}

ValueTask::Move ValueTask::meet(const TaskStep& s, double epsilon, Scalar* before, Scalar* after) {
  Place& place = places()[0];
  if (!place.running) exploration_.begin_episode();
  see(place, s.own_rng, before);
  report().epsilon = epsilon;
  Move move;
  move.action = exploration_.stray(epsilon, actions(), s.own_rng);
  if (move.action < 0) {
    move.action = greedy(s.network.forward({before, 1, s.network.input_shape()}, Mode::evaluation).row(0));
  }
  move.outcome = act(place, move.action, s.own_rng, after);
  return move;
}

double ValueTask::toward(const TaskStep& s, ConstView seen, std::span<const int32_t> actions,
                         std::span<const double> targets) {
  const ConstView now = s.network.forward(seen, Mode::training, &s.layer_rng);
  const TdStep step = td_step(now, actions, targets, loss_, s.d_output);
  s.network.backward({s.d_output, now.rows, now.shape});
  report().td_error = step.size;
  return last_loss_ = step.cost + s.network.penalty().weighted;
}

std::vector<ParamSpec> value_params(const char* usual_loss, std::vector<ParamSpec> own) {
  std::vector<ParamSpec> all{TdLoss::param(usual_loss), gamma_param()};
  for (ParamSpec& spec : Exploration::params(5000)) all.push_back(std::move(spec));
  for (ParamSpec& spec : own) all.push_back(std::move(spec));
  all.push_back(measured_param());
  return all;
}

}  // namespace engine
