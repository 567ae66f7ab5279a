// Rows of ones and zeros of different lengths: is the number of ones even or odd? No part of the row is enough to know.
#include "engine/data/sample_set.h"

namespace engine {
namespace {

constexpr Scalar kZero = 1;  // token ids; 0 pads the end

bool every_step(const Params& params) { return get_text(params, "answer") == "every_step"; }

void draw_bits(const DatasetRequest& request, int64_t index, Rng& rng, Scalar* tokens, Scalar* targets) {
  const auto steps = static_cast<uint64_t>(get_int(request.params, "length"));
  const uint64_t length = 1 + rng.below(steps);
  const bool each = every_step(request.params);
  uint64_t parity = 0;
  for (uint64_t t = 0; t < steps; ++t) {
    uint64_t bit = rng.below(2);
    if (!each && t + 1 == length) bit = (parity + static_cast<uint64_t>(index)) % 2;  // as many even rows as odd ones
    const bool counts = t < length;
    tokens[t] = counts ? kZero + static_cast<Scalar>(bit) : Scalar(0);
    if (counts) parity = (parity + bit) % 2;
    if (each) targets[t] = counts ? mislabelled(static_cast<Scalar>(parity), 2, request.noise, rng) : Scalar(-1);
  }
  if (!each) *targets = mislabelled(static_cast<Scalar>(parity), 2, request.noise, rng);
}

Shape steps_of(const Params& params) { return {get_int(params, "length")}; }
Shape answers_of(const Params& params) { return every_step(params) ? steps_of(params) : Shape{}; }

Result<Dataset> make_parity(const DatasetRequest& request) {
  Dataset set = sample_set(request, steps_of(request.params), answers_of(request.params), 2);
  draw_samples(request, "parity", set, [&](int64_t i, Rng& rng, Scalar* tokens, Scalar* targets) {
    draw_bits(request, i, rng, tokens, targets);
  });
  set.class_names = {"even", "odd"};
  set.vocabulary = {"·", "0", "1"};
  set.target_name = "parity";
  return set;
}

}  // namespace

const DatasetType& parity_dataset() {
  static const DatasetType type{
      .id = "parity",
      .title = "Parity",
      .category = "Sequences",
      .summary = "Rows of ones and zeros of different lengths. Is the number of ones even or odd?",
      .params = {{.key = "length",
                  .label = "Length",
                  .help = "The longest row.",
                  .default_value = int64_t{12},
                  .minimum = 1,
                  .maximum = 200,
                  .step = 1},
                 {.key = "answer",
                  .label = "Answer",
                  .help = "Whether the network answers once or after every step, which is easier to learn.",
                  .default_value = std::string("end"),
                  .choices = {{"end", "At the end"}, {"every_step", "After every step"}}}},
      .dimensions = 0,
      .classes = 2,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .target_shape = answers_of,
      .make = make_parity,
  };
  return type;
}

}  // namespace engine
