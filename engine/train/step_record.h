// What is kept of the last step for those who look on, where it is asked for: by how much it moved every parameter, and
// how large the gradient of the loss was at every node. A step allocates nothing.
#pragma once

#include <span>
#include <vector>

#include "engine/graph/network.h"

namespace engine {

class StepRecord {
 public:
  struct Wish {
    bool update = false, flow = false;
    bool operator==(const Wish&) const = default;
  };
  // From the next step on, also when one is on.
  void want(Wish wish, const Network& network);
  // Nothing is known until the next step.
  void forget() { has_update_ = has_flow_ = false; }

  // Around a step; after the backward pass of one of its updates, which was for that part of the network.
  void begin(const Network& network);
  void gradients(const Network& network, NetworkPart part);
  void end(const Network& network);

  // Parameters after the step less those before it, as they lie in Network::parameters(); empty when not known.
  std::span<const Scalar> update() const {
    return has_update_ ? std::span<const Scalar>(update_) : std::span<const Scalar>();
  }
  // By node: the norm of the gradient of the loss by its output [rows, shape] of the batch; NaN for the input. Empty
  // when not known.
  std::span<const double> flow() const {
    return has_flow_ ? std::span<const double>(flow_) : std::span<const double>();
  }

 private:
  Wish wish_, begun_;  // begun: of the step that is on
  bool has_update_ = false, has_flow_ = false;
  std::vector<Scalar> update_;  // during a step: the parameters before it
  std::vector<double> flow_;
};

}  // namespace engine
