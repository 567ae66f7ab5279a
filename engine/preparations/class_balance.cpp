// As many training samples of each class as of any other.
#include <algorithm>

#include "engine/preparations/labels.h"

namespace engine {
namespace {

// Oversampling repeats the samples of a rare class, each equally often but for one; undersampling drops the samples of
// a common class that stand last. The order stays.
Status change_rows(const Params& params, const SampleFacts& facts, uint64_t seed, Parts& parts) {
  const size_t n = parts.rows[0].size();
  std::vector<std::vector<size_t>> of(static_cast<size_t>(facts.classes));
  for (size_t i = 0; i < n; ++i) of[static_cast<size_t>(parts.labels[i])].push_back(i);
  std::erase_if(of, [](const auto& members) { return members.empty(); });
  const auto by_size = [](const auto& a, const auto& b) { return a.size() < b.size(); };
  const bool over = get_text(params, "method") == "over";
  const size_t target = over ? std::max_element(of.begin(), of.end(), by_size)->size()
                             : std::min_element(of.begin(), of.end(), by_size)->size();
  std::vector<size_t> times(n, 0);
  Rng rng(seed);
  for (auto& members : of) {
    for (const size_t i : members) times[i] = over ? target / members.size() : 1;
    if (over) {
      const size_t left = target % members.size();
      rng.shuffle(members);
      for (size_t k = 0; k < left; ++k) ++times[members[k]];
    } else {
      for (size_t k = target; k < members.size(); ++k) times[members[k]] = 0;
    }
  }
  std::vector<int64_t> rows;
  std::vector<Scalar> labels;
  for (size_t i = 0; i < n; ++i) {
    rows.insert(rows.end(), times[i], parts.rows[0][i]);
    labels.insert(labels.end(), times[i], parts.labels[i]);
  }
  parts.rows[0] = std::move(rows);
  parts.labels = std::move(labels);
  return {};
}

}  // namespace

const PreparationType& class_balance_preparation() {
  static const PreparationType type{
      .id = "class_balance",
      .title = "Class balance",
      .category = "Rows",
      .glyph = "split",
      .summary = "Gives training as many samples of each class: rare ones are repeated, or common ones dropped.",
      .formula = "n_c = max over classes of n (oversampling), min (undersampling)",
      .use_when =
          "Where one class is rare and the network learns to ignore it. Validation and test part stay as the world is.",
      .source = "He, Garcia 2009, Learning from imbalanced data, section 3.1",
      .params = {{.key = "method",
                  .label = "Method",
                  .help = "Repeat the samples of rare classes, or drop some of common ones.",
                  .default_value = std::string("over"),
                  .choices = {{"over", "Oversample"}, {"under", "Undersample"}}}},
      .stage = PreparationStage::rows,
      .suits = takes_classes,
      .change_rows = change_rows,
  };
  return type;
}

}  // namespace engine
