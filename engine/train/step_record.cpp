#include "engine/train/step_record.h"

#include <algorithm>
#include <cmath>

#include "engine/tensor/kernels/elementwise.h"

namespace engine {

void StepRecord::want(Wish wish, const Network& network) {
  if (wish == wish_) return;
  if (wish.update != wish_.update) {
    has_update_ = begun_.update = false;
    update_.assign(wish.update ? network.parameters().size() : 0, Scalar(0));
    if (!wish.update) update_.shrink_to_fit();
  }
  if (wish.flow != wish_.flow) {
    has_flow_ = begun_.flow = false;
    flow_.assign(wish.flow ? network.spec().nodes.size() : 0, std::nan(""));
  }
  wish_ = wish;
}

void StepRecord::begin(const Network& network) {
  forget();
  begun_ = wish_;
  std::fill(flow_.begin(), flow_.end(), std::nan(""));  // of parts that take no step
  if (wish_.update) std::copy(network.parameters().begin(), network.parameters().end(), update_.begin());
}

void StepRecord::gradients(const Network& network, NetworkPart part) {
  for (size_t node = 0; node < flow_.size(); ++node) {
    const int n = static_cast<int>(node);
    if (part != NetworkPart::whole && network.part_of(n) != part) continue;
    const ConstView d = network.d_activation(n);
    flow_[node] = d ? std::sqrt(kernels::sum_squares(d.data, d.count())) : std::nan("");
  }
}

void StepRecord::end(const Network& network) {
  const std::span<const Scalar> now = network.parameters();
  for (size_t i = 0; begun_.update && i < update_.size(); ++i) update_[i] = now[i] - update_[i];
  has_update_ = begun_.update;
  has_flow_ = begun_.flow;
}

}  // namespace engine
