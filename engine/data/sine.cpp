// A sine wave over one input: the first curve to bend a network around.
#include "engine/data/planar_set.h"

namespace engine {
namespace {

Result<Dataset> make_sine(const DatasetRequest& request) {
  const double amplitude = get_double(request.params, "amplitude"), frequency = get_double(request.params, "frequency");
  Dataset set = empty_set(request.size, 1, 0);
  Rng rng = set_rng(request);
  for (int64_t i = 0; i < request.size; ++i) {
    const double x = rng.uniform(-5.5, 5.5);
    set.inputs.row(i)[0] = static_cast<Scalar>(x);
    const double y = amplitude * (std::sin(frequency * x) + 0.5 * request.noise * rng.normal());
    set.targets[static_cast<size_t>(i)] = static_cast<Scalar>(y);
  }
  return set;
}

}  // namespace

const DatasetType& sine_dataset() {
  static const DatasetType type{
      .id = "sine",
      .title = "Sine wave",
      .category = "Regress",
      .summary = "A wave over one input. Each hidden unit contributes one bend of the curve.",
      .params = {{.key = "amplitude",
                  .label = "Amplitude",
                  .help = "Height of the wave.",
                  .default_value = 1.0,
                  .minimum = 0.1,
                  .maximum = 5,
                  .step = 0.1},
                 {.key = "frequency",
                  .label = "Frequency",
                  .help = "The wave is sin(frequency * x).",
                  .default_value = 1.0,
                  .minimum = 0.1,
                  .maximum = 4,
                  .step = 0.1}},
      .dimensions = 1,
      .classes = 0,
      .make = make_sine,
  };
  return type;
}

}  // namespace engine
