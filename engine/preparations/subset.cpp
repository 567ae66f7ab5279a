// Fewer samples, so that a class sees results sooner, or sees what too few samples do.
#include <algorithm>
#include <cmath>

#include "engine/schema/preparation_type.h"

namespace engine {
namespace {

// The first of the training part: it is dealt such that any stretch holds the classes in their proportions, and the
// newest of a set that is ordered in time.
Status change_rows(const Params& params, const SampleFacts& facts, uint64_t, Parts& parts) {
  const double had = static_cast<double>(parts.rows[0].size());
  const auto wanted = static_cast<size_t>(get_int(params, "samples"));
  const double share = std::min(1.0, static_cast<double>(wanted) / had);
  const bool all = get_text(params, "parts") == "all";
  for (int part = 0; part < (all ? kSplits : 1); ++part) {
    auto& rows = parts.rows[part];
    if (rows.empty()) continue;
    const auto kept =
        static_cast<size_t>(std::max<long long>(1, std::llround(share * static_cast<double>(rows.size()))));
    const bool newest = facts.ordered && part == 0;
    const size_t begin = newest ? rows.size() - kept : 0;
    const auto answers = static_cast<size_t>(facts.target_shape.count());
    if (part == 0) {
      std::vector<Scalar> labels(parts.labels.begin() + static_cast<std::ptrdiff_t>(begin * answers),
                                 parts.labels.begin() + static_cast<std::ptrdiff_t>((begin + kept) * answers));
      parts.labels = std::move(labels);
    }
    rows = std::vector<int64_t>(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                                rows.begin() + static_cast<std::ptrdiff_t>(begin + kept));
  }
  return {};
}

}  // namespace

const PreparationType& subset_preparation() {
  static const PreparationType type{
      .id = "subset",
      .title = "Subset",
      .category = "Rows",
      .glyph = "slice",
      .summary = "Trains on so many samples only.",
      .formula = "rows = the first n of the training part",
      .use_when = "To teach faster, or to show how a network overfits that sees too little.",
      .source = "Goodfellow, Bengio, Courville 2016, Deep Learning, section 5.2",
      .params = {{.key = "samples",
                  .label = "Samples",
                  .help = "How many samples the training part keeps.",
                  .default_value = int64_t{100},
                  .minimum = 1,
                  .maximum = 1000000,
                  .step = 1},
                 {.key = "parts",
                  .label = "Of",
                  .help = "Whether validation and test part shrink in the same proportion.",
                  .default_value = std::string("training"),
                  .choices = {{"training", "Training part"}, {"all", "All parts"}}}},
      .stage = PreparationStage::rows,
      .change_rows = change_rows,
  };
  return type;
}

}  // namespace engine
