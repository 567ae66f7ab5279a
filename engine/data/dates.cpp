// Dates as people write them, to be written in one way: pairs of a text and its translation, of which the network gets
// the first and gives the second, character by character.
#include <algorithm>
#include <map>

#include "engine/core/check.h"
#include "engine/data/sample_set.h"
#include "engine/formats/tokenizer.h"
#include "engine/generators/date_formats.h"

namespace engine {
namespace {

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> all;
  Tokenizer tokenizer(false, false);
  tokenizer.feed(text, [&](std::string_view character) { all.emplace_back(character); });
  return all;
}

std::vector<DateLanguage> languages_of(const Params& params) {
  const std::string& language = get_text(params, "language");
  if (language == "en") return {DateLanguage::english};
  if (language == "zh") return {DateLanguage::chinese};
  return {DateLanguage::english, DateLanguage::chinese};
}

bool is_chinese(const Params& params) { return get_text(params, "format") == "chinese"; }
Shape sample_shape(const Params&) { return {kLongestDate}; }
Shape target_shape(const Params& params) { return {is_chinese(params) ? 11 : 10}; }

std::string answer_characters(const std::string& format) {
  return "0123456789" + std::string(format == "chinese" ? "年月日" : format == "dotted" ? "." : "-");
}

using Ids = std::map<std::string, Scalar, std::less<>>;

Ids numbered(const std::vector<std::string>& characters) {
  Ids ids;
  for (size_t i = 0; i < characters.size(); ++i) ids.emplace(characters[i], static_cast<Scalar>(i));
  return ids;
}

Result<Dataset> make_dates(const DatasetRequest& request) {
  const std::string& format = get_text(request.params, "format");
  const std::vector<DateLanguage> languages = languages_of(request.params);
  const std::vector<std::string> answers = characters_of(answer_characters(format));
  const auto classes = static_cast<int64_t>(answers.size());
  const Shape said = target_shape(request.params);
  Dataset set = sample_set(request, {kLongestDate}, said, classes);
  set.class_names = answers;
  set.vocabulary = characters_of(date_characters(languages));
  set.vocabulary.insert(set.vocabulary.begin(), "·");  // pads the end
  set.target_name = "date";
  const Ids ids = numbered(set.vocabulary), classes_of = numbered(answers);
  draw_samples(request, "dates", set, [&](int64_t i, Rng& rng, Scalar* tokens, Scalar* targets) {
    const Date date = draw_date(rng);
    const DateLanguage language = languages[static_cast<size_t>(i) % languages.size()];
    const std::vector<std::string> text = characters_of(write_date(date, language, rng));
    const std::vector<std::string> answer = characters_of(standard_date(date, format));
    CHECK(static_cast<int64_t>(text.size()) <= kLongestDate && static_cast<int64_t>(answer.size()) == said[0],
          "a date fits");
    std::fill_n(tokens, kLongestDate, Scalar(0));
    for (size_t t = 0; t < text.size(); ++t) tokens[t] = ids.at(text[t]);
    for (size_t t = 0; t < answer.size(); ++t) {
      targets[t] = mislabelled(classes_of.at(answer[t]), classes, request.noise, rng);
    }
  });
  return set;
}

}  // namespace

const DatasetType& dates_dataset() {
  static const DatasetType type{
      .id = "dates",
      .title = "Dates",
      .category = "Text",
      .summary =
          "Dates as people write them, \"the 3rd of February 2024\", to be translated into one format, 2024-02-03, "
          "character by character.",
      .params = {{.key = "language",
                  .label = "Language",
                  .help = "The language of the dates to be read.",
                  .default_value = std::string("en"),
                  .choices = {{"en", "English"}, {"zh", "Chinese"}, {"both", "English and Chinese"}}},
                 {.key = "format",
                  .label = "Format",
                  .help = "The format to write. The answer has as many steps as it has characters.",
                  .default_value = std::string("iso"),
                  .choices = {{"iso", "2024-02-03"}, {"dotted", "03.02.2024"}, {"chinese", "2024年02月03日"}}}},
      .dimensions = 0,
      .classes = -1,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = sample_shape,
      .target_shape = target_shape,
      .make = make_dates,
  };
  return type;
}

}  // namespace engine
