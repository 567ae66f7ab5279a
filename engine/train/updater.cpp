#include "engine/train/updater.h"

#include <algorithm>
#include <cmath>

#include "engine/tensor/kernels/elementwise.h"

namespace engine {

void Updater::set_optimizer(const OptimizerType& type, Params params, size_t parameters) {
  params_ = std::move(params);
  rate_ = &params_.at("learning_rate");
  base_rate_ = std::get<double>(*rate_);
  if (type_ == &type) return;
  type_ = &type;
  updates_ = 0;
  for (int i = 0; i < 3; ++i) slots_[i].assign(i < type.slots ? parameters : 0, Scalar(0));
}

void Updater::set_segments(const Network& network, NetworkPart part) {
  segments_.clear();
  runs_.clear();
  held_ = network.held(part);
  int64_t held = 0;
  for (const Network::Piece& piece : held_) held += piece.count;
  held_values_.assign(static_cast<size_t>(held), Scalar(0));
  for (size_t node : network.info().order) {
    if (network.frozen(static_cast<int>(node))) continue;
    if (part != NetworkPart::whole && network.part_of(static_cast<int>(node)) != part) continue;
    for (const NodeParameter& p : network.node_parameters(static_cast<int>(node))) {
      if (!p.spec.trained) continue;
      segments_.push_back({p.offset, p.spec.shape.count(), p.spec.decays});
      // The gap to the one before is padding, unless a frozen node lies between: joined only when close.
      const int64_t end = runs_.empty() ? 0 : runs_.back().first + runs_.back().second;
      if (!runs_.empty() && p.offset - end < 64 / static_cast<int64_t>(sizeof(Scalar))) {
        runs_.back().second = p.offset + p.spec.shape.count() - runs_.back().first;
      } else {
        runs_.emplace_back(p.offset, p.spec.shape.count());
      }
    }
  }
}

void Updater::continue_from(const Updater& old, const Network& old_network, const Network& network) {
  if (old.type_ != type_) return;
  updates_ = old.updates_;
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    const int other = old_network.find(network.spec().nodes[i].id);
    if (other < 0) continue;
    for (const NodeParameter& p : network.node_parameters(static_cast<int>(i))) {
      for (const NodeParameter& q : old_network.node_parameters(other)) {
        if (p.spec.name != q.spec.name || !(p.spec.shape == q.spec.shape)) continue;
        for (int k = 0; k < type_->slots; ++k) {
          std::copy_n(old.slots_[k].data() + q.offset, p.spec.shape.count(), slots_[k].data() + p.offset);
        }
      }
    }
  }
}

void Updater::start_again() {
  for (auto& slot : slots_) std::fill(slot.begin(), slot.end(), Scalar(0));
  updates_ = 0;
}

void Updater::regularize(const Regularization& r, Network& network) const {
  Scalar* g = network.gradients().data();
  const Scalar* w = network.parameters().data();
  if (r.l1 != 0 || r.l2 != 0) {
    for (const Segment& s : segments_) {
      if (s.decays) kernels::add_penalty_gradient(g + s.begin, w + s.begin, Scalar(r.l1), Scalar(r.l2), s.count);
    }
  }
  for (const Network::Piece& piece : held_) std::fill_n(g + piece.begin, piece.count, Scalar(0));
  if (r.clip_value > 0) {
    for (const auto& [begin, count] : runs_) kernels::clip(g + begin, Scalar(r.clip_value), count);
  }
  if (r.clip_norm > 0) {  // torch.nn.utils.clip_grad_norm_
    double sum = 0;
    for (const auto& [begin, count] : runs_) sum += kernels::sum_squares(g + begin, count);
    const double factor = r.clip_norm / (std::sqrt(sum) + 1e-6);
    if (factor < 1) {
      for (const auto& [begin, count] : runs_) kernels::scale(g + begin, Scalar(factor), count);
    }
  }
}

void Updater::update(Network& network) {
  ++updates_;
  Scalar* const w = network.parameters().data();
  Scalar* kept = held_values_.data();
  for (const Network::Piece& piece : held_) kept = std::copy_n(w + piece.begin, piece.count, kept);
  for (const auto& [begin, count] : runs_) {
    OptimizerPass pass;
    pass.w = network.parameters().data() + begin;
    pass.g = network.gradients().data() + begin;
    for (int i = 0; i < 3; ++i) pass.slot[i] = slots_[i].empty() ? nullptr : slots_[i].data() + begin;
    pass.count = count;
    pass.step = updates_;
    type_->update(params_, pass);
  }
  const Scalar* value = held_values_.data();
  for (const Network::Piece& piece : held_) {
    std::copy_n(value, piece.count, w + piece.begin);
    value += piece.count;
  }
}

}  // namespace engine
