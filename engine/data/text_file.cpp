// Which files are texts, and the first lines of one, cut into tokens.
#include "engine/data/text_file.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/data/preview_set.h"
#include "engine/formats/head.h"
#include "engine/formats/json_line.h"
#include "engine/formats/limits.h"
#include "engine/formats/text_set.h"
#include "engine/formats/text_source.h"
#include "engine/formats/tokenizer.h"

namespace engine {
namespace {

constexpr int64_t kPreviewBytes = int64_t{64} << 10;
constexpr size_t kMostLines = 60, kMostTokens = 300;

// The names of the fields of a line that hold text and a label.
struct Keys {
  std::string text, label;
};

Keys likely_keys(const nlohmann::json& line) {
  static constexpr std::array texts{"text", "sentence", "content", "review", "body", "document"};
  static constexpr std::array labels{"label", "class", "category", "target", "sentiment", "y"};
  Keys keys;
  for (const char* name : texts) {
    if (keys.text.empty() && line.contains(name) && line[name].is_string()) keys.text = name;
  }
  for (const char* name : labels) {
    if (keys.label.empty() && line.contains(name) && line[name].is_primitive()) keys.label = name;
  }
  size_t longest = 0;
  for (const auto& [name, value] : line.items()) {
    if (!keys.text.empty() || !value.is_string() || name == keys.label) continue;
    const size_t length = value.get_ref<const std::string&>().size();
    if (length < longest) continue;
    longest = length;
    keys.text = name;
  }
  return keys;
}

// The keys of the first line when it is an object of JSON with a text in it.
Keys keys_of_first_line(const PathLook& look) {
  const std::string_view text = look.whole() ? std::string_view(look.head) : whole_lines(look.head);
  const size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos || text[begin] != '{') return {};
  const std::string line(text.substr(begin, text.find_first_of("\r\n", begin) - begin));
  // Checks how deep the brackets go before a tree is built of them.
  const std::string nothing;
  if (const auto checked = read_json_line(line, nothing, nothing, ""); !checked) {
    const bool only_text_is_missing = checked.error().what.text.starts_with("There is no text");
    if (!only_text_is_missing) return {};
  }
  const nlohmann::json parsed = nlohmann::json::parse(line, nullptr, false);
  return parsed.is_object() ? likely_keys(parsed) : Keys{};
}

Claim recognise(const PathLook& look) {
  Claim claim;
  if (look.folder) return claim;
  const std::string end = look.extension();
  const bool lines_of_json = end == ".jsonl" || end == ".ndjson";
  const bool named = end == ".txt" || end == ".md" || end == ".text";
  const bool text = looks_like_text(look.head, look.whole());
  if (!text) {
    claim.sure = lines_of_json || named ? 0.3 : 0;
    if (claim.sure > 0) claim.params["path"] = look.path;
    return claim;
  }
  const Keys keys = keys_of_first_line(look);
  const bool json = lines_of_json || !keys.text.empty();
  if (json) {
    claim.sure = lines_of_json ? 0.9 : 0.6;
    claim.params["format"] = std::string("jsonl");
    if (!keys.text.empty()) claim.params["text_key"] = keys.text;
    if (!keys.label.empty()) claim.params["label_key"] = keys.label;
    claim.params["task"] = std::string(keys.label.empty() && !keys.text.empty() ? "next" : "classify");
  } else {
    claim.sure = named ? 0.6 : 0.1;
    claim.params["format"] = std::string("text");
    claim.params["task"] = std::string("next");
  }
  claim.params["path"] = look.path;
  return claim;
}

std::vector<std::string> tokens_of(std::string_view line, const TextOptions& options) {
  std::vector<std::string> tokens;
  Tokenizer tokenizer(options.words, options.lowercase);
  const auto emit = [&](std::string_view token) {
    if (tokens.size() < kMostTokens) tokens.emplace_back(token);
  };
  tokenizer.feed(line, emit);
  tokenizer.finish(emit);
  return tokens;
}

// The first lines; what is wrong with one of them is for the reading of the set to say.
void add_lines(ByteSource& source, const Params& params, bool json, DataPreview& preview) {
  const TextOptions options = text_options(params);
  LineReader reader(source);
  while (preview.lines.size() < kMostLines) {
    const Result<bool> more = reader.next();
    if (!more || !*more) break;
    PreviewLine line;
    line.number = reader.number();
    if (json) {
      if (reader.line().find_first_not_of(" \t") == std::string::npos) continue;
      const Result<JsonLine> read =
          read_json_line(reader.line(), get_text(params, "text_key"), get_text(params, "label_key"), reader.where());
      if (!read) break;
      line.label = read->label.value_or("");
      line.tokens = tokens_of(*read->text, options);
    } else {
      line.tokens = tokens_of(reader.line(), options);
    }
    preview.lines.push_back(std::move(line));
  }
  source.seek(0);
}

Result<DataPreview> preview(const DatasetRequest& request) {
  const std::string& path = get_text(request.params, "path");
  if (path.empty()) return error("Choose a text or JSONL file.");
  Result<ByteSource> file = ByteSource::open(path, limits::file_bytes.value);
  if (!file) return file.error();
  const Result<Head> head = read_head(*file, kPreviewBytes);
  if (!head) return head.error();
  ByteSource source(head->bytes, file->name());
  const bool json = is_jsonl(request.params);
  DataPreview preview;
  preview.whole = head->whole;
  add_lines(source, request.params, json, preview);
  const Result<Dataset> set = read_text(source, request.params, {});
  if (!set) {
    if (preview.lines.empty()) return set.error();
    preview.problem = set.error();
    return preview;
  }
  tell_of_set(*set, preview);
  return preview;
}

}  // namespace

const FileSource& text_file() {
  static const FileSource file{.paths = {{"path", {".txt", ".md", ".jsonl", ".ndjson", ".json", ".text"}}},
                               .main = {"format", "task", "tokens", "steps", "text_key", "label_key"},
                               .recognise = recognise,
                               .preview = preview};
  return file;
}

}  // namespace engine
