// A tilted plane over two inputs: linear regression with two weights.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_plane(const DatasetRequest& request) {
  const double slope1 = get_double(request.params, "slope1"), slope2 = get_double(request.params, "slope2");
  Dataset set = empty_set(request.size, 2, 0);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const double x1 = rng.uniform(-5.5, 5.5), x2 = rng.uniform(-5.5, 5.5);
    put(set, i, x1, x2, slope1 * x1 + slope2 * x2 + 0.5 * request.noise * rng.normal());
  }
  return set;
}

}  // namespace

const DatasetType& plane_dataset() {
  static const DatasetType type{
      .id = "plane",
      .title = "Plane",
      .category = "Regress",
      .summary = "A tilted plane over two inputs. One unit without activation finds both slopes.",
      .params = {{.key = "slope1",
                  .label = "Slope of x1",
                  .help = "How much y grows when x1 grows by 1.",
                  .default_value = 0.1,
                  .minimum = -1,
                  .maximum = 1,
                  .step = 0.05},
                 {.key = "slope2",
                  .label = "Slope of x2",
                  .help = "How much y grows when x2 grows by 1.",
                  .default_value = 0.1,
                  .minimum = -1,
                  .maximum = 1,
                  .step = 0.05}},
      .classes = 0,
      .make = make_plane,
  };
  return type;
}

}  // namespace engine
