#include "engine/preparations/picture_moves.h"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

// One pixel of a plane, also beyond its border.
double pixel(const Scalar* plane, int64_t height, int64_t width, int64_t y, int64_t x, Beyond beyond) {
  const bool inside = y >= 0 && y < height && x >= 0 && x < width;
  if (!inside && beyond == Beyond::zero) return 0;
  return static_cast<double>(
      plane[std::clamp<int64_t>(y, 0, height - 1) * width + std::clamp<int64_t>(x, 0, width - 1)]);
}

}  // namespace

void warp_picture(const Shape& shape, const Warp& warp, Beyond beyond, const Scalar* in, Scalar* out) {
  const int64_t height = shape[1], width = shape[2], plane = height * width;
  const double mid_x = static_cast<double>(width - 1) / 2, mid_y = static_cast<double>(height - 1) / 2;
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      const double u = static_cast<double>(x) - mid_x, v = static_cast<double>(y) - mid_y;
      const double from_x = mid_x + warp.xx * u + warp.xy * v + warp.column;
      const double from_y = mid_y + warp.yx * u + warp.yy * v + warp.row;
      const double left = std::floor(from_x), top = std::floor(from_y), a = from_x - left, b = from_y - top;
      const auto x0 = static_cast<int64_t>(left), y0 = static_cast<int64_t>(top);
      for (int64_t c = 0; c < shape[0]; ++c) {
        const Scalar* from = in + c * plane;
        const auto at = [&](int64_t dy, int64_t dx) { return pixel(from, height, width, y0 + dy, x0 + dx, beyond); };
        const double upper = (1 - a) * at(0, 0) + (a > 0 ? a * at(0, 1) : 0);
        const double lower = b > 0 ? (1 - a) * at(1, 0) + (a > 0 ? a * at(1, 1) : 0) : 0;
        out[c * plane + y * width + x] = static_cast<Scalar>((1 - b) * upper + (b > 0 ? b * lower : 0));
      }
    }
  }
}

// Rows grow downwards, so that the picture turns counterclockwise when what is asked for turns clockwise.
Warp turn(double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {.xx = c, .xy = -s, .yx = s, .yy = c};
}

ParamSpec beyond_param() {
  return {.key = "beyond",
          .label = "Beyond the border",
          .help = "What fills the place that the picture leaves.",
          .default_value = std::string("edge"),
          .choices = {{"edge", "Nearest pixel"}, {"zero", "Zeros"}}};
}

Beyond beyond_of(const Params& params) { return get_text(params, "beyond") == "zero" ? Beyond::zero : Beyond::edge; }

}  // namespace engine
