// From numbers as the network sees them to the data's own, for points of a plane.
#pragma once

#include "engine/data/prepare.h"

namespace app {

class PlaneScale {
 public:
  explicit PlaneScale(const engine::PreparedData& data) {
    engine::Scalar seen[2][2] = {};
    for (int side = 0; side < 2; ++side) {
      const engine::Scalar corner[2] = {static_cast<engine::Scalar>(side == 0 ? data.low[0] : data.high[0]),
                                        static_cast<engine::Scalar>(side == 0 ? data.low[1] : data.high[1])};
      data.transform(corner, seen[side]);
    }
    for (int k = 0; k < 2; ++k) {
      const double span = static_cast<double>(seen[1][k]) - static_cast<double>(seen[0][k]);
      scale_[k] = span != 0 ? (data.high[k] - data.low[k]) / span : 1;
      shift_[k] = data.low[k] - scale_[k] * static_cast<double>(seen[0][k]);
    }
  }
  double raw(float seen, int axis) const { return shift_[axis] + scale_[axis] * static_cast<double>(seen); }

 private:
  double scale_[2], shift_[2];
};

// Whether samples are points of a plane for the network too.
inline bool is_plane(const engine::PreparedData& data) { return data.plane() && data.input_shape == engine::Shape{2}; }

}  // namespace app
