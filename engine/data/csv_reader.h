// Records of a CSV text after RFC 4180: quoted fields with commas, doubled quotes and line breaks; LF, CRLF or CR.
// Knows nothing of headers, numbers or columns that mean something.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace engine {

class CsvReader {
 public:
  // `name` stands in error positions: "data.csv:12:3" is line 12, field 3. `text` must outlive the reader.
  CsvReader(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

  // Reads the next record that is not an empty line. False at the end of the text.
  Result<bool> next();
  const std::vector<std::string>& fields() const { return fields_; }
  int64_t line() const { return record_line_; }
  // The position of a field (counted from 0) of the current record.
  std::string where(size_t field) const;

 private:
  Status read_quoted(std::string& field);
  Status read_plain(std::string& field);
  bool skip_line_break();

  std::string_view text_;
  std::string name_;
  size_t at_ = 0;
  int64_t line_ = 1, record_line_ = 1;
  std::vector<std::string> fields_;
};

// Text for a message: at most about 40 characters, without control characters.
std::string excerpt(std::string_view text);

// Checks that `bytes` is UTF-8 text and returns it without its byte order mark; UTF-16 and other bytes are refused.
Result<std::string_view> checked_text(std::string_view bytes, const std::string& name);

}  // namespace engine
