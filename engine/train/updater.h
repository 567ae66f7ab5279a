// From gradients to new parameters: penalties, clipping and the optimizer with its memory.
#pragma once

#include <vector>

#include "engine/graph/checkpoint.h"
#include "engine/graph/experiment.h"
#include "engine/graph/network.h"
#include "engine/schema/optimizer_type.h"
#include "engine/tensor/numbers.h"

namespace engine {

class Updater {
 public:
  // Another optimizer starts with an empty memory; the same one keeps it. `params` are resolved.
  void set_optimizer(const OptimizerType& type, Params params, size_t parameters);
  // Which parameters of that part are trained: called after every change of what is frozen, off or held.
  void set_segments(const Network& network, NetworkPart part = NetworkPart::whole);
  // Takes over the memory of every parameter that kept its shape.
  void continue_from(const Updater& old, const Network& old_network, const Network& network);
  void start_again();
  // The memory of the parameters of that part.
  void exchange(CheckpointExchange& x, const std::string& prefix, const Network& network, NetworkPart part);

  void regularize(const Regularization& r, Network& network) const;
  // Frozen units and held weights keep their values to the bit.
  void update(Network& network);

  const OptimizerType* type() const { return type_; }
  // The rate of the next update; the optimizer's own one, which a schedule starts from, is base_rate.
  void set_rate(double rate) { std::get<double>(*rate_) = rate; }
  double base_rate() const { return base_rate_; }

 private:
  // A piece of the flat parameters that is trained, and whether L1 and L2 apply to it.
  struct Segment {
    int64_t begin, count;
    bool decays;
  };

  const OptimizerType* type_ = nullptr;
  Params params_;
  ParamValue* rate_ = nullptr;  // params_["learning_rate"]
  double base_rate_ = 0;
  std::vector<Segment> segments_;                  // one per trained parameter
  std::vector<std::pair<int64_t, int64_t>> runs_;  // neighbouring segments joined: begin, count
  // What does not move although it lies within them, and room for its values.
  std::vector<Network::Piece> held_;
  Numbers held_values_;
  Numbers slots_[3];
  int64_t updates_ = 0;
};

}  // namespace engine
