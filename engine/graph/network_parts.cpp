// A network in parts: divided by a gate, of which each part runs by itself, or gone on with from the middle.
#include <algorithm>

#include "engine/core/check.h"
#include "engine/graph/network.h"
#include "engine/graph/network_step.h"

namespace engine {

// A gate with every way from the input to the output through it: then all in front of it come first.
void Network::find_gate() {
  for (size_t i = 0; i < steps_.size(); ++i) {
    if (info_.nodes[static_cast<size_t>(steps_[i]->node)].type->gate) gate_step_ = i;
  }
  for (size_t i = gate_step_ + 1; i < steps_.size(); ++i) {
    for (const int source : steps_[i]->sources) {
      if (static_cast<size_t>(source) < gate_step_) gate_step_ = 0;
    }
  }
  if (gate_step_ > 0) gate_output_ = steps_[gate_step_]->output;
}

ConstView Network::forward_part(NetworkPart part, ConstView input, Mode mode, Rng* rng) {
  if (part == NetworkPart::whole) return forward(input, mode, rng);
  CHECK(gate_step_ > 0, "only a gate divides a network");
  Step& gate = *steps_[gate_step_];
  const bool front = part == NetworkPart::front;
  CHECK(input.rows <= max_rows_ && input.shape == (front ? input_shape_ : gate.shape), "the input fits the network");
  rows_ = input.rows;
  if (front) {
    take_input(input);
  } else {
    gate.output = const_cast<Scalar*>(input.data);  // NOLINT: only read
  }
  run(front ? 0 : gate_step_ + 1, front ? gate_step_ + 1 : steps_.size(), mode, rng);
  gate.output = gate_output_;
  return front ? ConstView{gate_output_, rows_, gate.shape} : activation(output_);
}

ConstView Network::forward_from(int node, ConstView values) {
  const auto at = static_cast<size_t>(step_of_[static_cast<size_t>(node)]);
  CHECK(steps_[at]->layer && values.rows <= max_rows_ && values.columns() == steps_[at]->shape.count(),
        "the values are those of a layer");
  rows_ = values.rows;
  std::copy_n(values.data, values.count(), steps_[at]->output);
  if (!steps_[at]->off.empty()) steps_[at]->switch_off(rows_);
  run(at + 1, steps_.size(), Mode::evaluation, nullptr);
  return activation(output_);
}

void Network::backward_behind(ConstView d_output, bool parameters, bool at_gate) {
  CHECK(d_output.rows == rows_ && gate_step_ > 0, "backward follows the forward pass of the same rows");
  Step& last = *steps_[static_cast<size_t>(step_of_[static_cast<size_t>(output_)])];
  std::copy_n(d_output.data, d_output.count(), last.d_output);
  run_back(gate_step_ + 1, steps_.size(), at_gate, parameters);
}

void Network::backward_front() { run_back(0, gate_step_ + 1, false, true); }

int Network::gate() const { return gate_step_ > 0 ? steps_[gate_step_]->node : -1; }

NetworkPart Network::part_of(int node) const {
  if (gate_step_ == 0) return NetworkPart::whole;
  const auto at = static_cast<size_t>(step_of_[static_cast<size_t>(node)]);
  return at <= gate_step_ ? NetworkPart::front : NetworkPart::behind;
}

}  // namespace engine
