// Linear chains of tags: every path through a lattice [steps, tags] has a score, made of a score for each tag at each
// step, for each pair of neighbours and for both ends. Sums over all paths are worked out in logarithms.
#pragma once

#include <cstdint>

#include "engine/tensor/scalar.h"

namespace engine::kernels {

constexpr int64_t kChainRows = 8;  // of a batch, in one piece of work

// score(y) = start[y_0] + sum_t scores[t, y_t] + sum_t transitions[y_(t-1), y_t] + end[y_(steps-1)]
struct Chain {
  int64_t steps = 0, tags = 0;                    // at least one of each
  const Scalar* scores = nullptr;                 // [steps, tags]
  const Scalar* transitions = nullptr;            // [tags from, tags to]
  const Scalar *start = nullptr, *end = nullptr;  // [tags]
};

// Of one path [steps], tags as numbers.
double chain_score(const Chain& chain, const Scalar* path);

// log sum_y exp(score(y)). before [steps, tags]: the same sum over the paths that lead to a tag of a step, its own
// score included.
double chain_sum(const Chain& chain, Scalar* before);
// behind [steps, tags]: the sum over all that can follow a tag of a step, without its own score.
void chain_sum_behind(const Chain& chain, Scalar* behind);

// Where the gradients of a loss go: they are added. Null: not wanted.
struct ChainGradients {
  Scalar *scores = nullptr, *transitions = nullptr, *start = nullptr, *end = nullptr;
};
// -log p(path) = log sum_y exp(score(y)) - score(path). Adds to the gradients `scale` times its own: the probability
// with which each score is used, minus what the path uses. `room`: [2, steps, tags]. Lafferty et al. 2001.
double chain_loss(const Chain& chain, const Scalar* path, Scalar scale, Scalar* room, const ChainGradients& d);

// By how much the best path (Viterbi 1967) through each tag of each step beats the best one that does not lead through
// it: above 0 along the best path of all, below 0 elsewhere (by 1e-6 at least: of equal paths one is chosen); 0 where
// there is one tag only. margins, before, behind [steps, tags]: before and behind are the tags that come before and
// after on the best path through each. `room`: [2, steps, tags].
void chain_best(const Chain& chain, Scalar* margins, Scalar* before, Scalar* behind, Scalar* room);
// The best path [steps] from the margins.
void chain_best_path(const Scalar* margins, int64_t steps, int64_t tags, Scalar* path);
// Adds the gradients that reach the scores from those of the margins [steps, tags]. `room`: [2, steps, tags].
void chain_best_backward(const Chain& chain, const Scalar* d_margins, const Scalar* margins, const Scalar* before,
                         const Scalar* behind, Scalar* room, const ChainGradients& d);

}  // namespace engine::kernels
