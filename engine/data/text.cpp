// Text from a file: plain, to predict the next token, or JSONL with a text and a label on each line.
#include "engine/data/text_file.h"
#include "engine/formats/limits.h"
#include "engine/formats/text_set.h"

namespace engine {

bool is_jsonl(const Params& params) {
  const std::string& format = get_text(params, "format");
  if (format != "auto") return format == "jsonl";
  const std::string& path = get_text(params, "path");
  return path.ends_with(".jsonl") || path.ends_with(".ndjson") || path.ends_with(".JSONL");
}

Result<Dataset> read_text(ByteSource& source, const Params& params, const Progress& progress) {
  if (is_jsonl(params)) return read_jsonl(source, params, progress);
  if (get_text(params, "task") != "classify") return read_plain_text(source, params, progress);
  return error_at(source.name(), "Plain text has no labels. Labels come with JSONL, one object a line.");
}

namespace {

Result<Dataset> make_text(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose a text or JSONL file.");
  Result<ByteSource> source = ByteSource::open(path, limits::file_bytes.value);
  if (!source) return source.error();
  return read_text(*source, request.params, request.progress);
}

std::vector<ParamSpec> text_params() {
  return {
      {.key = "path",
       .label = "File",
       .help = "A text in UTF-8, or JSONL with one object a line.",
       .default_value = std::string(),
       .is_path = true},
      {.key = "format",
       .label = "Format",
       .help = "Automatic: by the end of the file's name.",
       .default_value = std::string("auto"),
       .choices = {{"auto", "Automatic"}, {"text", "Plain text"}, {"jsonl", "JSONL"}}},
      {.key = "task",
       .label = "Task",
       .help = "Automatic: the next token of plain text, the label of JSONL.",
       .default_value = std::string("auto"),
       .choices = {{"auto", "Automatic"}, {"classify", "Label"}, {"next", "Next token"}}},
      {.key = "tokens",
       .label = "Tokens",
       .help = "What the text is cut into. Chinese and Japanese characters stand for themselves in both.",
       .default_value = std::string("character"),
       .choices = {{"character", "Characters"}, {"word", "Words"}}},
      {.key = "vocabulary",
       .label = "Vocabulary",
       .help = "How many different tokens are told apart at most; rarer ones become one unknown token.",
       .default_value = int64_t{5000},
       .minimum = 3,
       .maximum = static_cast<double>(limits::vocabulary.value),
       .step = 1},
      {.key = "steps",
       .label = "Steps",
       .help = "Tokens of a sample. Shorter texts are padded, longer ones cut off.",
       .default_value = int64_t{32},
       .minimum = 1,
       .maximum = 1024,
       .step = 1},
      {.key = "stride",
       .label = "Stride",
       .help = "Tokens from the start of one window of plain text to the next.",
       .default_value = int64_t{32},
       .minimum = 1,
       .maximum = 1024,
       .step = 1},
      {.key = "lowercase", .label = "Lower case", .help = "Whether A to Z are read as a to z.", .default_value = false},
      {.key = "text_key",
       .label = "Field of the text",
       .help = "Name of the field of a JSONL line that holds the text.",
       .default_value = std::string("text"),
       .visible_if = {"format", {"auto", "jsonl"}}},
      {.key = "label_key",
       .label = "Field of the label",
       .help = "Name of the field of a JSONL line that holds the label.",
       .default_value = std::string("label"),
       .visible_if = {"format", {"auto", "jsonl"}}}};
}

Shape target_shape(const Params& params) {
  const std::string& task = get_text(params, "task");
  const bool next = task == "next" || (task == "auto" && !is_jsonl(params));
  return next ? Shape{get_int(params, "steps")} : Shape{};
}

}  // namespace

const DatasetType& text_dataset() {
  static const DatasetType type{
      .id = "text",
      .title = "Text file",
      .category = "Files",
      .summary = "Plain text, each token predicting the next, or JSONL with a text and a label on each line.",
      .params = text_params(),
      .generated = false,
      .dimensions = 0,
      .classes = -1,
      .kind = SampleKind::tokens,
      .sample_shape = [](const Params& params) { return Shape{get_int(params, "steps")}; },
      .target_shape = target_shape,
      .file = &text_file(),
      .make = make_text,
  };
  return type;
}

}  // namespace engine
