// A disc inside a ring: the smallest set that no straight line divides.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_circle(const DatasetRequest& request) {
  Dataset set = empty_set(request.size, 2, 2);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const bool inside = i % 2 == 1;
    const double radius = inside ? rng.uniform(0, 2.5) : rng.uniform(3.5, 5);
    const double angle = rng.uniform(0, 2 * kPi);
    put_noisy(set, i, radius * std::sin(angle), radius * std::cos(angle), 1.5 * request.noise, rng, inside ? 1 : 0);
  }
  return set;
}

}  // namespace

const DatasetType& circle_dataset() {
  static const DatasetType type{
      .id = "circle",
      .title = "Circle",
      .category = "Classify",
      .summary = "A disc inside a ring. A hidden layer of three units can close a curve around the disc.",
      .params = {},
      .make = make_circle,
  };
  return type;
}

}  // namespace engine
