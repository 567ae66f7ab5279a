// What generated images, series and symbols share: a set of the right shape, each sample drawn from random numbers of
// its own, so that the first samples of a larger set are those of a smaller one. Holds no formulas.
#pragma once

#include "engine/core/parallel.h"
#include "engine/core/rng.h"
#include "engine/schema/dataset_type.h"

namespace engine {

inline Dataset sample_set(const DatasetRequest& request, Shape sample, Shape target, int64_t classes) {
  Dataset set;
  set.inputs.resize(request.size, sample);
  set.target_shape = target;
  set.targets.resize(static_cast<size_t>(request.size * target.count()));
  set.classes = classes;
  return set;
}

// draw(index, rng, inputs, targets) fills sample `index`; it is called on several threads.
template <class Draw>
void draw_samples(const DatasetRequest& request, const char* stream, Dataset& set, const Draw& draw) {
  constexpr int64_t kGrain = 16;
  const int64_t answers = set.target_shape.count();
  parallel_for(set.rows(), kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Rng rng(request.seed, stream_of(stream, static_cast<uint64_t>(i)));
      draw(i, rng, set.inputs.row(i), set.targets.data() + i * answers);
    }
  });
}

// One target in `noise` is replaced by a class drawn at random: what "noise" means for symbols.
inline Scalar mislabelled(Scalar target, int64_t classes, double noise, Rng& rng) {
  const bool wrong = rng.uniform() < noise;
  const auto other = static_cast<Scalar>(rng.below(static_cast<uint64_t>(classes)));
  return wrong ? other : target;
}

}  // namespace engine
