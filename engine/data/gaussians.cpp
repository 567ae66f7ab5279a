// Two round clouds. One straight line divides them as well as anything can.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_gaussians(const DatasetRequest& request) {
  Dataset set = empty_set(request.size, 2, 2);
  Rng rng = set_rng(request);
  const double deviation = 0.6 + 2.4 * request.noise;
  for (int64_t i = 0; i < request.size; ++i) {
    const bool upper = i % 2 == 1;
    const double middle = upper ? 2 : -2;
    put_noisy(set, i, middle, middle, deviation, rng, upper ? 1 : 0);
  }
  return set;
}

}  // namespace

const DatasetType& gaussians_dataset() {
  static const DatasetType type{
      .id = "gaussians",
      .title = "Two Gaussians",
      .category = "Classify",
      .summary = "Two round clouds. A single unit, which is logistic regression, divides them.",
      .params = {},
      .make = make_gaussians,
  };
  return type;
}

}  // namespace engine
