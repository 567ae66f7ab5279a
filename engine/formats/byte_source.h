// Bytes that are read one after the other: a file read in pieces, so that it never lies in memory as a whole, or bytes
// in memory (tests, fuzzing, the command line). Knows nothing of what the bytes mean.
#pragma once

#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace engine {

class ByteReader {
 public:
  virtual ~ByteReader() = default;
  // Fills `into` from its front and returns how much; less than asked for only at the end.
  virtual Result<size_t> read(std::span<char> into) = 0;
  // Where the next byte comes from: "data.npz:byte 120".
  virtual std::string place() const = 0;
  // Fills all of `into`, or says where the bytes end.
  Status read_all(std::span<char> into);
};

class ByteSource : public ByteReader {
 public:
  // A regular file (path in UTF-8) of at most `most_bytes`.
  static Result<ByteSource> open(const std::string& path, int64_t most_bytes);
  // Bytes that outlive the source; `name` stands in messages.
  ByteSource(std::string_view bytes, std::string name);

  Result<size_t> read(std::span<char> into) override;
  std::string place() const override { return place(position_); }
  std::string place(int64_t position) const { return fmt::format("{}:byte {}", name_, position); }
  // Goes on reading at `position`, counted from the start of the file.
  void seek(int64_t position);

  const std::string& name() const { return name_; }
  int64_t size() const { return size_; }
  int64_t position() const { return position_; }

 private:
  ByteSource() = default;

  std::string name_;
  std::unique_ptr<std::ifstream> file_;  // null: memory_ holds the bytes
  std::string_view memory_;
  int64_t size_ = 0, position_ = 0;
};

}  // namespace engine
