#include "engine/data/csv_reader.h"

#include <algorithm>

namespace engine {
namespace {

constexpr size_t kMostFields = 10000;

bool is_break(char c) { return c == '\n' || c == '\r'; }

// Bytes of the UTF-8 character at text[i], or 0 when there is none (also for surrogates and overlong forms).
size_t utf8_length(std::string_view text, size_t i) {
  const auto byte = [&](size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
  const auto follows = [&](size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned a = byte(i), b = byte(i + 1);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF && follows(i + 1)) return 2;
  if (a >= 0xE0 && a <= 0xEF && follows(i + 1) && follows(i + 2)) {
    const bool bad = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F);
    return bad ? 0 : 3;
  }
  if (a >= 0xF0 && a <= 0xF4 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
    const bool bad = (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F);
    return bad ? 0 : 4;
  }
  return 0;
}

}  // namespace

std::string CsvReader::where(size_t field) const { return fmt::format("{}:{}:{}", name_, record_line_, field + 1); }

bool CsvReader::skip_line_break() {
  if (at_ >= text_.size() || !is_break(text_[at_])) return false;
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
  return true;
}

Status CsvReader::read_quoted(std::string& field) {
  bool closed = false;
  ++at_;
  while (at_ < text_.size() && !closed) {
    const char c = text_[at_];
    const bool doubled = c == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"';
    if (is_break(c)) {
      field += '\n';
      skip_line_break();
      continue;
    }
    closed = c == '"' && !doubled;
    if (!closed) field += c;
    at_ += doubled ? 2 : 1;
  }
  const bool ends = at_ >= text_.size() || text_[at_] == ',' || is_break(text_[at_]);
  if (closed && ends) return {};
  const std::string place = where(fields_.size() - 1);
  if (!closed) return error_at(place, "The quoted field that starts here is never closed.");
  return error_at(place, "After the closing quote of a field comes a comma or the end of the line, not \"{}\".",
                  excerpt(text_.substr(at_, 8)));
}

Status CsvReader::read_plain(std::string& field) {
  const size_t begin = at_;
  while (at_ < text_.size() && text_[at_] != ',' && !is_break(text_[at_])) {
    if (text_[at_] == '"') {
      return error_at(where(fields_.size() - 1), "A field with quotes inside must be quoted as a whole: \"{}\".",
                      excerpt(text_.substr(begin, 40)));
    }
    ++at_;
  }
  field = text_.substr(begin, at_ - begin);
  return {};
}

Result<bool> CsvReader::next() {
  while (skip_line_break()) {
  }
  fields_.clear();
  record_line_ = line_;
  if (at_ >= text_.size()) return false;
  while (true) {
    if (fields_.size() == kMostFields) {
      return error_at(where(fields_.size()), "A line has at most {} fields.", kMostFields);
    }
    std::string& field = fields_.emplace_back();
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (Status status = quoted ? read_quoted(field) : read_plain(field); !status) return status.error();
    if (at_ >= text_.size() || skip_line_break()) return true;
    ++at_;  // the comma
  }
}

std::string excerpt(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const size_t length = std::max<size_t>(1, utf8_length(text, i));
    if (out.size() + length > 40) return out + "...";
    const bool shown = utf8_length(text, i) > 1 || (text[i] >= ' ' && text[i] < 127);
    out += shown ? std::string(text.substr(i, length)) : "?";
    i += length;
  }
  return out;
}

Result<std::string_view> checked_text(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return error_at(name, "The file is encoded as UTF-16. Save it as UTF-8 (in Excel: \"CSV UTF-8\").");
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  int64_t line = 1;
  for (size_t i = 0; i < bytes.size();) {
    const size_t length = utf8_length(bytes, i);
    if (bytes[i] == '\0') {
      return error_at(fmt::format("{}:{}", name, line),
                      "There is a zero byte here: this is no UTF-8 text. It may be UTF-16 or not a text at all.");
    }
    if (length == 0) {
      return error_at(fmt::format("{}:{}", name, line), "The text is not UTF-8 here. Save the file as UTF-8.");
    }
    line += bytes[i] == '\n';
    i += length;
  }
  return bytes;
}

}  // namespace engine
