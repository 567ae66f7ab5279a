// The fields of a board, black and white: many corners, for networks with too few units.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_checkerboard(const DatasetRequest& request) {
  const int64_t fields = get_int(request.params, "fields");
  const double width = 2 * 5.5 / static_cast<double>(fields);
  Dataset set = empty_set(request.size, 2, 2);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const uint64_t colour = static_cast<uint64_t>(i % 2);
    uint64_t column = 0, row = 0;
    do {  // draws until the field has the colour whose turn it is: both are equally frequent
      column = rng.below(static_cast<uint64_t>(fields));
      row = rng.below(static_cast<uint64_t>(fields));
    } while ((column + row) % 2 != colour);
    const double x = -5.5 + width * (static_cast<double>(column) + rng.uniform());
    const double y = -5.5 + width * (static_cast<double>(row) + rng.uniform());
    put_noisy(set, i, x, y, request.noise, rng, static_cast<double>(colour));
  }
  return set;
}

}  // namespace

const DatasetType& checkerboard_dataset() {
  static const DatasetType type{
      .id = "checkerboard",
      .title = "Checkerboard",
      .category = "Classify",
      .summary = "The fields of a board. Shows how many units it takes to draw many corners.",
      .params = {{.key = "fields",
                  .label = "Fields per side",
                  .help = "Number of fields along each side of the board.",
                  .default_value = int64_t{4},
                  .minimum = 2,
                  .maximum = 8,
                  .step = 1}},
      .make = make_checkerboard,
  };
  return type;
}

}  // namespace engine
