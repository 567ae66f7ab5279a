// Hills and hollows over two inputs: a surface that a linear model cannot follow at all.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

struct Bump {
  double x1, x2, height;
};

// y = sum over the bumps of height * exp(-distance^2 / (2 * 1.2^2)); places as in TensorFlow Playground's surface.
double surface(double x1, double x2) {
  constexpr Bump kBumps[] = {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};
  double y = 0;
  for (const Bump& b : kBumps) {
    const double distance2 = (x1 - b.x1) * (x1 - b.x1) + (x2 - b.x2) * (x2 - b.x2);
    y += b.height * std::exp(-distance2 / (2 * 1.2 * 1.2));
  }
  return y;
}

Result<Dataset> make_bump(const DatasetRequest& request) {
  Dataset set = empty_set(request.size, 2, 0);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const double x1 = rng.uniform(-5.5, 5.5), x2 = rng.uniform(-5.5, 5.5);
    put(set, i, x1, x2, surface(x1, x2) + 0.5 * request.noise * rng.normal());
  }
  return set;
}

}  // namespace

const DatasetType& bump_dataset() {
  static const DatasetType type{
      .id = "bump",
      .title = "Bump surface",
      .category = "Regress",
      .summary = "Three hills and three hollows. Shows how a network bends a surface over two inputs.",
      .params = {},
      .classes = 0,
      .make = make_bump,
  };
  return type;
}

}  // namespace engine
