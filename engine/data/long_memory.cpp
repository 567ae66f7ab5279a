// Numbers to be remembered over many steps: a mark beside one or two of them says which. A plain recurrent network
// forgets them, because its gradients vanish on the way back; gated ones do not.
#include "engine/data/sample_set.h"

namespace engine {
namespace {

// "add": Hochreiter and Schmidhuber 1997, section 5.4: one mark in the first half and one in the second.
void draw_sequence(const DatasetRequest& request, Rng& rng, Scalar* inputs, Scalar* target) {
  const auto steps = static_cast<uint64_t>(get_int(request.params, "steps"));
  const uint64_t half = steps / 2;
  for (uint64_t t = 0; t < steps; ++t) {
    inputs[2 * t] = static_cast<Scalar>(rng.uniform(-1, 1));
    inputs[2 * t + 1] = 0;
  }
  const auto mark = [&](uint64_t t) {
    inputs[2 * t + 1] = 1;
    return inputs[2 * t];
  };
  if (get_text(request.params, "task") == "add") {
    const uint64_t first = rng.below(half), second = half + rng.below(steps - half);
    *target = mark(first) + mark(second);
  } else {
    *target = mark(rng.below(half));
  }
  *target += static_cast<Scalar>(0.5 * request.noise * rng.normal());
}

Result<Dataset> make_long_memory(const DatasetRequest& request) {
  Dataset set = sample_set(request, {get_int(request.params, "steps"), 2}, {}, 0);
  draw_samples(request, "long_memory", set,
               [&](int64_t, Rng& rng, Scalar* inputs, Scalar* target) { draw_sequence(request, rng, inputs, target); });
  set.target_name = "answer";
  return set;
}

}  // namespace

const DatasetType& long_memory_dataset() {
  static const DatasetType type{
      .id = "long_memory",
      .title = "Long memory",
      .category = "Series",
      .summary =
          "A long row of numbers, of which one or two are marked. The answer comes after the last step: plain "
          "recurrent networks have forgotten by then, gated ones remember.",
      .params = {{.key = "task",
                  .label = "Task",
                  .help = "What to say at the end.",
                  .default_value = std::string("add"),
                  .choices = {{"recall", "Repeat the marked number"}, {"add", "Add the two marked numbers"}}},
                 {.key = "steps",
                  .label = "Steps",
                  .help = "Length of each sequence. The longer, the more there is to forget.",
                  .default_value = int64_t{40},
                  .minimum = 4,
                  .maximum = 400,
                  .step = 1}},
      .dimensions = 0,
      .classes = 0,
      .default_noise = 0,
      .kind = SampleKind::series,
      .sample_shape =
          [](const Params& params) {
            return Shape{get_int(params, "steps"), 2};
          },
      .make = make_long_memory,
  };
  return type;
}

}  // namespace engine
