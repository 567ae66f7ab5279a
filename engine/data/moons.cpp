// Two interlocked half circles, as scikit-learn's make_moons, three times as large and centred.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_moons(const DatasetRequest& request) {
  constexpr double kScale = 3;
  Dataset set = empty_set(request.size, 2, 2);
  Rng rng = set_rng(request);
  const double spread = 1.5 * request.noise;
  const auto half = static_cast<double>((request.size + 1) / 2);
  for (int64_t i = 0; i < request.size; ++i) {
    const bool upper = i % 2 == 1;
    const double angle = kPi * (static_cast<double>(i / 2) + 0.5) / half;
    const double x = upper ? std::cos(angle) : 1 - std::cos(angle);
    const double y = upper ? std::sin(angle) : 0.5 - std::sin(angle);
    put_noisy(set, i, kScale * (x - 0.5), kScale * (y - 0.25), spread, rng, upper ? 1 : 0);
  }
  return set;
}

}  // namespace

const DatasetType& moons_dataset() {
  static const DatasetType type{
      .id = "moons",
      .title = "Two moons",
      .category = "Classify",
      .summary = "Two interlocked half circles. The border between them is one smooth curve.",
      .params = {},
      .make = make_moons,
  };
  return type;
}

}  // namespace engine
