// A straight line with noise, one input: linear regression, whose best weights are known in closed form.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_line(const DatasetRequest& request) {
  const double slope = get_double(request.params, "slope"), intercept = get_double(request.params, "intercept");
  Dataset set = empty_set(request.size, 1, 0);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const double x = rng.uniform(-5.5, 5.5);
    set.inputs.row(i)[0] = static_cast<Scalar>(x);
    set.targets[static_cast<size_t>(i)] = static_cast<Scalar>(slope * x + intercept + 2 * request.noise * rng.normal());
  }
  return set;
}

}  // namespace

const DatasetType& line_dataset() {
  static const DatasetType type{
      .id = "line",
      .title = "Noisy line",
      .category = "Regress",
      .summary = "Points along a straight line. One unit without activation finds slope and intercept.",
      .params = {{.key = "slope",
                  .label = "Slope",
                  .help = "How much y grows when x grows by 1.",
                  .default_value = 0.5,
                  .minimum = -5,
                  .maximum = 5,
                  .step = 0.1},
                 {.key = "intercept",
                  .label = "Intercept",
                  .help = "The value of y at x = 0.",
                  .default_value = 1.0,
                  .minimum = -10,
                  .maximum = 10,
                  .step = 0.1}},
      .dimensions = 1,
      .classes = 0,
      .make = make_line,
  };
  return type;
}

}  // namespace engine
