#include "engine/formats/array_file.h"

#include <algorithm>

#include "engine/formats/utf8.h"

namespace engine {

Result<ArrayFile> ArrayFile::open(ByteSource& source) {
  ArrayFile file(source);
  char magic[4] = {};
  source.seek(0);
  const Result<size_t> got = source.read(magic);
  if (!got) return got.error();
  const std::string_view start(magic, *got);
  source.seek(0);
  if (start == "\x93NUM") {
    file.names_ = {source.name().substr(0, source.name().rfind('.'))};
    return file;
  }
  if (!start.starts_with("PK")) return error_at(source.name(), "This is neither an NPY array nor an NPZ archive.");
  Result<std::vector<ZipEntry>> entries = read_zip_directory(source);
  if (!entries) return entries.error();
  for (ZipEntry& entry : *entries) {
    if (!entry.name.ends_with(".npy")) continue;
    file.names_.push_back(entry.name.substr(0, entry.name.size() - 4));
    file.entries_.push_back(std::move(entry));
  }
  if (file.names_.empty()) return error_at(source.name(), "There is no array in the archive.");
  return file;
}

Result<ArrayFile::Array> ArrayFile::array(const std::string& name, bool trusted) {
  Array array;
  array.name = excerpt(name);
  array.values = source_;
  const auto found = std::ranges::find(names_, name);
  if (found == names_.end()) {
    std::string known;
    for (size_t i = 0; i < std::min<size_t>(names_.size(), 12); ++i) known += (i ? ", " : "") + excerpt(names_[i]);
    if (names_.size() > 12) known += ", ...";
    return error_at(source_->name(), "There is no array \"{}\" in the file; its arrays are {}.", excerpt(name), known);
  }
  source_->seek(0);
  if (!entries_.empty()) {
    const ZipEntry& entry = entries_[static_cast<size_t>(found - names_.begin())];
    Result<std::unique_ptr<ByteReader>> stream = open_zip_entry(*source_, entry, trusted);
    if (!stream) return stream.error();
    array.stream = std::move(*stream);
    array.values = array.stream.get();
  }
  const Result<NpyHeader> header = read_npy_header(*array.values);
  if (!header) return header.error();
  array.header = *header;
  const int64_t needed = header->count() * header->size;
  int64_t left = source_->size() - source_->position();
  if (!entries_.empty()) left = entries_[static_cast<size_t>(found - names_.begin())].size;
  if (needed <= left) return array;
  return error_at(source_->name(), "The array {} of \"{}\" needs {} bytes, but only {} are there.",
                  header->shape_text(), array.name, needed, left);
}

}  // namespace engine
