// Histograms of watched numbers, counted again only when the numbers are new. Draws nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/train/snapshot.h"

namespace app {

class BinnedValues {
 public:
  // Bins over -limit .. limit; a limit of 0 finds a round one. What lies outside goes into the bins at the ends.
  void count(const engine::WatchedTensor* t, const engine::Snapshot& s, int bins, double limit = 0);

  const std::vector<float>& counts() const { return counts_; }
  double limit() const { return limit_; }
  double deviation() const { return deviation_; }
  double norm() const { return norm_; }
  bool empty() const { return counts_.empty(); }

 private:
  struct Key {
    int64_t step = -1;
    uint64_t revision = 0;
    size_t count = 0;
    float low = 0, high = 0, first = 0, middle = 0;
    std::string node;
    bool operator==(const Key&) const = default;
  };
  Key key_;
  std::vector<float> counts_;
  double limit_ = 1, deviation_ = 0, norm_ = 0;
};

}  // namespace app
