// Invented names, letter by letter: which language do they sound like? The letters alone say little, their order much.
#include <algorithm>
#include <string_view>

#include "engine/core/check.h"
#include "engine/data/sample_set.h"
#include "engine/generators/name_grammars.h"

namespace engine {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz- ";  // token id - 1; 0 pads the end
constexpr int64_t kSteps = 16, kFullSteps = 28;  // at least as many as the longest name has letters

bool is_full(const Params& params) { return get_text(params, "part") == "full"; }
Shape steps_of(const Params& params) { return {is_full(params) ? kFullSteps : kSteps}; }

std::string draw_name(const NameGrammar& grammar, const Params& params, Rng& rng) {
  if (get_text(params, "part") == "given") return grammar.given.draw(rng);
  std::string family = grammar.family.draw(rng);
  if (!is_full(params)) return family;
  const std::string given = grammar.given.draw(rng);
  return grammar.family_first ? family + ' ' + given : given + ' ' + family;
}

Result<Dataset> make_names(const DatasetRequest& request) {
  const std::vector<NameGrammar>& grammars = name_grammars();
  const auto classes = static_cast<int64_t>(grammars.size());
  const Shape steps = steps_of(request.params);
  Dataset set = sample_set(request, steps, {}, classes);
  draw_samples(request, "names", set, [&](int64_t i, Rng& rng, Scalar* tokens, Scalar* target) {
    const std::string name = draw_name(grammars[static_cast<size_t>(i % classes)], request.params, rng);
    CHECK(static_cast<int64_t>(name.size()) <= steps[0], "a name fits");
    std::fill_n(tokens, steps[0], Scalar(0));
    for (size_t t = 0; t < name.size(); ++t) tokens[t] = static_cast<Scalar>(kLetters.find(name[t]) + 1);
    *target = mislabelled(static_cast<Scalar>(i % classes), classes, request.noise, rng);
  });
  for (const NameGrammar& grammar : grammars) set.class_names.push_back(grammar.language);
  set.vocabulary = {"·"};
  for (const char letter : kLetters) set.vocabulary.emplace_back(1, letter);
  set.target_name = "language";
  return set;
}

}  // namespace

const DatasetType& names_dataset() {
  static const DatasetType type{
      .id = "names",
      .title = "Names",
      .category = "Text",
      .summary =
          "Invented names, letter by letter. Do they sound Arabic, Chinese, English, German, Italian, Japanese, "
          "Russian "
          "or Spanish? The order of the letters tells more than the letters.",
      .params = {{.key = "part",
                  .label = "Names",
                  .help = "Which names. In Chinese and Japanese full names the family name comes first.",
                  .default_value = std::string("family"),
                  .choices = {{"family", "Family names"}, {"given", "Given names"}, {"full", "Full names"}}}},
      .dimensions = 0,
      .classes = 8,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .make = make_names,
  };
  return type;
}

}  // namespace engine
