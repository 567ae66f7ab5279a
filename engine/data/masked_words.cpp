// Pieces of the generated stories in which some words are hidden: which ones were they? What comes before and behind
// tells it, and so does the rest of the story, which names its hero again and again.
#include <algorithm>
#include <map>

#include "engine/data/language_choice.h"
#include "engine/data/sample_set.h"
#include "engine/generators/story_grammars.h"

namespace engine {
namespace {

constexpr Scalar kPad = 0, kMask = 1;

Shape steps_of(const Params& params) { return {get_int(params, "steps")}; }

// A stretch of a story, from anywhere in it; some of its words hidden, at least one.
void draw_stretch(const DatasetRequest& request, Rng& rng, std::span<const Scalar> story, uint64_t words,
                  Scalar* tokens, Scalar* targets) {
  const auto steps = static_cast<size_t>(get_int(request.params, "steps"));
  const double share = get_double(request.params, "share");
  const size_t length = std::min(steps, story.size()), begin = rng.below(story.size() - length + 1);
  const size_t sure = rng.below(length);
  std::fill_n(tokens, steps, kPad);
  std::fill_n(targets, steps, Scalar(-1));
  for (size_t t = 0; t < length; ++t) {
    const bool hidden = rng.uniform() < share || t == sure, garbled = rng.uniform() < request.noise;
    const auto other = kMask + 1 + static_cast<Scalar>(rng.below(words));
    tokens[t] = hidden ? kMask : garbled ? other : story[begin + t];
    if (hidden) targets[t] = story[begin + t];
  }
}

Result<Dataset> make_masked_words(const DatasetRequest& request) {
  const bool chinese = chosen_chinese(request.params);
  const Shape steps = steps_of(request.params);
  std::vector<std::string> words = all_story_tokens(chinese, true);
  std::erase(words, "\n");
  Dataset set = sample_set(request, steps, steps, static_cast<int64_t>(words.size()) + 2);
  set.vocabulary = {"·", "_"};
  set.vocabulary.insert(set.vocabulary.end(), words.begin(), words.end());
  set.class_names = set.vocabulary;
  set.target_name = "hidden word";
  std::map<std::string, Scalar, std::less<>> ids;
  for (size_t i = 0; i < set.vocabulary.size(); ++i) ids.emplace(set.vocabulary[i], static_cast<Scalar>(i));
  draw_samples(request, "masked_words", set, [&](int64_t, Rng& rng, Scalar* tokens, Scalar* targets) {
    std::vector<Scalar> story;
    for (const std::string& token : story_tokens(story_grammar(chinese).draw(rng), chinese, true)) {
      if (token != "\n") story.push_back(ids.at(token));
    }
    draw_stretch(request, rng, story, words.size(), tokens, targets);
  });
  return set;
}

}  // namespace

const DatasetType& masked_words_dataset() {
  static const DatasetType type{
      .id = "masked_words",
      .title = "Hidden words",
      .category = "Text",
      .summary =
          "Pieces of the generated stories with some words hidden. What stands before and behind them, and the rest of "
          "the story, tells which words they were.",
      .params = {language_choice("The language of the stories."),
                 {.key = "steps",
                  .label = "Steps",
                  .help = "Tokens that the network sees at once.",
                  .default_value = int64_t{24},
                  .minimum = 2,
                  .maximum = 256,
                  .step = 1},
                 {.key = "share",
                  .label = "Hidden",
                  .help = "How large a share of the words is hidden; one of each sample always is.",
                  .default_value = 0.15,
                  .minimum = 0,
                  .maximum = 1,
                  .step = 0.05}},
      .dimensions = 0,
      .classes = -1,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .target_shape = steps_of,
      .make = make_masked_words,
  };
  return type;
}

}  // namespace engine
