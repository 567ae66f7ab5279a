#include "engine/tasks/policy_task.h"

#include <cmath>

namespace engine {

void PolicyTask::set_params(const Params& params) {
  Acting::set_params(params);
  terms_.value_weight = get_double(params, "value_weight");
  terms_.entropy_weight = get_double(params, "entropy_weight");
  standardise_ = get_bool(params, "standardise");
}

void PolicyTask::start_again(const Network& network) {
  Acting::start_again(network);
  report().entropy = 0;
}

void PolicyTask::make_room(int64_t rows, const Network& network) {
  seen_.resize(rows, network.input_shape());
  action_.resize(static_cast<size_t>(rows));
  for (std::vector<double>* list : {&reward_, &value_, &advantage_, &returns_}) list->resize(static_cast<size_t>(rows));
}

double PolicyTask::update(const TaskStep& s, int64_t rows) {
  const auto count = static_cast<size_t>(rows);
  double off = 0;
  for (size_t i = 0; i < count; ++i) off += std::fabs(advantage_[i]) / static_cast<double>(rows);
  if (standardise_) standardise_advantages({advantage_.data(), count});
  const ConstView output =
      s.network.forward({seen_.data(), rows, s.network.input_shape()}, Mode::training, &s.layer_rng);
  const PolicyLoss loss = policy_loss(output, {action_.data(), count}, {advantage_.data(), count},
                                      {returns_.data(), count}, terms_, s.d_output);
  s.network.backward({s.d_output, rows, output.shape});
  report().td_error = off;
  report().entropy = loss.entropy;
  return last_loss_ = loss.whole + s.network.penalty().weighted;
}

std::vector<ParamSpec> policy_params(std::vector<ParamSpec> own) {
  own.insert(own.begin(), gamma_param());
  const std::vector<ParamSpec> rest{{.key = "value_weight",
                                     .label = "Weight of the value",
                                     .help = "What the squared error of the last output, the value, counts.",
                                     .default_value = 0.5,
                                     .minimum = 0,
                                     .maximum = 2,
                                     .step = 0.05,
                                     .live = true},
                                    {.key = "entropy_weight",
                                     .label = "Weight of the entropy",
                                     .help = "More of it keeps the policy trying other actions.",
                                     .default_value = 0.01,
                                     .minimum = 0,
                                     .maximum = 0.2,
                                     .step = 0.005,
                                     .live = true},
                                    {.key = "standardise",
                                     .label = "Standardise advantages",
                                     .help = "Brings the advantages of an update to mean 0 and deviation 1.",
                                     .default_value = true,
                                     .live = true}};
  own.insert(own.end(), rest.begin(), rest.end());
  own.push_back(measured_param());
  return own;
}

}  // namespace engine
