// A text file read in pieces: the byte order mark is passed over, UTF-16 is refused. The bytes come as they stand in
// the file; whoever joins them to lines or fields checks them with first_bad_byte.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/byte_source.h"

namespace engine {

class TextSource {
 public:
  // Reads from where `bytes` stands, which outlives the source.
  explicit TextSource(ByteSource& bytes);

  // The bytes at hand, of which `take` removes some.
  std::string_view piece() const { return {buffer_.data() + at_, end_ - at_}; }
  void take(size_t count) { at_ += count; }
  // The next byte, or -1 at the end and after a failure.
  int peek() { return at_ < end_ || fill() ? static_cast<unsigned char>(buffer_[at_]) : -1; }
  // Makes piece() longer than nothing; false at the end and after a failure.
  bool fill();
  const Status& status() const { return status_; }
  const std::string& name() const { return bytes_.name(); }
  // How much of the file has been read, 0 .. 1.
  double progress() const;

 private:
  ByteSource& bytes_;
  std::vector<char> buffer_;
  size_t at_ = 0, end_ = 0;
  Status status_;
  bool started_ = false;
};

// Why a text that has a bad byte on this line is refused.
Error bad_text(char byte, std::string where);

// Lines of a text, without their ends (LF, CRLF or CR) and checked to be UTF-8.
class LineReader {
 public:
  explicit LineReader(ByteSource& bytes) : text_(bytes) {}

  // Reads the next line; false at the end.
  Result<bool> next();
  const std::string& line() const { return line_; }
  int64_t number() const { return number_; }
  // "data.jsonl:12"
  std::string where() const { return fmt::format("{}:{}", text_.name(), number_); }
  double progress() const { return text_.progress(); }

 private:
  TextSource text_;
  std::string line_;
  int64_t number_ = 0;
};

}  // namespace engine
