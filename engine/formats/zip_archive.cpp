#include "engine/formats/zip_archive.h"

#include <zlib.h>

#include <algorithm>

#include "engine/formats/checksums.h"
#include "engine/formats/inflate.h"
#include "engine/formats/limits.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

constexpr size_t kEndBytes = 22, kCentralBytes = 46, kLocalBytes = 30;
constexpr int64_t kMostComment = 0xFFFF;
constexpr uint32_t kUnknown = 0xFFFFFFFF;  // the value stands in a ZIP64 record
constexpr std::string_view kEnd("PK\5\6", 4), kCentral("PK\1\2", 4), kLocal("PK\3\4", 4);

uint32_t number(std::string_view bytes, size_t at, size_t width) {
  uint32_t value = 0;
  for (size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

struct Directory {
  int64_t begin = 0, bytes = 0, entries = 0;
};

// The record at the end of the archive says where the directory is.
Result<Directory> find_directory(ByteSource& source) {
  const int64_t tail = std::min(source.size(), static_cast<int64_t>(kEndBytes) + kMostComment);
  std::string bytes(static_cast<size_t>(tail), '\0');
  source.seek(source.size() - tail);
  if (Status status = source.read_all(bytes); !status) return status.error();
  const size_t at = bytes.size() < kEndBytes ? std::string::npos : bytes.rfind(kEnd, bytes.size() - kEndBytes);
  if (at == std::string::npos)
    return error_at(source.name(), "The archive has no directory. It is cut off, or no ZIP.");
  const Directory found{number(bytes, at + 16, 4), number(bytes, at + 12, 4), number(bytes, at + 10, 2)};
  const int64_t end = source.size() - tail + static_cast<int64_t>(at);
  if (found.begin + found.bytes > end) {
    return error_at(source.place(end), "The directory of the archive lies beyond its end, or the archive is a ZIP64.");
  }
  if (found.entries <= limits::zip_entries.value) return found;
  return error_at(source.name(), "The archive holds {} files; at most {} are read.", found.entries,
                  limits::zip_entries.value);
}

Status check_entry(const ByteSource& source, const ZipEntry& entry, uint32_t flags, uint32_t method,
                   const std::string& place) {
  const std::string name = excerpt(entry.name);
  if (flags & 1) return error_at(place, "\"{}\" is encrypted.", name);
  if (method != 0 && method != 8)
    return error_at(place, "\"{}\" is packed in a way that is not known ({}).", name, method);
  const bool far = entry.packed == kUnknown || entry.size == kUnknown || entry.header == kUnknown;
  if (far || entry.header + entry.packed > source.size()) {
    return error_at(place, "\"{}\" lies beyond the end of the archive, or the archive is a ZIP64.", name);
  }
  if (limits::expands_too_far(entry.size, entry.packed)) {
    return error_at(place, "The packed data grows to more than {} times its size; this is refused beyond {} MiB.",
                    limits::expansion.value, limits::expansion_free.value >> 20);
  }
  if (entry.deflated || entry.packed == entry.size) return {};
  return error_at(place, "\"{}\" is not packed, but has two sizes: {} and {}.", name, entry.packed, entry.size);
}

// Counts and sums what goes through; at the end both must be what the directory says.
class CheckedReader : public ByteReader {
 public:
  CheckedReader(ByteSource& source, const ZipEntry& entry) : source_(source), entry_(entry) {
    if (entry.deflated) inflater_ = std::make_unique<Inflater>(source, entry.packed, Packing::raw);
  }

  Result<size_t> read(std::span<char> into) override {
    const auto left = static_cast<size_t>(entry_.size - done_);
    const std::span<char> wanted = into.first(std::min(into.size(), left));
    const Result<size_t> got = inflater_ ? inflater_->read(wanted) : source_.read(wanted);
    if (!got) return got.error();
    done_ += static_cast<int64_t>(*got);
    for (size_t at = 0; at < *got; at += kStep) {
      sum_ =
          crc32(sum_, reinterpret_cast<const Bytef*>(into.data() + at), static_cast<uInt>(std::min(kStep, *got - at)));
    }
    if (*got < wanted.size()) return error_at(place(), "\"{}\" ends too early.", excerpt(entry_.name));
    if (kChecksums && done_ == entry_.size && sum_ != entry_.checksum) {
      return error_at(place(), "\"{}\" is damaged: its checksum is wrong.", excerpt(entry_.name));
    }
    return got;
  }
  std::string place() const override { return source_.place(); }
  bool at_end() const { return done_ == entry_.size; }

 private:
  static constexpr size_t kStep = size_t{1} << 30;
  ByteSource& source_;
  ZipEntry entry_;
  std::unique_ptr<Inflater> inflater_;
  int64_t done_ = 0;
  uLong sum_ = 0;
};

// Puts the source on the first byte of the entry's data.
Status seek_data(ByteSource& source, const ZipEntry& entry) {
  source.seek(entry.header);
  char bytes[kLocalBytes];
  if (Status status = source.read_all(bytes); !status) return status;
  const std::string_view local(bytes, kLocalBytes);
  const int64_t data = entry.header + static_cast<int64_t>(kLocalBytes) + number(local, 26, 2) + number(local, 28, 2);
  if (!local.starts_with(kLocal) || data + entry.packed > source.size()) {
    return error_at(source.place(entry.header), "\"{}\" does not begin here, though the directory says so.",
                    excerpt(entry.name));
  }
  source.seek(data);
  return {};
}

}  // namespace

Result<std::vector<ZipEntry>> read_zip_directory(ByteSource& source) {
  const Result<Directory> directory = find_directory(source);
  if (!directory) return directory.error();
  std::string all(static_cast<size_t>(directory->bytes), '\0');
  source.seek(directory->begin);
  if (Status status = source.read_all(all); !status) return status.error();
  std::vector<ZipEntry> entries;
  size_t at = 0;
  while (static_cast<int64_t>(entries.size()) < directory->entries) {
    const std::string place = source.place(directory->begin + static_cast<int64_t>(at));
    const std::string_view record = std::string_view(all).substr(at);
    const bool whole = record.size() >= kCentralBytes && record.starts_with(kCentral);
    const size_t name = whole ? number(record, 28, 2) : 0;
    const size_t length = whole ? kCentralBytes + name + number(record, 30, 2) + number(record, 32, 2) : 0;
    if (!whole || length > record.size()) return error_at(place, "The directory of the archive is damaged here.");
    const uint32_t method = number(record, 10, 2);
    ZipEntry entry{std::string(record.substr(kCentralBytes, name)),
                   method == 8,
                   number(record, 20, 4),
                   number(record, 24, 4),
                   number(record, 16, 4),
                   number(record, 42, 4)};
    if (Status status = check_entry(source, entry, number(record, 8, 2), method, place); !status) return status.error();
    entries.push_back(std::move(entry));
    at += length;
  }
  return entries;
}

Result<std::unique_ptr<ByteReader>> open_zip_entry(ByteSource& source, const ZipEntry& entry, bool trusted) {
  if (Status status = seek_data(source, entry); !status) return status.error();
  const int64_t data = source.position();
  if (entry.deflated && !trusted) {
    CheckedReader trial(source, entry);
    std::vector<char> nothing(size_t{64} << 10);
    while (!trial.at_end()) {
      const Result<size_t> got = trial.read(nothing);
      if (!got) return got.error();
    }
    source.seek(data);
  }
  return std::unique_ptr<ByteReader>(std::make_unique<CheckedReader>(source, entry));
}

}  // namespace engine
