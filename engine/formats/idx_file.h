// One file of the MNIST family in the IDX format (Yann LeCun's page of MNIST): a header with the sizes, then bytes;
// plain or packed by gzip, which its first bytes tell. Knows nothing of labels, folders and sets of data.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/formats/inflate.h"

namespace engine {

class IdxFile {
 public:
  // Opens the file and reads its header. Refused: other formats, numbers that are not bytes, sizes that the file cannot
  // hold or that are beyond the limits.
  static Result<IdxFile> open(const std::string& path);
  // The same for bytes in memory, which outlive it.
  static Result<IdxFile> open(std::string_view bytes, const std::string& name);

  const std::string& name() const { return source_->name(); }
  const std::vector<int64_t>& sizes() const { return sizes_; }  // the first is the number of items
  int64_t item_bytes() const;
  bool packed() const { return inflater_ != nullptr; }

  // The next bytes of the content; all of `into` is filled.
  Status read(std::span<char> into);
  // Called behind the last byte: what follows it does not belong here.
  Status expect_end();

 private:
  IdxFile() = default;
  static Result<IdxFile> begin(ByteSource source);
  Status read_header();
  Status check_sizes() const;
  ByteReader& reader() { return inflater_ ? static_cast<ByteReader&>(*inflater_) : *source_; }

  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<Inflater> inflater_;  // null: the file is not packed
  std::vector<int64_t> sizes_;
};

}  // namespace engine
