// Whole files in and out. Writing never leaves half a file: the old one stays until the new one is complete on disk.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace engine {

// The size of a regular file (path in UTF-8). Files above `most_bytes` are refused, and what is no file.
Result<int64_t> size_of_file(const std::string& path, int64_t most_bytes);

// The bytes of a regular file (path in UTF-8). Files above `most_bytes` are refused before they are read.
Result<std::string> read_file(const std::string& path, int64_t most_bytes);

// Writes a temporary file in the same folder, flushes it to the disk and renames it to `path`. On failure `path` is as
// it was, and the temporary file is gone.
Status replace_file(const std::string& path, std::string_view bytes);

// "data.csv" of "/home/me/data.csv", for messages.
std::string file_name_of(const std::string& path);

}  // namespace engine
