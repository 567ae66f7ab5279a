// Sentences that the user has typed, each in a class that the user has named, as tokens padded to one length.
#include <algorithm>

#include "engine/core/file.h"
#include "engine/data/hand_made.h"
#include "engine/formats/hand_files.h"
#include "engine/formats/limits.h"
#include "engine/formats/tokenizer.h"
#include "engine/formats/vocabulary.h"
#include "engine/schema/dataset_type.h"

namespace engine {
namespace {

template <class Emit>
void cut(const Params& params, const std::string& text, const Emit& emit) {
  Tokenizer tokenizer(get_text(params, "tokens") == "word", get_bool(params, "lowercase"));
  tokenizer.feed(text, emit);
  tokenizer.finish(emit);
}

// One output decides between two, so there are no fewer.
int64_t count_classes(const HandMade& hand) {
  return std::max<int64_t>(2, static_cast<int64_t>(hand.sentences.classes.size()));
}

Result<Dataset> make_sentences(const DatasetRequest& request) {
  const LabelledSet<Sentence>& typed = request.hand.sentences;
  const Params& params = request.params;
  if (Status status = check_sentences(typed); !status) return status.error();
  const int64_t steps = get_int(params, "steps");
  Dataset set;
  set.inputs.resize(static_cast<int64_t>(typed.items.size()), Shape{steps});
  set.classes = count_classes(request.hand);
  set.class_names = typed.classes;
  Vocabulary vocabulary;
  for (const Sentence& s : typed.items) {
    cut(params, s.text, [&](std::string_view token) { vocabulary.count(token); });
  }
  vocabulary.close(get_int(params, "vocabulary"));
  int64_t row = 0, too_long = 0;
  for (const Sentence& s : typed.items) {
    Scalar* inputs = set.inputs.row(row++);
    int64_t step = 0;
    cut(params, s.text, [&](std::string_view token) {
      const auto id = static_cast<Scalar>(vocabulary.id(token));  // asked for even when cut off: it learns the text
      if (step < steps) inputs[step] = id;
      ++step;
    });
    too_long += step > steps;
    set.targets.push_back(static_cast<Scalar>(s.label));
  }
  set.vocabulary = vocabulary.texts();
  if (too_long > 0) {
    set.notes.push_back(message("{} of {} texts have more than {} tokens and are cut off.", too_long, row, steps));
  }
  return set;
}

std::vector<ParamSpec> sentences_params() {
  return {
      {.key = "tokens",
       .label = "Tokens",
       .help = "What the text is cut into. Chinese and Japanese characters stand for themselves in both.",
       .default_value = std::string("word"),
       .choices = {{"character", "Characters"}, {"word", "Words"}}},
      {.key = "steps",
       .label = "Steps",
       .help = "Tokens of a sample. Shorter texts are padded, longer ones cut off.",
       .default_value = int64_t{16},
       .minimum = 1,
       .maximum = 1024,
       .step = 1},
      {.key = "vocabulary",
       .label = "Vocabulary",
       .help = "How many different tokens are told apart at most; rarer ones become one unknown token.",
       .default_value = int64_t{256},
       .minimum = 3,
       .maximum = static_cast<double>(limits::vocabulary.value),
       .step = 1},
      {.key = "lowercase", .label = "Lower case", .help = "Whether A to Z are read as a to z.", .default_value = true}};
}

}  // namespace

const DatasetType& sentences_dataset() {
  static const DatasetType type{
      .id = "sentences",
      .title = "Own sentences",
      .category = "By hand",
      .summary = "Sentences that you type, in any language, each into a class that you name.",
      .params = sentences_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .kind = SampleKind::tokens,
      .sample_shape = [](const Params& params) { return Shape{get_int(params, "steps")}; },
      .made_by_hand = [](const HandMade& hand) { return static_cast<int64_t>(hand.sentences.items.size()); },
      .classes_by_hand = [](const HandMade& hand, const Params&) { return count_classes(hand); },
      .begin_by_hand =
          [](HandMade& hand) {
            if (hand.sentences.classes.empty()) hand.sentences.classes = {"A", "B"};
          },
      .export_by_hand = {"sentences.jsonl", ".jsonl",
                         [](const HandMade& hand, const Params&, const std::string& path) {
                           return replace_file(path, sentences_as_jsonl(hand.sentences));
                         }},
      .make = make_sentences,
  };
  return type;
}

}  // namespace engine
