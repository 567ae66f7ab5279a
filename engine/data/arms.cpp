// Three to six spiral arms, one class each: the two spirals for cross-entropy and softmax.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_arms(const DatasetRequest& request) {
  const int64_t arms = get_int(request.params, "arms");
  Dataset set = empty_set(request.size, 2, arms);
  Rng rng = set_rng(request);
  const double spread = 0.6 * request.noise;
  const auto per_arm = static_cast<double>((request.size + arms - 1) / arms);
  const double turns = 3.5 / static_cast<double>(arms);  // neighbouring arms stay 1.43 apart, however many there are
  for (int64_t i = 0; i < request.size; ++i) {
    const auto arm = static_cast<double>(i % arms);
    const double along = (static_cast<double>(i / arms) + 0.5) / per_arm;
    const double radius = 0.5 + 5 * along;
    const double angle = 2 * kPi * (turns * along + arm / static_cast<double>(arms));
    put_noisy(set, i, radius * std::sin(angle), radius * std::cos(angle), spread, rng, arm);
  }
  return set;
}

}  // namespace

const DatasetType& arms_dataset() {
  static const DatasetType type{
      .id = "arms",
      .title = "Spiral arms",
      .category = "Classify",
      .summary = "Three to six arms of one spiral, one class each. Needs one output for each class.",
      .params = {{.key = "arms",
                  .label = "Arms",
                  .help = "Number of arms, which is the number of classes.",
                  .default_value = int64_t{3},
                  .minimum = 3,
                  .maximum = 6,
                  .step = 1}},
      .classes = -1,
      .make = make_arms,
  };
  return type;
}

}  // namespace engine
