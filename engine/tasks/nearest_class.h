// Which class a made sample of many numbers, such as a picture, is taken for: that of the nearest real sample, unless
// it is further away than real samples are from each other (Kynkaanniemi et al. 2019: their k-th nearest neighbours).
#pragma once

#include <vector>

#include "engine/data/prepare.h"

namespace engine {

class NearestClass {
 public:
  static constexpr int64_t kMostSamples = 1000;
  static constexpr int64_t kNeighbour = 20;

  // Looks at the first training samples, which have one class each.
  void look_at(const PreparedData& data);
  void forget() { radii_.clear(); }
  bool known() const { return !radii_.empty(); }
  // Adds one to the count of the class that a sample is taken for. `samples` [rows, sample]; counts [classes].
  void count(ConstView samples, std::vector<int64_t>& counts);

 private:
  static constexpr int64_t kRows = 64;  // of a pass
  // Squared distances of samples, kRows at most, to all that were looked at: distances_ [rows, samples].
  void measure(ConstView samples);

  Tensor samples_;
  std::vector<int32_t> classes_;
  std::vector<double> norms_, radii_;  // squared
  std::vector<Scalar> products_;
  std::vector<double> distances_;
};

}  // namespace engine
