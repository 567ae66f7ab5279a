// Records of a CSV or TSV text after RFC 4180: quoted fields with delimiters, doubled quotes and line breaks; LF, CRLF
// or CR. Reads piece by piece. Knows nothing of headers, numbers or columns that mean something.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/text_source.h"

namespace engine {

class CsvReader {
 public:
  // Reads from where `bytes` stands, which outlives the reader. Positions in messages: "data.csv:12:3" is line 12,
  // field 3.
  explicit CsvReader(ByteSource& bytes, char delimiter = ',');

  // Reads the next record that is not an empty line. False at the end of the text.
  Result<bool> next();
  // Valid until the next call of next().
  const std::vector<std::string_view>& fields() const { return fields_; }
  int64_t line() const { return record_line_; }
  // The position of a field (counted from 0) of the current record.
  std::string where(size_t field) const;
  double progress() const { return text_.progress(); }

 private:
  Status read_quoted();
  Status read_plain();
  Error too_long() const;
  Status finish_record();
  bool skip_line_break();
  bool is_end(int c) const { return c < 0 || c == delimiter_ || c == '\n' || c == '\r'; }

  TextSource text_;
  char delimiter_;
  std::array<bool, 256> special_{};
  int64_t line_ = 1, record_line_ = 1;
  std::string record_;                    // the fields, one behind the other
  std::vector<size_t> ends_;              // where each field ends in record_
  std::vector<std::string_view> fields_;  // into record_
};

}  // namespace engine
