#include "engine/data/recognise.h"

#include <algorithm>

#include "engine/core/file.h"
#include "engine/formats/byte_source.h"
#include "engine/formats/limits.h"
#include "engine/formats/paths.h"
#include "engine/formats/utf8.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFoldersLookedInto = 100, kNamesOfEach = 20;

bool is_hidden(const std::string& name) { return name.empty() || name[0] == '.'; }

// Adds at most `most` names of a folder, each with `prefix` before it. What cannot be read holds nothing.
std::error_code list(const fs::path& folder, const std::string& prefix, size_t most,
                     std::vector<PathLook::Entry>& entries) {
  std::error_code failed;
  fs::directory_iterator at(folder, fs::directory_options::none, failed), end;
  for (size_t count = 0; !failed && at != end && count < most; at.increment(failed)) {
    const std::string name = text_of(at->path().filename());
    if (is_hidden(name)) continue;
    std::error_code odd;  // a link that leads nowhere or in circles is neither a folder nor a file
    const bool folder_too = at->is_directory(odd);
    if (!folder_too && !at->is_regular_file(odd)) continue;
    entries.push_back({prefix + name, folder_too});
    ++count;
  }
  return failed;
}

Status list_folder(const fs::path& folder, PathLook& look) {
  if (const std::error_code failed = list(folder, "", PathLook::kMostEntries, look.entries)) {
    return error_at(look.name, "The folder cannot be read: {}.", failed.message());
  }
  std::ranges::sort(look.entries, {}, &PathLook::Entry::name);
  const std::vector<PathLook::Entry> first = look.entries;
  size_t opened = 0;
  for (const PathLook::Entry& entry : first) {
    if (!entry.folder) continue;
    if (++opened > kFoldersLookedInto) break;
    (void)list(folder / path_of(entry.name), entry.name + "/", kNamesOfEach, look.entries);
  }
  std::ranges::sort(look.entries, {}, &PathLook::Entry::name);
  if (!look.entries.empty()) return {};
  return error_at(look.name, "The folder is empty.");
}

Status read_first_bytes(PathLook& look) {
  Result<ByteSource> source = ByteSource::open(look.path, limits::file_bytes.value);
  if (!source) return source.error();
  look.size = source->size();
  if (look.size == 0) return error_at(look.name, "The file is empty.");
  look.head.resize(static_cast<size_t>(std::min<int64_t>(look.size, PathLook::kHeadBytes)));
  return source->read_all(look.head);
}

}  // namespace

Result<PathLook> look_at(const std::string& path) {
  std::error_code failed;
  fs::path where = fs::absolute(path_of(path), failed).lexically_normal();
  if (!where.has_filename()) where = where.parent_path();  // "/a/b/" -> "/a/b"
  PathLook look;
  look.path = text_of(where);
  look.name = text_of(where.filename());
  const fs::file_status status = fs::status(where, failed);
  if (status.type() == fs::file_type::not_found) {
    return error_at(excerpt(look.name), "There is no such file or folder.");
  }
  if (failed) return error_at(excerpt(look.name), "This cannot be opened: {}.", failed.message());
  look.folder = fs::is_directory(status);
  if (!look.folder && !fs::is_regular_file(status)) {  // a pipe would wait for ever
    return error_at(excerpt(look.name), "This is neither a file nor a folder.");
  }
  const Status read = look.folder ? list_folder(where, look) : read_first_bytes(look);
  if (!read) return read.error();
  return look;
}

Result<std::vector<Recognised>> recognise(const PathLook& look) {
  std::vector<Recognised> found;
  Message refusal;
  for (const DatasetType* type : datasets().entries()) {
    if (!type->file) continue;
    Claim claim = type->file->recognise(look);
    if (claim.sure > 0) {
      found.push_back({type, claim.sure, std::move(claim.params)});
    } else if (refusal.empty()) {
      refusal = std::move(claim.refusal);
    }
  }
  std::ranges::stable_sort(found, std::greater<>(), &Recognised::sure);
  if (!found.empty()) return found;
  if (!refusal.empty()) return Error{std::move(refusal), look.name};
  if (look.folder) {
    return error_at(look.name,
                    "No data was found in this folder: neither folders of pictures, one for each class, nor the files "
                    "of MNIST or CIFAR.");
  }
  return error_at(look.name,
                  "Files of this kind are not read. Tables (CSV), texts (TXT, JSONL), NumPy arrays, the files of MNIST "
                  "and CIFAR and folders of pictures are.");
}

Result<std::vector<Recognised>> recognise(const std::string& path) {
  const Result<PathLook> look = look_at(path);
  if (!look) return look.error();
  return recognise(*look);
}

}  // namespace engine
