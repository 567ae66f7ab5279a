// The directory of a ZIP archive, and its entries as streams: stored or deflated, each checked against its checksum.
// No encryption, no ZIP64, nothing is ever written to disk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/byte_source.h"

namespace engine {

struct ZipEntry {
  std::string name;
  bool deflated = false;
  int64_t packed = 0, size = 0;  // bytes in the archive, and unpacked
  uint32_t checksum = 0;
  int64_t header = 0;  // where its local header stands
};

Result<std::vector<ZipEntry>> read_zip_directory(ByteSource& source);

// Opens an entry for reading. A deflated one is unpacked once into nothing before that, so that what it claims to hold
// can be trusted, unless a first look takes its start as it comes (`trusted`). `source` outlives the reader, and one
// entry is read at a time.
Result<std::unique_ptr<ByteReader>> open_zip_entry(ByteSource& source, const ZipEntry& entry, bool trusted = false);

}  // namespace engine
