// Plain text as windows of tokens: at each step the next token is to be predicted.
#include <algorithm>
#include <vector>

#include "engine/formats/set_size.h"
#include "engine/formats/text_set.h"
#include "engine/formats/text_source.h"
#include "engine/formats/tokenizer.h"
#include "engine/formats/vocabulary.h"

namespace engine {
namespace {

// How many bytes at the end belong to a character that goes on in the next piece.
size_t unfinished(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

// Calls emit(token) for all tokens of the file.
template <class Emit>
Status for_each_token(ByteSource& source, const TextOptions& options, ProgressMeter& meter, const Emit& emit) {
  source.seek(0);
  TextSource text(source);
  Tokenizer tokenizer(options.words, options.lowercase);
  std::string piece;
  int64_t line = 1;
  while (text.fill()) {
    piece += text.piece();
    text.take(text.piece().size());
    const bool last = source.position() == source.size();
    const size_t rest = last ? 0 : unfinished(piece);
    const std::string_view whole = std::string_view(piece).substr(0, piece.size() - rest);
    if (const auto bad = first_bad_byte(whole)) {
      line += std::count(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(*bad), '\n');
      return bad_text(whole[*bad], fmt::format("{}:{}", source.name(), line));
    }
    line += std::ranges::count(whole, '\n');
    tokenizer.feed(whole, emit);
    piece.erase(0, piece.size() - rest);
    if (Status status = meter.reach(text.progress()); !status) return status;
  }
  tokenizer.finish(emit);
  return text.status();
}

}  // namespace

void place_token(int64_t index, Scalar id, int64_t steps, int64_t stride, Dataset& set) {
  const int64_t first = std::max<int64_t>(0, (index - steps + stride - 1) / stride);
  const int64_t last = std::min(set.rows() - 1, index / stride);
  for (int64_t row = first; row <= last; ++row) {
    const int64_t step = index - row * stride;
    if (step < steps) set.inputs.row(row)[step] = id;
    if (step > 0 && step <= steps) set.targets[static_cast<size_t>(row * steps + step - 1)] = id;
  }
}

int64_t window_gap(int64_t steps, int64_t stride) { return (steps + stride - 1) / stride - 1; }

TextOptions text_options(const Params& params) {
  return {get_text(params, "tokens") == "word", get_bool(params, "lowercase"), get_int(params, "vocabulary"),
          get_int(params, "steps"), get_int(params, "stride")};
}

void predict_next(const std::vector<std::string>& vocabulary, int64_t steps, Dataset& set) {
  set.vocabulary = vocabulary;
  set.class_names = vocabulary;
  set.classes = static_cast<int64_t>(vocabulary.size());
  set.target_shape = {steps};
}

Result<Dataset> read_plain_text(ByteSource& source, const Params& params, const Progress& progress) {
  const TextOptions options = text_options(params);
  ProgressMeter meter(progress);
  meter.stretch(0, 0.5);
  Vocabulary vocabulary;
  Status status = for_each_token(source, options, meter, [&](std::string_view token) { vocabulary.count(token); });
  if (!status) return status.error();
  const int64_t needed = options.steps + 1;
  if (vocabulary.tokens() < needed) {
    return error_at(source.name(), "The text has {} tokens; a window of {} steps takes {} of them.",
                    vocabulary.tokens(), options.steps, needed);
  }
  const int64_t rows = (vocabulary.tokens() - needed) / options.stride + 1;
  if (Status size = check_set_size(rows, 2 * options.steps, source.name()); !size) return size.error();
  vocabulary.close(options.vocabulary);

  Dataset set;
  set.inputs.resize(rows, Shape{options.steps});
  set.targets.resize(static_cast<size_t>(rows * options.steps));
  set.ordered = true;
  set.gap = window_gap(options.steps, options.stride);
  meter.stretch(0.5, 1);
  int64_t index = 0;
  status = for_each_token(source, options, meter, [&](std::string_view token) {
    place_token(index++, static_cast<Scalar>(vocabulary.id(token)), options.steps, options.stride, set);
  });
  if (!status) return status.error();
  predict_next(vocabulary.texts(), options.steps, set);
  return set;
}

}  // namespace engine
