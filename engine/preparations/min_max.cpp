// The smallest value of the training part becomes `low`, the largest `high`.
#include <algorithm>

#include "engine/preparations/numbers.h"
#include "engine/preparations/scaling.h"

namespace engine {
namespace {

Result<std::unique_ptr<const FittedStep>> fit(const Params& params, const TrainingSamples& samples) {
  const double low = get_double(params, "low"), high = get_double(params, "high");
  if (!(low < high)) return error("The lower end, {}, must be below the upper end, {}.", low, high);
  const auto columns = static_cast<size_t>(samples.facts.shape.count());
  const auto groups = static_cast<size_t>(value_groups(samples.facts.shape));
  const Scalar* first = samples.sample(0);
  std::vector<double> least(first, first + groups), most = least, scale(groups, 1.0);
  Status going = samples.each(0, 1, [&](const Scalar* sample) {
    for (size_t c = 0; c < columns; ++c) {
      const auto v = static_cast<double>(sample[c]);
      least[c % groups] = std::min(least[c % groups], v);
      most[c % groups] = std::max(most[c % groups], v);
    }
  });
  if (!going) return going.error();
  for (size_t g = 0; g < groups; ++g) {
    if (!is_constant(most[g] - least[g], least[g])) scale[g] = (high - low) / (most[g] - least[g]);
  }
  for (const int64_t id : samples.facts.id_columns) {  // stays: ((x - low) + low)
    least[static_cast<size_t>(id)] = low;
    scale[static_cast<size_t>(id)] = 1;
  }
  return std::unique_ptr<const FittedStep>(
      std::make_unique<Scaling>(samples.facts.shape, std::move(least), std::move(scale), low));
}

}  // namespace

const PreparationType& min_max_preparation() {
  static const PreparationType type{
      .id = "min_max",
      .title = "Min-max",
      .category = "Scale",
      .glyph = "layernorm",
      .summary = "Stretches each input such that the training part fills a range.",
      .formula = "y = low + (x - min) / (max - min) * (high - low)",
      .use_when =
          "Where inputs need fixed ends, such as pixels or a sigmoid. One stray value squeezes all others; values "
          "beyond the training part lie beyond the range.",
      .source = "Han, Kamber, Pei 2011, Data Mining, section 3.5.2",
      .params = {{.key = "low",
                  .label = "Lower end",
                  .help = "What the smallest value of the training part becomes.",
                  .default_value = 0.0,
                  .minimum = -10,
                  .maximum = 10,
                  .step = 0.5},
                 {.key = "high",
                  .label = "Upper end",
                  .help = "What the largest value of the training part becomes.",
                  .default_value = 1.0,
                  .minimum = -10,
                  .maximum = 10,
                  .step = 0.5}},
      .suits = takes_numbers,
      .fit = fit,
  };
  return type;
}

}  // namespace engine
