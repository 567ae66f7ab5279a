#include "app/panels/microscope/lattice_numbers.h"

#include <cmath>

#include "engine/tensor/kernels/chain.h"

namespace app {
namespace {

engine::kernels::Chain chain_of(int64_t steps, const std::vector<float>& scores, const std::vector<float>& transitions,
                                const std::vector<float>& start, const std::vector<float>& end) {
  return {steps, static_cast<int64_t>(start.size()), scores.data(), transitions.data(), start.data(), end.data()};
}

}  // namespace

void LatticeNumbers::set(std::span<const float> scores, int64_t count, std::span<const float> transitions,
                         std::span<const float> start, std::span<const float> end) {
  steps_ = count;
  tags_ = static_cast<int64_t>(start.size());
  const auto size = static_cast<size_t>(steps_ * tags_);
  scores_.assign(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(size));
  transitions_.assign(transitions.begin(), transitions.end());
  start_.assign(start.begin(), start.end());
  end_.assign(end.begin(), end.end());
  for (auto* v : {&up_to_, &behind_, &chances_, &margins_, &tag_before_, &tag_behind_}) v->resize(size);
  room_.resize(2 * size);
  best_.resize(static_cast<size_t>(steps_));
  const engine::kernels::Chain chain = chain_of(steps_, scores_, transitions_, start_, end_);
  sum_ = engine::kernels::chain_sum(chain, up_to_.data());
  engine::kernels::chain_sum_behind(chain, behind_.data());
  for (size_t i = 0; i < size; ++i) {
    chances_[i] = static_cast<float>(std::exp(static_cast<double>(up_to_[i]) + static_cast<double>(behind_[i]) - sum_));
  }
  engine::kernels::chain_best(chain, margins_.data(), tag_before_.data(), tag_behind_.data(), room_.data());
  engine::kernels::chain_best_path(margins_.data(), steps_, tags_, best_.data());
}

float LatticeNumbers::pair(int64_t step, int64_t from, int64_t to) const {
  const double log = static_cast<double>(up_to_[at(step, from)]) + static_cast<double>(transition(from, to)) +
                     static_cast<double>(score(step + 1, to)) + static_cast<double>(behind_[at(step + 1, to)]);
  return static_cast<float>(std::exp(log - sum_));
}

std::vector<float> LatticeNumbers::best_through(int64_t step, int64_t tag) const {
  std::vector<float> path(static_cast<size_t>(steps_));
  path[static_cast<size_t>(step)] = static_cast<float>(tag);
  for (int64_t t = step; t > 0; --t) {
    path[static_cast<size_t>(t - 1)] = tag_before_[at(t, static_cast<int64_t>(path[static_cast<size_t>(t)]))];
  }
  for (int64_t t = step; t + 1 < steps_; ++t) {
    path[static_cast<size_t>(t + 1)] = tag_behind_[at(t, static_cast<int64_t>(path[static_cast<size_t>(t)]))];
  }
  return path;
}

double LatticeNumbers::path_chance(std::span<const float> path) const {
  const engine::kernels::Chain chain = chain_of(steps_, scores_, transitions_, start_, end_);
  return std::exp(engine::kernels::chain_score(chain, path.data()) - sum_);
}

}  // namespace app
