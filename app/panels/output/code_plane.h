// The plane through the codes of an autoencoder: their own two numbers, or else their first two principal components
// (about their mean). Draws nothing.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/train/snapshot.h"

namespace app {

class CodePlane {
 public:
  // `codes`: [samples, numbers].
  void lay(const engine::WatchedTensor& codes);

  size_t width() const { return static_cast<size_t>(width_); }  // numbers of a code; 0 before the first lay()
  double reach() const { return reach_; }                       // the plane shows -reach .. reach both ways
  const std::vector<std::array<double, 2>>& points() const { return points_; }  // of the samples
  // Where a code lies; the code of a place, added to `out`.
  std::array<double, 2> place(std::span<const float> code) const;
  void add_code(std::array<double, 2> at, std::vector<float>& out) const;

 private:
  int64_t width_ = 0;
  double reach_ = 1;
  std::vector<double> mean_;
  std::array<std::vector<double>, 2> axes_;
  std::vector<std::array<double, 2>> points_;
};

}  // namespace app
