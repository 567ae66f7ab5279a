// Two arms wound around each other: the hardest of the small sets (Lang and Witbrock 1988).
#include "engine/data/planar_set.h"

namespace engine {
namespace {

// Archimedean arms, radius 0.35 .. 5.35; at 1.25 turns neighbouring arms are 2 apart. The arms start a little outside
// the middle, where they would otherwise touch and no network could tell them apart.
Result<Dataset> make_spiral(const DatasetRequest& request) {
  Dataset set = empty_set(request.size, 2, 2);
  Rng rng = set_rng(request);
  const double spread = 0.6 * request.noise, turns = get_double(request.params, "turns");
  const auto half = static_cast<double>((request.size + 1) / 2);
  for (int64_t i = 0; i < request.size; ++i) {
    const auto arm = static_cast<double>(i % 2);
    const double along = (static_cast<double>(i / 2) + 0.5) / half;
    const double radius = 0.35 + 5 * along;
    const double angle = turns * 2 * kPi * along + kPi * (1 - arm);
    put_noisy(set, i, radius * std::sin(angle), radius * std::cos(angle), spread, rng, arm);
  }
  return set;
}

}  // namespace

const DatasetType& spiral_dataset() {
  static const DatasetType type{
      .id = "spiral",
      .title = "Two spirals",
      .category = "Classify",
      .summary = "Two arms wound around each other. A small network needs two hidden layers and some patience.",
      .params = {{.key = "turns",
                  .label = "Turns",
                  .help = "How often each arm winds around the middle.",
                  .default_value = 1.25,
                  .minimum = 0.5,
                  .maximum = 3,
                  .step = 0.25}},
      .make = make_spiral,
  };
  return type;
}

}  // namespace engine
