// The arithmetic of a lattice of tags: how likely each tag and each pair is, the best path, and how likely a path is.
// Draws nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace app {

class LatticeNumbers {
 public:
  // scores [steps, tags] of which the first `count` steps count (at least 1), transitions [tags, tags], start and end
  // [tags]. Works everything out.
  void set(std::span<const float> scores, int64_t count, std::span<const float> transitions,
           std::span<const float> start, std::span<const float> end);
  int64_t steps() const { return steps_; }
  int64_t tags() const { return tags_; }

  float score(int64_t step, int64_t tag) const { return scores_[at(step, tag)]; }
  float transition(int64_t from, int64_t to) const { return transitions_[static_cast<size_t>(from * tags_ + to)]; }
  // Probability of a tag at a step, and of a tag at a step with the one behind it: over all paths.
  float chance(int64_t step, int64_t tag) const { return chances_[at(step, tag)]; }
  float pair(int64_t step, int64_t from, int64_t to) const;
  // The best path [steps], and by how much the best one through a tag beats the best one that is not.
  std::span<const float> best() const { return best_; }
  float margin(int64_t step, int64_t tag) const { return margins_[at(step, tag)]; }
  // The best path through a tag.
  std::vector<float> best_through(int64_t step, int64_t tag) const;
  // Probability of a whole path [steps].
  double path_chance(std::span<const float> path) const;

 private:
  size_t at(int64_t step, int64_t tag) const { return static_cast<size_t>(step * tags_ + tag); }

  int64_t steps_ = 0, tags_ = 0;
  std::vector<float> scores_, transitions_, start_, end_;
  std::vector<float> up_to_, behind_, chances_;  // logarithms of sums, see kernels::chain_sum
  std::vector<float> margins_, tag_before_, tag_behind_, best_, room_;
  double sum_ = 0;
};

}  // namespace app
