// Sentences of which every word is to be given its part of speech. "They watch the watch": the word alone does not tell
// it, the tag in front of it does.
#include <algorithm>
#include <map>

#include "engine/core/check.h"
#include "engine/data/language_choice.h"
#include "engine/data/sample_set.h"
#include "engine/generators/tag_grammars.h"

namespace engine {
namespace {

constexpr int64_t kSteps = 22;  // at least as many as the longest sentence has words

Result<Dataset> make_word_tags(const DatasetRequest& request) {
  const bool chinese = chosen_chinese(request.params);
  const std::vector<std::string> words = all_tagged_words(chinese);
  Dataset set = sample_set(request, {kSteps}, {kSteps}, static_cast<int64_t>(tag_names(chinese).size()));
  set.class_names = tag_names(chinese);
  set.vocabulary = {"·"};  // pads the end
  set.vocabulary.insert(set.vocabulary.end(), words.begin(), words.end());
  set.target_name = "part of speech";
  std::map<std::string, Scalar, std::less<>> ids;
  for (size_t i = 0; i < set.vocabulary.size(); ++i) ids.emplace(set.vocabulary[i], static_cast<Scalar>(i));
  draw_samples(request, "word_tags", set, [&](int64_t, Rng& rng, Scalar* tokens, Scalar* targets) {
    const std::vector<TaggedWord> sentence = tagged_words(tag_grammar(chinese).draw(rng), chinese);
    CHECK(static_cast<int64_t>(sentence.size()) <= kSteps, "a sentence fits");
    std::fill_n(tokens, kSteps, Scalar(0));
    std::fill_n(targets, kSteps, Scalar(-1));
    for (size_t t = 0; t < sentence.size(); ++t) {
      const bool garbled = rng.uniform() < request.noise;
      const auto other = static_cast<Scalar>(1 + rng.below(words.size()));
      tokens[t] = garbled ? other : ids.at(sentence[t].word);
      targets[t] = static_cast<Scalar>(sentence[t].tag);
    }
  });
  return set;
}

}  // namespace

const DatasetType& word_tags_dataset() {
  static const DatasetType type{
      .id = "word_tags",
      .title = "Parts of speech",
      .category = "Text",
      .summary =
          "Generated sentences; each word is to be named noun, verb and so on. Many words can be several: their "
          "neighbours tell which. Noise puts other words in their place.",
      .params = {language_choice("The language of the sentences.")},
      .dimensions = 0,
      .classes = -1,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = [](const Params&) { return Shape{kSteps}; },
      .target_shape = [](const Params&) { return Shape{kSteps}; },
      .make = make_word_tags,
  };
  return type;
}

}  // namespace engine
