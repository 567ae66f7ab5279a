// Exclusive or: opposite quarters of the plane belong together. What a single perceptron cannot learn.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_xor(const DatasetRequest& request) {
  constexpr double kGap = 0.3;  // keeps the quarters apart, as in TensorFlow Playground
  Dataset set = empty_set(request.size, 2, 2);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const bool same_sign = i % 2 == 1;
    const double a = rng.uniform(kGap, 5), b = rng.uniform(kGap, 5);
    const double side = rng.below(2) == 0 ? 1 : -1;
    put_noisy(set, i, side * a, side * (same_sign ? b : -b), 1.5 * request.noise, rng, same_sign ? 1 : 0);
  }
  return set;
}

}  // namespace

const DatasetType& xor_dataset() {
  static const DatasetType type{
      .id = "xor",
      .title = "Exclusive or",
      .category = "Classify",
      .summary = "Opposite quarters share a class. No single line divides them; two hidden units are enough.",
      .params = {},
      .make = make_xor,
  };
  return type;
}

}  // namespace engine
