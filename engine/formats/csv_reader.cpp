#include "engine/formats/csv_reader.h"

#include <algorithm>

#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr auto kMostLineBytes = static_cast<size_t>(limits::line_bytes.value);

}  // namespace

CsvReader::CsvReader(ByteSource& bytes, char delimiter) : text_(bytes), delimiter_(delimiter) {
  for (const char c : {delimiter, '"', '\n', '\r'}) special_[static_cast<unsigned char>(c)] = true;
}

std::string CsvReader::where(size_t field) const {
  return fmt::format("{}:{}:{}", text_.name(), record_line_, field + 1);
}

bool CsvReader::skip_line_break() {
  const int c = text_.peek();
  if (c != '\n' && c != '\r') return false;
  text_.take(1);
  if (c == '\r' && text_.peek() == '\n') text_.take(1);
  ++line_;
  return true;
}

Error CsvReader::too_long() const {
  return error_at(where(ends_.size()), "A line has at most {} bytes. A quote that is never closed may be the reason.",
                  limits::line_bytes.value);
}

Status CsvReader::read_quoted() {
  text_.take(1);
  bool closed = false;
  while (!closed && text_.peek() >= 0) {
    const std::string_view piece = text_.piece();
    const size_t length = std::min(piece.find_first_of("\"\r\n"), piece.size());
    record_.append(piece.substr(0, length));
    text_.take(length);
    if (record_.size() > kMostLineBytes) return too_long();
    if (length == piece.size()) continue;
    if (skip_line_break()) {
      record_ += '\n';
      continue;
    }
    text_.take(1);
    closed = text_.peek() != '"';
    if (closed) break;
    record_ += '"';
    text_.take(1);
  }
  if (!closed) return error_at(where(ends_.size()), "The quoted field that starts here is never closed.");
  if (is_end(text_.peek())) return {};
  return error_at(where(ends_.size()),
                  "After the closing quote of a field comes a delimiter or the end of the line, not \"{}\".",
                  excerpt(text_.piece().substr(0, 8)));
}

Status CsvReader::read_plain() {
  const size_t begin = record_.size();
  while (text_.peek() >= 0) {
    const std::string_view piece = text_.piece();
    size_t length = 0;
    while (length < piece.size() && !special_[static_cast<unsigned char>(piece[length])]) ++length;
    record_.append(piece.substr(0, length));
    text_.take(length);
    if (record_.size() > kMostLineBytes) return too_long();
    if (length == piece.size()) continue;
    if (piece[length] != '"') return {};
    if (delimiter_ !=
        '\t') {  // tables separated by tabs have no quotes as a rule: there one is a character like others
      return error_at(where(ends_.size()), "A field with quotes inside must be quoted as a whole: \"{}\".",
                      excerpt(record_.substr(begin) + std::string(text_.piece().substr(0, 40))));
    }
    record_ += '"';
    text_.take(1);
  }
  return {};
}

Status CsvReader::finish_record() {
  if (!text_.status()) return text_.status();
  if (const auto bad = first_bad_byte(record_)) {
    const auto field = std::upper_bound(ends_.begin(), ends_.end(), *bad);
    return bad_text(record_[*bad], where(static_cast<size_t>(field - ends_.begin())));
  }
  fields_.clear();
  size_t begin = 0;
  for (const size_t end : ends_) {
    fields_.emplace_back(record_.data() + begin, end - begin);
    begin = end;
  }
  return {};
}

Result<bool> CsvReader::next() {
  while (skip_line_break()) {
  }
  record_.clear();
  ends_.clear();
  record_line_ = line_;
  if (text_.peek() < 0) {
    if (!text_.status()) return text_.status().error();
    return false;
  }
  const auto most = static_cast<size_t>(limits::csv_columns.value);
  while (true) {
    if (ends_.size() == most) return error_at(where(most), "A line has at most {} fields.", most);
    if (Status status = text_.peek() == '"' ? read_quoted() : read_plain(); !status) return status.error();
    ends_.push_back(record_.size());
    if (text_.peek() < 0 || skip_line_break()) break;
    text_.take(1);  // the delimiter
  }
  if (Status status = finish_record(); !status) return status.error();
  return true;
}

}  // namespace engine
