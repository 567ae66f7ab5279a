// Rows of letters that are to be copied after a pause, reversed or sorted: every step has an answer of its own.
#include <algorithm>

#include "engine/data/sample_set.h"

namespace engine {
namespace {

bool copies(const Params& params) { return get_text(params, "task") == "copy"; }

// Copying needs as many steps again, in which the letters are said.
Shape steps_of(const Params& params) { return {get_int(params, "length") * (copies(params) ? 2 : 1)}; }

// A letter is a class from 0 on and a token from 1 on: token 0 pads.
void draw_row(const DatasetRequest& request, Rng& rng, Scalar* tokens, Scalar* targets) {
  const int64_t length = get_int(request.params, "length"), symbols = get_int(request.params, "symbols");
  Scalar* said = targets;
  if (copies(request.params)) {
    said = targets + length;
    std::fill_n(tokens + length, length, static_cast<Scalar>(symbols + 1));  // the blank
    std::fill_n(targets, length, Scalar(-1));
  }
  for (int64_t t = 0; t < length; ++t) {
    said[t] = static_cast<Scalar>(rng.below(static_cast<uint64_t>(symbols)));
    tokens[t] = said[t] + 1;
  }
  if (get_text(request.params, "task") == "reverse") std::reverse(said, said + length);
  if (get_text(request.params, "task") == "sort") std::sort(said, said + length);
  for (int64_t t = 0; t < length; ++t) said[t] = mislabelled(said[t], symbols, request.noise, rng);
}

Result<Dataset> make_copy_reverse_sort(const DatasetRequest& request) {
  const int64_t symbols = get_int(request.params, "symbols");
  const Shape steps = steps_of(request.params);
  Dataset set = sample_set(request, steps, steps, symbols);
  draw_samples(request, "copy_reverse_sort", set,
               [&](int64_t, Rng& rng, Scalar* tokens, Scalar* targets) { draw_row(request, rng, tokens, targets); });
  for (int64_t s = 0; s < symbols; ++s) set.class_names.emplace_back(1, static_cast<char>('a' + s));
  set.vocabulary = {"·"};
  set.vocabulary.insert(set.vocabulary.end(), set.class_names.begin(), set.class_names.end());
  if (copies(request.params)) set.vocabulary.push_back("_");
  set.target_name = "letter";
  return set;
}

}  // namespace

const DatasetType& copy_reverse_sort_dataset() {
  static const DatasetType type{
      .id = "copy_reverse_sort",
      .title = "Copy, reverse, sort",
      .category = "Sequences",
      .summary =
          "Rows of letters with an answer at every step: the same letters after a pause, backwards or in order of "
          "the alphabet.",
      .params = {{.key = "task",
                  .label = "Task",
                  .help = "What to do with the letters.",
                  .default_value = std::string("sort"),
                  .choices = {{"copy", "Copy after a pause"}, {"reverse", "Reverse"}, {"sort", "Sort"}}},
                 {.key = "length",
                  .label = "Length",
                  .help = "Number of letters.",
                  .default_value = int64_t{10},
                  .minimum = 2,
                  .maximum = 64,
                  .step = 1},
                 {.key = "symbols",
                  .label = "Symbols",
                  .help = "Number of different letters, and of classes to choose from at every step.",
                  .default_value = int64_t{10},
                  .minimum = 2,
                  .maximum = 26,
                  .step = 1}},
      .dimensions = 0,
      .classes = -1,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = steps_of,
      .target_shape = steps_of,
      .make = make_copy_reverse_sort,
  };
  return type;
}

}  // namespace engine
