#include "engine/tasks/tag_chain.h"

#include <algorithm>
#include <numeric>

#include "engine/core/check.h"
#include "engine/core/parallel.h"
#include "engine/tensor/kernels/elementwise.h"

namespace engine {
namespace {

using kernels::kChainRows;

int64_t pieces(int64_t rows) { return (rows + kChainRows - 1) / kChainRows; }

int64_t offset_of(const Network& network, int node, std::string_view name) {
  for (const NodeParameter& p : network.node_parameters(node)) {
    if (p.spec.name == name) return p.offset;
  }
  CHECK(false, "a layer that chains tags has the parameters that say so");
  return 0;
}

bool is_chain(const Network& network, int node) {
  return network.info().nodes[static_cast<size_t>(node)].type->chains_tags;
}

// A sequence that has a class again behind a step without one.
bool has_gaps(const PreparedData& data) {
  const auto steps = static_cast<size_t>(data.target_shape.count());
  for (const std::vector<Scalar>& targets : data.targets) {
    for (size_t i = 1; i < targets.size(); ++i) {
      if (i % steps != 0 && targets[i] >= 0 && targets[i - 1] < 0) return true;
    }
  }
  return false;
}

int64_t labelled(ConstView classes, int64_t row) {
  const Scalar* c = classes.row(row);
  return std::find_if(c, c + classes.columns(), [](Scalar x) { return x < 0; }) - c;
}

}  // namespace

Status TagChain::check(const Network& network, bool labels, const LossType& loss, const Params& loss_params,
                       const PreparedData& data) {
  for (size_t i = 0; i < network.spec().nodes.size(); ++i) {
    const int node = static_cast<int>(i);
    if (!is_chain(network, node)) continue;
    const std::string &where = network.spec().nodes[i].id, &title = network.info().nodes[i].type->title;
    if (node != network.output_index() || !labels) {
      return error_at(where, "{} can only be the last layer of a network that learns from labels; remove it here.",
                      title);
    }
    if (loss.coding != TargetCoding::class_index || loss_params != defaults(loss.params)) {
      return error_at(where, "{} learns by the cross-entropy of the whole path; choose cross-entropy as it is.", title);
    }
    if (data.raw.classes == 0 || data.target_shape.rank() != 1) {
      return error_at(where, "{} chooses a class for each step, which this data does not ask for; remove the layer.",
                      title);
    }
    if (has_gaps(data)) {
      return error_at(where, "{} needs a class for each step up to the end, but this data leaves some out; remove it.",
                      title);
    }
    const Shape& shape = network.output_shape();
    if (shape[1] == data.raw.classes) continue;
    return error_at(where, "{} chooses among {} tags, but the data has {} classes; give the layer in front {} units.",
                    title, shape[1], data.raw.classes, data.raw.classes);
  }
  return {};
}

std::optional<TagChain> TagChain::of(const Network& network) {
  const int node = network.output_index();
  if (!is_chain(network, node)) return std::nullopt;
  TagChain chain;
  chain.node_ = node;
  for (const EdgeSpec& edge : network.spec().edges) {
    if (edge.to == network.spec().nodes[static_cast<size_t>(node)].id) chain.source_ = network.find(edge.from);
  }
  chain.steps_ = network.output_shape()[0];
  chain.tags_ = network.output_shape()[1];
  chain.transitions_ = offset_of(network, node, "transitions");
  chain.start_ = offset_of(network, node, "start_transitions");
  chain.end_ = offset_of(network, node, "end_transitions");
  const int64_t rows = network.max_rows();
  chain.room_.resize(static_cast<size_t>(rows * 2 * chain.steps_ * chain.tags_));
  chain.sums_.resize(static_cast<size_t>(pieces(rows) * (chain.tags_ + 2) * chain.tags_));
  chain.losses_.resize(static_cast<size_t>(rows));
  return chain;
}

double TagChain::loss(const Network& network, ConstView scores, ConstView classes, Scalar* d_scores) const {
  const Scalar* parameters = network.parameters().data();
  const int64_t lattice = steps_ * tags_, all = (tags_ + 2) * tags_;
  int64_t counted = 0;
  for (int64_t row = 0; row < scores.rows; ++row) counted += labelled(classes, row);
  const auto scale = static_cast<Scalar>(counted > 0 ? 1 / static_cast<double>(counted) : 0);
  if (d_scores) {
    kernels::fill(d_scores, 0, scores.count());
    kernels::fill(sums_.data(), 0, pieces(scores.rows) * all);
  }
  parallel_for(scores.rows, kChainRows, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      const int64_t steps = labelled(classes, row);
      const kernels::Chain chain{
          steps, tags_, scores.row(row), parameters + transitions_, parameters + start_, parameters + end_};
      kernels::ChainGradients d;
      if (d_scores) {
        d.scores = d_scores + row * lattice;
        d.transitions = sums_.data() + row / kChainRows * all;
        d.start = d.transitions + tags_ * tags_;
        d.end = d.start + tags_;
      }
      Scalar* room = room_.data() + row * 2 * lattice;
      losses_[static_cast<size_t>(row)] = steps > 0 ? kernels::chain_loss(chain, classes.row(row), scale, room, d) : 0;
    }
  });
  for (int64_t piece = 1; d_scores && piece < pieces(scores.rows); ++piece)
    kernels::add(sums_.data(), sums_.data(), sums_.data() + piece * all, all);
  const double sum = std::accumulate(losses_.begin(), losses_.begin() + static_cast<std::ptrdiff_t>(scores.rows), 0.0);
  return counted > 0 ? sum / static_cast<double>(counted) : 0;
}

void TagChain::put_gradients(Network& network) const {
  if (network.frozen(node_)) return;
  Scalar* to = network.gradients().data();
  kernels::copy(to + transitions_, sums_.data(), tags_ * tags_);
  kernels::copy(to + start_, sums_.data() + tags_ * tags_, tags_);
  kernels::copy(to + end_, sums_.data() + tags_ * tags_ + tags_, tags_);
}

}  // namespace engine
