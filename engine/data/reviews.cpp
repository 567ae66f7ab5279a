// Short reviews that praise or blame, in English or Chinese. Negations turn words around, and of two clauses the one
// behind the "but" decides, so that counting good and bad words is not enough.
#include <algorithm>
#include <map>

#include "engine/core/check.h"
#include "engine/data/language_choice.h"
#include "engine/data/sample_set.h"
#include "engine/generators/review_words.h"

namespace engine {
namespace {

constexpr int64_t kSteps = 22;  // at least as many as the longest review has words

Result<Dataset> make_reviews(const DatasetRequest& request) {
  const ReviewWords& words = review_words(chosen_chinese(request.params));
  Dataset set = sample_set(request, {kSteps}, {}, 2);
  set.vocabulary = all_words(words);
  set.vocabulary.insert(set.vocabulary.begin(), "·");  // pads the end
  std::map<std::string, Scalar> ids;
  for (size_t i = 0; i < set.vocabulary.size(); ++i) ids.emplace(set.vocabulary[i], static_cast<Scalar>(i));
  draw_samples(request, "reviews", set, [&](int64_t i, Rng& rng, Scalar* tokens, Scalar* target) {
    const std::vector<std::string> review = split_words(draw_review(words, i % 2 == 1, rng));
    CHECK(static_cast<int64_t>(review.size()) <= kSteps, "a review fits");
    std::fill_n(tokens, kSteps, Scalar(0));
    for (size_t t = 0; t < review.size(); ++t) tokens[t] = ids.at(review[t]);
    *target = mislabelled(static_cast<Scalar>(i % 2), 2, request.noise, rng);
  });
  set.class_names = {"negative", "positive"};
  set.target_name = "verdict";
  return set;
}

}  // namespace

const DatasetType& reviews_dataset() {
  static const DatasetType type{
      .id = "reviews",
      .title = "Film reviews",
      .category = "Text",
      .summary =
          "Short generated reviews, good or bad. \"Not dull\" is praise, and after a \"but\" comes what counts: "
          "the order of the words matters.",
      .params = {language_choice("The language of the reviews.")},
      .dimensions = 0,
      .classes = 2,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = [](const Params&) { return Shape{kSteps}; },
      .make = make_reviews,
  };
  return type;
}

}  // namespace engine
