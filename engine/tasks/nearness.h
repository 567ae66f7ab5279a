// How well chains cover samples, and how few of them are elsewhere: distances to the nearest, where samples are few
// numbers.
#pragma once

#include <vector>

#include "engine/data/prepare.h"

namespace engine {

class Nearness {
 public:
  static constexpr int64_t kMostNumbers = 4;  // of a sample
  static constexpr int64_t kMostSamples = 400;
  static constexpr int64_t kNeighbour = 5;

  // Looks at the first samples of a part; without effect where samples have more numbers.
  void look_at(const PreparedData& data, Split split);
  bool known() const { return radii_.size() > kNeighbour; }

  // The radius of a sample is the distance to its kNeighbour-th nearest other one. Share of the chains that lie within
  // the radius of a sample, and of the samples that have a chain within their radius. `chains` [chains, sample].
  struct Shares {
    double chains = 0, samples = 0;
  };
  Shares compare(ConstView chains);

 private:
  double squared(const Scalar* a, const Scalar* b) const;

  Tensor samples_;
  std::vector<double> radii_;  // squared
  std::vector<char> reached_;  // samples
};

}  // namespace engine
