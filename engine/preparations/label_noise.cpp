// A share of the training labels is wrong on purpose. Validation and test labels stay right, which shows whether the
// network has learned the rule or the mistakes.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/preparations/labels.h"

namespace engine {
namespace {

// Exactly round(share * n) labels, drawn without repetition; each becomes one of the other classes.
Status change_rows(const Params& params, const SampleFacts& facts, uint64_t seed, Parts& parts) {
  Rng rng(seed);
  std::vector<size_t> order(parts.labels.size());
  std::iota(order.begin(), order.end(), size_t{0});
  rng.shuffle(order);
  order.resize(static_cast<size_t>(std::llround(get_double(params, "share") * static_cast<double>(order.size()))));
  for (const size_t i : order) {
    const auto right = static_cast<uint64_t>(parts.labels[i]);
    const uint64_t other = rng.below(static_cast<uint64_t>(facts.classes - 1));
    parts.labels[i] = static_cast<Scalar>(other + (other >= right ? 1 : 0));
  }
  return {};
}

Status suits(const Params& params, const SampleFacts& facts) {
  if (Status classes = takes_classes(params, facts); !classes) return classes;
  if (facts.classes == 1) return error("There is only one class, so that no label can be wrong.");
  return {};
}

}  // namespace

const PreparationType& label_noise_preparation() {
  static const PreparationType type{
      .id = "label_noise",
      .title = "Label noise",
      .category = "Rows",
      .glyph = "flag",
      .summary = "Gives a share of the training samples a wrong class, to show overfitting.",
      .formula = "t = another class, for a share of the training part",
      .use_when =
          "To see a network learn mistakes by heart: training goes on to rise while validation falls. What helps is "
          "less capacity, penalties, dropout or stopping early.",
      .source =
          "Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking "
          "generalization, section 2",
      .params = {{.key = "share",
                  .label = "Share",
                  .help = "How many of the training labels are replaced by another class.",
                  .default_value = 0.2,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05}},
      .stage = PreparationStage::rows,
      .suits = suits,
      .change_rows = change_rows,
  };
  return type;
}

}  // namespace engine
