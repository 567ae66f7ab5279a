// Mean 0 and deviation 1 over the training part.
#include <algorithm>
#include <cmath>

#include "engine/preparations/numbers.h"
#include "engine/preparations/scaling.h"

namespace engine {
namespace {

// Mean and deviation in double precision and in the order of the rows.
Result<std::unique_ptr<const FittedStep>> fit(const Params&, const TrainingSamples& samples) {
  const auto columns = static_cast<size_t>(samples.facts.shape.count());
  const auto groups = static_cast<size_t>(value_groups(samples.facts.shape));
  std::vector<double> mean(groups, 0.0), square(groups, 0.0), sum(groups), scale(groups, 1.0);
  const double n = static_cast<double>(samples.rows) * static_cast<double>(columns / groups);
  const auto add_up = [&](double from, double to, std::vector<double>& total, const auto& term) {
    return samples.each(from, to, [&](const Scalar* sample) {
      std::fill(sum.begin(), sum.end(), 0.0);
      for (size_t c = 0; c < columns; c += groups) {
        for (size_t g = 0; g < groups; ++g) sum[g] += term(static_cast<double>(sample[c + g]), g);
      }
      for (size_t g = 0; g < groups; ++g) total[g] += sum[g] / n;
    });
  };
  const auto off = [&](double v, size_t g) { return (v - mean[g]) * (v - mean[g]); };
  Status going = add_up(0, 0.5, mean, [](double v, size_t) { return v; });
  if (going) going = add_up(0.5, 1, square, off);
  if (!going) return going.error();
  for (size_t g = 0; g < groups; ++g) {
    const double deviation = std::sqrt(square[g]);
    if (!is_constant(deviation, mean[g])) scale[g] = 1.0 / deviation;  // a constant column is only centred
  }
  for (const int64_t id : samples.facts.id_columns) {
    mean[static_cast<size_t>(id)] = 0;
    scale[static_cast<size_t>(id)] = 1;
  }
  return std::unique_ptr<const FittedStep>(
      std::make_unique<Scaling>(samples.facts.shape, std::move(mean), std::move(scale)));
}

}  // namespace

const PreparationType& standardise_preparation() {
  static const PreparationType type{
      .id = "standardise",
      .title = "Standardise",
      .category = "Scale",
      .glyph = "batchnorm",
      .summary = "Shifts and stretches each input to mean 0 and deviation 1.",
      .formula = "y = (x - mean) / deviation",
      .use_when =
          "Nearly always: inputs of like size let one learning rate suit all weights. Pixels share one mean, the steps "
          "of a series that of their feature.",
      .source = "LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, section 4.3",
      .suits = takes_numbers,
      .passes_over = true,
      .fit = fit,
  };
  return type;
}

}  // namespace engine
