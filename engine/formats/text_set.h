// Data sets of tokens from plain text (windows, each token predicting the next) and from JSONL (one sample a line, with
// a label or without). A file is read twice: to count tokens, and to put their numbers where they belong.
#pragma once

#include "engine/core/progress.h"
#include "engine/formats/byte_source.h"
#include "engine/schema/dataset_type.h"

namespace engine {

// `params` are those of the text source in all of these.
bool is_jsonl(const Params& params);
Result<Dataset> read_text(ByteSource& source, const Params& params, const Progress& progress);  // either of the two
Result<Dataset> read_plain_text(ByteSource& source, const Params& params, const Progress& progress);
Result<Dataset> read_jsonl(ByteSource& source, const Params& params, const Progress& progress);

// What both share.
struct TextOptions {
  bool words = false, lowercase = false;
  int64_t vocabulary = 0, steps = 0, stride = 0;
};
TextOptions text_options(const Params& params);
// The set predicts the next token at each step: vocabulary and classes are the same.
void predict_next(const std::vector<std::string>& vocabulary, int64_t steps, Dataset& set);
// Puts token `index` of a text into all windows that it belongs to, as an input and as what was to be predicted. Window
// k begins `stride` tokens after window k - 1.
void place_token(int64_t index, Scalar id, int64_t steps, int64_t stride, Dataset& set);
// How many windows share a token to predict with one of them (Dataset::gap).
int64_t window_gap(int64_t steps, int64_t stride);

}  // namespace engine
