#include "engine/core/file.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace engine {
namespace fs = std::filesystem;
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

fs::path path_of(const std::string& utf8) { return fs::path(std::u8string(utf8.begin(), utf8.end())); }

File open_file(const fs::path& path, const char* mode) {
#ifdef _WIN32
  const std::wstring wide(mode, mode + std::strlen(mode));
  return File(_wfopen(path.c_str(), wide.c_str()));
#else
  return File(std::fopen(path.c_str(), mode));
#endif
}

bool flush_to_disk(std::FILE* file) {
  if (std::fflush(file) != 0) return false;
#ifdef _WIN32
  return _commit(_fileno(file)) == 0;
#else
  return fsync(fileno(file)) == 0;
#endif
}

std::string reason() { return std::generic_category().message(errno); }

Status write_new(const fs::path& path, std::string_view bytes) {
  File file = open_file(path, "wbx");  // x: never follows a link or file that somebody put there
  if (!file) return error("The file cannot be written: {}.", reason());
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  if (!written || !flush_to_disk(file.get())) return error("The file cannot be written: {}.", reason());
  if (std::fclose(file.release()) != 0) return error("The file cannot be written: {}.", reason());
  return {};
}

}  // namespace

std::string file_name_of(const std::string& path) {
  const std::u8string name = path_of(path).filename().u8string();
  return {name.begin(), name.end()};
}

Result<int64_t> size_of_file(const std::string& path, int64_t most_bytes) {
  std::error_code failed;
  const fs::path where = path_of(path);
  const fs::file_status status = fs::status(where, failed);
  if (!fs::exists(status)) return error_at(path, "There is no such file.");
  if (!fs::is_regular_file(status)) return error_at(path, "This is not a file that can be read.");
  const auto size = fs::file_size(where, failed);
  if (failed) return error_at(path, "The file cannot be read: {}.", failed.message());
  if (size > static_cast<uintmax_t>(most_bytes)) {
    return error_at(file_name_of(path), "The file has {} MiB; at most {} MiB can be read.", size >> 20,
                    most_bytes >> 20);
  }
  return static_cast<int64_t>(size);
}

Result<std::string> read_file(const std::string& path, int64_t most_bytes) {
  const Result<int64_t> size = size_of_file(path, most_bytes);
  if (!size) return size.error();
  const File file = open_file(path_of(path), "rb");
  if (!file) return error_at(path, "The file cannot be read: {}.", reason());
  std::string bytes(static_cast<size_t>(*size), '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get())) return error_at(path, "The file cannot be read: {}.", reason());
  return bytes;
}

Status replace_file(const std::string& path, std::string_view bytes) {
  std::error_code failed;
  fs::path target = path_of(path);
  // A link is written through: what it points to is replaced, not the link.
  if (fs::is_symlink(target, failed)) target = fs::weakly_canonical(target, failed);
  fs::path temporary = target;
  temporary += ".tmp" + std::to_string(std::random_device{}());
  Status status = write_new(temporary, bytes);
  if (status) {
    const fs::file_status old = fs::status(target, failed);
    if (fs::exists(old)) fs::permissions(temporary, old.permissions(), failed);
    fs::rename(temporary, target, failed);
    if (!failed) return {};
    status = error("The file cannot be written: {}.", failed.message());
  }
  fs::remove(temporary, failed);
  return error_at(path, status.error().what.text, status.error().what.args.empty() ? "" : status.error().what.args[0]);
}

}  // namespace engine
