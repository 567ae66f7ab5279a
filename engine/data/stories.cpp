// Small stories, one after the other, as a text of which each token predicts the next: windows as the text file's.
#include <algorithm>
#include <map>

#include "engine/data/language_choice.h"
#include "engine/data/sample_set.h"
#include "engine/formats/text_set.h"
#include "engine/generators/story_grammars.h"

namespace engine {
namespace {

Shape steps_of(const Params& params) { return {get_int(params, "steps")}; }

Result<Dataset> make_stories(const DatasetRequest& request) {
  const bool chinese = chosen_chinese(request.params), words = get_text(request.params, "tokens") == "word";
  const int64_t steps = get_int(request.params, "steps"), stride = get_int(request.params, "stride");
  std::vector<std::string> vocabulary = all_story_tokens(chinese, words);
  vocabulary.insert(vocabulary.begin(), "·");  // no window is padded; 0 pads the end of every set of tokens
  std::map<std::string, Scalar, std::less<>> ids;
  for (size_t i = 0; i < vocabulary.size(); ++i) ids.emplace(vocabulary[i], static_cast<Scalar>(i));

  Dataset set = sample_set(request, {steps}, {steps}, 0);
  predict_next(vocabulary, steps, set);
  set.target_name = "next token";
  set.ordered = true;
  set.gap = window_gap(steps, stride);
  const int64_t needed = (set.rows() - 1) * stride + steps + 1;
  int64_t index = 0;
  for (uint64_t story = 0; index < needed; ++story) {
    Rng rng(request.seed, stream_of("stories", story));
    for (const std::string& token : story_tokens(story_grammar(chinese).draw(rng), chinese, words)) {
      const bool garbled = rng.uniform() < request.noise;
      const auto other = static_cast<Scalar>(1 + rng.below(vocabulary.size() - 1));
      place_token(index++, garbled ? other : ids.at(token), steps, stride, set);
    }
  }
  return set;
}

std::vector<ParamSpec> story_params() {
  return {language_choice("The language of the stories."),
          {.key = "tokens",
           .label = "Tokens",
           .help = "What the text is cut into. English words are written small.",
           .default_value = std::string("character"),
           .choices = {{"character", "Characters"}, {"word", "Words"}}},
          {.key = "steps",
           .label = "Steps",
           .help = "Tokens that the network sees at once.",
           .default_value = int64_t{32},
           .minimum = 1,
           .maximum = 512,
           .step = 1},
          {.key = "stride",
           .label = "Stride",
           .help = "How many tokens later the next window begins.",
           .default_value = int64_t{16},
           .minimum = 1,
           .maximum = 512,
           .step = 1}};
}

}  // namespace

const DatasetType& stories_dataset() {
  static const DatasetType type{
      .id = "stories",
      .title = "Stories",
      .category = "Text",
      .summary =
          "Generated stories of animals that lose something and find a friend. At each step the next character or word "
          "is to be predicted.",
      .params = story_params(),
      .dimensions = 0,
      .classes = -1,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .target_shape = steps_of,
      .make = make_stories,
  };
  return type;
}

}  // namespace engine
