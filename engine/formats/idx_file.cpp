#include "engine/formats/idx_file.h"

#include <array>

#include "engine/formats/limits.h"

namespace engine {
namespace {

constexpr int kBytes = 0x08;  // the type of the numbers: 0 .. 255
constexpr int kMostSizes = 4;

unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

Result<IdxFile> IdxFile::open(const std::string& path) {
  Result<ByteSource> source = ByteSource::open(path, limits::file_bytes.value);
  if (!source) return source.error();
  return begin(std::move(*source));
}

Result<IdxFile> IdxFile::open(std::string_view bytes, const std::string& name) {
  return begin(ByteSource(bytes, name));
}

Result<IdxFile> IdxFile::begin(ByteSource source) {
  IdxFile file;
  file.source_ = std::make_unique<ByteSource>(std::move(source));
  std::array<char, 2> start{};
  const Result<size_t> got = file.source_->read(start);
  if (!got) return got.error();
  file.source_->seek(0);
  if (*got == 2 && byte_of(start[0]) == 0x1F && byte_of(start[1]) == 0x8B) {
    file.inflater_ = std::make_unique<Inflater>(*file.source_, file.source_->size(), Packing::gzip);
  }
  if (Status status = file.read_header(); !status) return status.error();
  if (Status status = file.check_sizes(); !status) return status.error();
  return file;
}

Status IdxFile::read_header() {
  std::array<char, 4> field{};
  if (Status status = reader().read_all(field); !status) return status;
  const unsigned type = byte_of(field[2]), sizes = byte_of(field[3]);
  if (field[0] != 0 || field[1] != 0 || sizes < 1 || sizes > kMostSizes) {
    const std::string start =
        fmt::format("{:02X} {:02X} {:02X} {:02X}", byte_of(field[0]), byte_of(field[1]), type, sizes);
    return error_at(
        name(), "This is no IDX file: it begins with the bytes {}, not with 00 00 08 and the number of sizes.", start);
  }
  if (type != kBytes) {
    return error_at(name(), "The numbers of this IDX file are of type {}; only bytes (08) are read.",
                    fmt::format("{:02X}", type));
  }
  for (unsigned i = 0; i < sizes; ++i) {
    if (Status status = reader().read_all(field); !status) return status;
    int64_t size = 0;
    for (const char c : field) size = size * 256 + byte_of(c);
    sizes_.push_back(size);
  }
  return {};
}

// Before memory is asked for: an item is a picture of bearable size, and the file can hold what it promises.
Status IdxFile::check_sizes() const {
  if (sizes_[0] < 1) return error_at(name(), "The file holds no items.");
  for (size_t i = 1; i < sizes_.size(); ++i) {
    if (sizes_[i] >= 1 && sizes_[i] <= limits::picture_side.value) continue;
    return error_at(name(), "An item has the size {} in one direction; it must lie between 1 and {}.", sizes_[i],
                    limits::picture_side.value);
  }
  const int64_t item = item_bytes();  // at most 8192 cubed: no overflow
  if (sizes_[0] > limits::values.value / item) {
    return error_at(name(), "{} items of {} bytes are too many to keep; at most {} fit.", sizes_[0], item,
                    limits::values.value / item);
  }
  const int64_t promised = 4 + 4 * static_cast<int64_t>(sizes_.size()) + sizes_[0] * item, size = source_->size();
  if (inflater_ ? limits::expands_too_far(promised, size) : promised != size) {
    return error_at(name(), "The header promises {} bytes, but the file has {}.", promised, size);
  }
  return {};
}

int64_t IdxFile::item_bytes() const {
  int64_t bytes = 1;
  for (size_t i = 1; i < sizes_.size(); ++i) bytes *= sizes_[i];
  return bytes;
}

Status IdxFile::read(std::span<char> into) { return reader().read_all(into); }

Status IdxFile::expect_end() {
  char extra = 0;
  const Result<size_t> got = reader().read({&extra, 1});
  if (!got) return got.error();
  if (*got == 0) return {};
  return error_at(name(), "More bytes follow than the header promises.");
}

}  // namespace engine
