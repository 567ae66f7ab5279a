#include "engine/formats/byte_source.h"

#include <algorithm>
#include <filesystem>

#include "engine/core/file.h"

namespace engine {

Status ByteReader::read_all(std::span<char> into) {
  const std::string from = place();
  const Result<size_t> got = read(into);
  if (!got) return got.error();
  if (*got == into.size()) return {};
  return error_at(from, "The file ends too early: {} bytes belong here, but {} are left.", into.size(), *got);
}

Result<ByteSource> ByteSource::open(const std::string& path, int64_t most_bytes) {
  const Result<int64_t> size = size_of_file(path, most_bytes);
  if (!size) return size.error();
  ByteSource source;
  source.name_ = file_name_of(path);
  source.size_ = *size;
  source.file_ =
      std::make_unique<std::ifstream>(std::filesystem::path(std::u8string(path.begin(), path.end())), std::ios::binary);
  if (!*source.file_) return error_at(path, "The file cannot be opened for reading.");
  return source;
}

ByteSource::ByteSource(std::string_view bytes, std::string name)
    : name_(std::move(name)), memory_(bytes), size_(static_cast<int64_t>(bytes.size())) {}

Result<size_t> ByteSource::read(std::span<char> into) {
  // A file that grows while it is read ends where it ended when it was opened.
  const size_t wanted = std::min(into.size(), static_cast<size_t>(size_ - position_));
  size_t got = wanted;
  if (file_) {
    file_->read(into.data(), static_cast<std::streamsize>(wanted));
    got = static_cast<size_t>(file_->gcount());
    if (file_->bad() || got < wanted) return error_at(place(), "The file cannot be read on from here.");
  } else {
    std::copy_n(memory_.data() + position_, wanted, into.data());
  }
  position_ += static_cast<int64_t>(got);
  return got;
}

void ByteSource::seek(int64_t position) {
  position_ = std::clamp<int64_t>(position, 0, size_);
  if (!file_) return;
  file_->clear();
  file_->seekg(position_);
}

}  // namespace engine
