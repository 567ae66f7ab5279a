// Unpacks deflated bytes (raw, zlib, gzip) piece by piece with zlib, and refuses what grows out of all proportion.
// Knows nothing of ZIP archives or of what the bytes mean.
#pragma once

#include <memory>
#include <vector>

#include "engine/formats/byte_source.h"

namespace engine {

enum class Packing { raw, zlib, gzip };

class Inflater : public ByteReader {
 public:
  // Reads at most `packed_bytes` from `source`, beginning where it stands; `source` outlives the inflater.
  Inflater(ByteReader& source, int64_t packed_bytes, Packing packing);
  ~Inflater() override;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Result<size_t> read(std::span<char> into) override;
  std::string place() const override { return source_.place(); }
  // Bytes that came out so far.
  int64_t produced() const { return produced_; }
  // Packed bytes that were needed for them.
  int64_t consumed() const;
  bool finished() const { return finished_; }

 private:
  Status refill();
  Status next_member();

  struct Stream;
  ByteReader& source_;
  int64_t left_, produced_ = 0;
  Packing packing_;
  bool finished_ = false;
  std::unique_ptr<Stream> stream_;
  std::vector<char> buffer_;
};

}  // namespace engine
