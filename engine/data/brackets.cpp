// Rows of brackets of several kinds: does every one that opens close again, in the right order? A wrong row differs
// from a right one by one or two brackets.
#include <string_view>

#include "engine/data/sample_set.h"

namespace engine {
namespace {

constexpr std::string_view kBrackets = "()[]{}";  // token id - 1; 0 pads the end

using Row = std::vector<int>;  // 2 k opens a bracket of kind k, 2 k + 1 closes it

bool matches(const Row& row) {
  Row open;
  for (const int bracket : row) {
    if (bracket % 2 == 0) {
      open.push_back(bracket);
    } else if (open.empty() || open.back() + 1 != bracket) {
      return false;
    } else {
      open.pop_back();
    }
  }
  return open.empty();
}

// Opens or closes by the toss of a coin, as far as the rest of the row allows.
Row draw_right(uint64_t pairs, uint64_t kinds, Rng& rng) {
  Row row, open;
  uint64_t to_open = pairs;
  while (row.size() < 2 * pairs) {
    const bool opens = open.empty() || (to_open > 0 && rng.uniform() < 0.5);
    if (opens) {
      open.push_back(static_cast<int>(2 * rng.below(kinds)));
      row.push_back(open.back());
      --to_open;
    } else {
      row.push_back(open.back() + 1);
      open.pop_back();
    }
  }
  return row;
}

// Exchanges two brackets or turns one into another, until nothing matches any more.
Row draw_wrong(uint64_t pairs, uint64_t kinds, Rng& rng) {
  while (true) {
    Row row = draw_right(pairs, kinds, rng);
    const uint64_t a = rng.below(row.size()), b = rng.below(row.size());
    if (rng.uniform() < 0.5) {
      std::swap(row[a], row[b]);
    } else {
      row[a] = static_cast<int>(rng.below(2 * kinds));
    }
    if (!matches(row)) return row;
  }
}

Result<Dataset> make_brackets(const DatasetRequest& request) {
  const int64_t length = get_int(request.params, "length");
  const auto kinds = static_cast<uint64_t>(get_int(request.params, "kinds"));
  Dataset set = sample_set(request, {length}, {}, 2);
  draw_samples(request, "brackets", set, [&](int64_t i, Rng& rng, Scalar* tokens, Scalar* target) {
    const uint64_t pairs = 1 + rng.below(static_cast<uint64_t>(length / 2));
    const Row row = i % 2 == 1 ? draw_right(pairs, kinds, rng) : draw_wrong(pairs, kinds, rng);
    std::fill_n(tokens, length, Scalar(0));
    for (size_t t = 0; t < row.size(); ++t) tokens[t] = static_cast<Scalar>(row[t] + 1);
    *target = mislabelled(static_cast<Scalar>(i % 2), 2, request.noise, rng);
  });
  set.class_names = {"wrong", "right"};
  set.vocabulary = {"·"};
  for (uint64_t i = 0; i < 2 * kinds; ++i) set.vocabulary.emplace_back(1, kBrackets[i]);
  set.target_name = "match";
  return set;
}

}  // namespace

const DatasetType& brackets_dataset() {
  static const DatasetType type{
      .id = "brackets",
      .title = "Brackets",
      .category = "Sequences",
      .summary = "Rows of brackets. Does each one that opens close again, in the right order?",
      .params = {{.key = "length",
                  .label = "Length",
                  .help = "The longest row.",
                  .default_value = int64_t{16},
                  .minimum = 2,
                  .maximum = 200,
                  .step = 2},
                 {.key = "kinds",
                  .label = "Kinds",
                  .help = "Kinds of brackets: round, square, curly.",
                  .default_value = int64_t{2},
                  .minimum = 1,
                  .maximum = 3,
                  .step = 1}},
      .dimensions = 0,
      .classes = 2,
      .default_noise = 0,
      .kind = SampleKind::tokens,
      .sample_shape = [](const Params& params) { return Shape{get_int(params, "length")}; },
      .make = make_brackets,
  };
  return type;
}

}  // namespace engine
