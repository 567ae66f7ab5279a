// Small clouds on a circle, one class each: the test of whether a generator makes all there is, or only a part.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

constexpr double kRadius = 4;

Result<Dataset> make_ring(const DatasetRequest& request) {
  const int64_t clouds = get_int(request.params, "clouds");
  Dataset set = empty_set(request.size, 2, clouds);
  Rng rng = set_rng(request);
  const double spread = 0.1 + request.noise;
  for (int64_t i = 0; i < request.size; ++i) {
    const int64_t k = i % clouds;
    const double angle = 2 * kPi * static_cast<double>(k) / static_cast<double>(clouds);
    put_noisy(set, i, kRadius * std::cos(angle), kRadius * std::sin(angle), spread, rng, static_cast<double>(k));
  }
  return set;
}

}  // namespace

const DatasetType& ring_dataset() {
  static const DatasetType type{
      .id = "ring",
      .title = "Ring of Gaussians",
      .category = "Classify",
      .summary = "Small clouds on a circle. For a generator it is hard to make all of them.",
      .params = {{.key = "clouds",
                  .label = "Clouds",
                  .help = "Number of clouds, which is the number of classes.",
                  .default_value = int64_t{8},
                  .minimum = 3,
                  .maximum = 12,
                  .step = 1}},
      .classes = -1,
      .make = make_ring,
  };
  return type;
}

}  // namespace engine
