// Pairs of a letter and a digit, a pause, and one of the letters again: which digit belonged to it? With one pair only
// the pause has to be bridged, with several a key has to be looked up.
#include <algorithm>
#include <array>
#include <numeric>

#include "engine/data/sample_set.h"

namespace engine {
namespace {

constexpr uint64_t kLetters = 8, kDigits = 8;
constexpr Scalar kLetter = 1, kDigit = 1 + kLetters, kPause = kDigit + kDigits;  // token ids; 0 pads other sets

Shape steps_of(const Params& params) { return {2 * get_int(params, "pairs") + get_int(params, "delay") + 1}; }

void draw_pairs(const DatasetRequest& request, int64_t index, Rng& rng, Scalar* tokens, Scalar* target) {
  const auto pairs = static_cast<uint64_t>(get_int(request.params, "pairs"));
  std::array<uint64_t, kLetters> letters{};
  std::iota(letters.begin(), letters.end(), uint64_t{0});
  rng.shuffle(letters);
  const uint64_t asked = rng.below(pairs), answer = static_cast<uint64_t>(index) % kDigits;  // as many of each
  for (uint64_t p = 0; p < pairs; ++p) {
    const uint64_t digit = p == asked ? answer : rng.below(kDigits);
    *tokens++ = kLetter + static_cast<Scalar>(letters[p]);
    *tokens++ = kDigit + static_cast<Scalar>(digit);
  }
  tokens = std::fill_n(tokens, get_int(request.params, "delay"), kPause);
  *tokens = kLetter + static_cast<Scalar>(letters[asked]);
  *target = mislabelled(static_cast<Scalar>(answer), static_cast<int64_t>(kDigits), request.noise, rng);
}

Result<Dataset> make_recall(const DatasetRequest& request) {
  Dataset set = sample_set(request, steps_of(request.params), {}, static_cast<int64_t>(kDigits));
  draw_samples(request, "recall", set, [&](int64_t i, Rng& rng, Scalar* tokens, Scalar* target) {
    draw_pairs(request, i, rng, tokens, target);
  });
  for (uint64_t d = 0; d < kDigits; ++d) set.class_names.push_back(std::to_string(d + 1));
  set.vocabulary = {"·"};
  for (uint64_t l = 0; l < kLetters; ++l) set.vocabulary.emplace_back(1, static_cast<char>('a' + l));
  set.vocabulary.insert(set.vocabulary.end(), set.class_names.begin(), set.class_names.end());
  set.vocabulary.push_back("_");
  set.target_name = "digit";
  return set;
}

}  // namespace

const DatasetType& recall_dataset() {
  static const DatasetType type{
      .id = "recall",
      .title = "Delayed recall",
      .category = "Sequences",
      .summary = "Letters with a digit each, a pause, and one of the letters again. Which digit belonged to it?",
      .params = {{.key = "pairs",
                  .label = "Pairs",
                  .help =
                      "Letters with their digits. One asks for memory only; with more, the right one has to be found.",
                  .default_value = int64_t{3},
                  .minimum = 1,
                  .maximum = 8,
                  .step = 1},
                 {.key = "delay",
                  .label = "Delay",
                  .help = "Empty steps before the question.",
                  .default_value = int64_t{8},
                  .minimum = 0,
                  .maximum = 200,
                  .step = 1}},
      .dimensions = 0,
      .classes = 8,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .make = make_recall,
  };
  return type;
}

}  // namespace engine
