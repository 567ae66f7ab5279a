// JSONL as samples of tokens: one text a line, with a label, or predicting its own next tokens.
#include <algorithm>
#include <map>

#include "engine/formats/json_line.h"
#include "engine/formats/limits.h"
#include "engine/formats/set_size.h"
#include "engine/formats/text_set.h"
#include "engine/formats/text_source.h"
#include "engine/formats/tokenizer.h"
#include "engine/formats/utf8.h"
#include "engine/formats/vocabulary.h"

namespace engine {
namespace {

// Reads the file and calls take(line, where) for each line that is not empty.
template <class Take>
Status for_each_line(ByteSource& source, const Params& params, ProgressMeter& meter, const Take& take) {
  source.seek(0);
  LineReader reader(source);
  while (true) {
    const Result<bool> more = reader.next();
    if (!more) return more.error();
    if (!*more) return {};
    if (reader.line().find_first_not_of(" \t") == std::string::npos) continue;
    const std::string where = reader.where();
    const Result<JsonLine> line =
        read_json_line(reader.line(), get_text(params, "text_key"), get_text(params, "label_key"), where);
    if (!line) return line.error();
    if (Status status = take(*line, where); !status) return status;
    if (Status status = meter.reach(reader.progress()); !status) return status;
  }
}

class Samples {
 public:
  Samples(const Params& params, bool labelled) : options_(text_options(params)), labelled_(labelled) {}

  Status count(const JsonLine& line, const std::string& where);
  Status lay_out(const std::string& file);
  Status take(const JsonLine& line, const std::string& where);
  Dataset finish();

 private:
  TextOptions options_;
  bool labelled_;
  Vocabulary vocabulary_;
  std::map<std::string, int64_t> labels_;
  int64_t rows_ = 0, row_ = 0, cut_ = 0;
  Dataset set_;
};

Status Samples::count(const JsonLine& line, const std::string& where) {
  const int64_t before = vocabulary_.tokens();
  const auto emit = [&](std::string_view token) { vocabulary_.count(token); };
  Tokenizer tokenizer(options_.words, options_.lowercase);
  tokenizer.feed(*line.text, emit);
  tokenizer.finish(emit);
  const int64_t tokens = vocabulary_.tokens() - before;
  if (tokens == 0) return error_at(where, "The text of this line is empty.");
  cut_ += tokens > options_.steps + !labelled_;
  ++rows_;
  if (!labelled_) return {};
  if (!line.label)
    return error_at(where, "This line has no label. Lines without labels can only predict their next tokens.");
  labels_.emplace(*line.label, 0);
  if (static_cast<int64_t>(labels_.size()) <= limits::classes.value) return {};
  return error_at(where, "The target has more than {} different values, too many for classes.", limits::classes.value);
}

Status Samples::lay_out(const std::string& file) {
  if (rows_ == 0) return error_at(file, "The file is empty.");
  const int64_t numbers = labelled_ ? options_.steps + 1 : 2 * options_.steps;
  if (Status status = check_set_size(rows_, numbers, file); !status) return status;
  set_.inputs.resize(rows_, Shape{options_.steps});
  vocabulary_.close(options_.vocabulary);
  if (!labelled_) {
    set_.targets.resize(static_cast<size_t>(rows_ * options_.steps), Scalar(-1));
    return {};
  }
  if (labels_.size() < 2) {
    return error_at(file, "All lines belong to the same class, \"{}\": there is nothing to learn.",
                    excerpt(labels_.begin()->first));
  }
  for (auto& [label, index] : labels_) {
    index = set_.classes++;
    set_.class_names.push_back(label);
  }
  set_.targets.resize(static_cast<size_t>(rows_));
  return {};
}

Status Samples::take(const JsonLine& line, const std::string& where) {
  const auto label = labels_.find(line.label.value_or(""));
  if (row_ == rows_ || (labelled_ && label == labels_.end())) {
    return error_at(where, "The file changed while it was read.");
  }
  int64_t step = 0;
  Scalar* inputs = set_.inputs.row(row_);
  Scalar* targets = set_.targets.data() + (labelled_ ? row_ : row_ * options_.steps);
  const auto emit = [&](std::string_view token) {
    const auto id = static_cast<Scalar>(vocabulary_.id(token));  // asked for even when cut off: it learns the text
    if (step < options_.steps) inputs[step] = id;
    if (!labelled_ && step > 0 && step <= options_.steps) targets[step - 1] = id;
    ++step;
  };
  Tokenizer tokenizer(options_.words, options_.lowercase);
  tokenizer.feed(*line.text, emit);
  tokenizer.finish(emit);
  if (labelled_) targets[0] = static_cast<Scalar>(label->second);
  ++row_;
  return {};
}

Dataset Samples::finish() {
  set_.vocabulary = vocabulary_.texts();
  if (!labelled_) predict_next(vocabulary_.texts(), options_.steps, set_);
  if (cut_ > 0) {
    set_.notes.push_back(
        message("{} of {} texts have more than {} tokens and are cut off.", cut_, rows_, options_.steps));
  }
  return std::move(set_);
}

}  // namespace

Result<Dataset> read_jsonl(ByteSource& source, const Params& params, const Progress& progress) {
  Samples samples(params, get_text(params, "task") != "next");
  ProgressMeter meter(progress);
  meter.stretch(0, 0.5);
  const auto count = [&](const JsonLine& line, const std::string& where) { return samples.count(line, where); };
  if (Status status = for_each_line(source, params, meter, count); !status) return status.error();
  if (Status status = samples.lay_out(source.name()); !status) return status.error();
  meter.stretch(0.5, 1);
  const auto take = [&](const JsonLine& line, const std::string& where) { return samples.take(line, where); };
  if (Status status = for_each_line(source, params, meter, take); !status) return status.error();
  return samples.finish();
}

}  // namespace engine
