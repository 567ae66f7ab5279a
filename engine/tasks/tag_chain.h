// Networks whose last layer chooses a whole path of tags (a CRF): the loss of a batch by the probability of the true
// paths, and its gradients. Such a layer (LayerType::chains_tags) has three parameters: "transitions" [tags from, tags
// to], "start_transitions" and "end_transitions" [tags].
#pragma once

#include <optional>
#include <vector>

#include "engine/data/prepare.h"
#include "engine/graph/network.h"
#include "engine/schema/loss_type.h"
#include "engine/tensor/kernels/chain.h"

namespace engine {

class TagChain {
 public:
  // The chain that the network ends in; none where it does not.
  static std::optional<TagChain> of(const Network& network);
  // Why a network with such layers cannot learn: they have to be the last one, learn from labels by the plain
  // cross-entropy, and want a class for each step up to the end of a sample.
  static Status check(const Network& network, bool labels, const LossType& loss, const Params& loss_params,
                      const PreparedData& data);

  // The node whose output the tags are scored by.
  int source() const { return source_; }
  // -log p(true path), the mean over all steps that have a class. scores [rows, steps, tags], classes [rows, steps], -1
  // behind the end. With d_scores: writes its gradient there, and keeps those of the parameters for put_gradients().
  double loss(const Network& network, ConstView scores, ConstView classes, Scalar* d_scores) const;
  // Writes the gradients of the last loss to those of the network, unless the layer is frozen.
  void put_gradients(Network& network) const;

 private:
  int node_ = -1, source_ = -1;
  int64_t steps_ = 0, tags_ = 0;
  int64_t transitions_ = 0, start_ = 0, end_ = 0;  // offsets into the parameters of the network
  // Two lattices for each row; gradients of the parameters for each piece of work.
  mutable std::vector<Scalar> room_, sums_;
  mutable std::vector<double> losses_;  // of each row
};

}  // namespace engine
