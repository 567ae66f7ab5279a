// Moving pictures [channels, height, width] about: what the augmentations share.
#pragma once

#include <string>
#include <vector>

#include "engine/schema/preparation_type.h"

namespace engine {

// What stands beyond the border of a picture: its nearest pixel, or 0.
enum class Beyond { edge, zero };

// out(y, x) = in at (row + y' , column + x') with (x', y') = matrix applied to (x, y), both measured from the middle of
// the picture, by bilinear interpolation. `matrix`: xx, xy, yx, yy.
struct Warp {
  double xx = 1, xy = 0, yx = 0, yy = 1;
  double column = 0, row = 0;
};
void warp_picture(const Shape& shape, const Warp& warp, Beyond beyond, const Scalar* in, Scalar* out);
// Turns by `angle` in radians, counterclockwise.
Warp turn(double angle);

ParamSpec beyond_param();
Beyond beyond_of(const Params& params);

}  // namespace engine
