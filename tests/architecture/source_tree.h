// The source files as text, for the tests that hold the house rules. No parser: lines and regular expressions.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace source_tree {

struct File {
  std::string path;  // from the root, "engine/core/rng.h"
  std::vector<std::string> lines;

  // "engine/core" for engine/core/rng.h and engine/core/deep/x.h, "app" for app/main.cpp.
  std::string folder() const {
    const size_t first = path.find('/');
    const size_t second = path.find('/', first + 1);
    return path.substr(0, second == std::string::npos ? first : second);
  }
  bool is_header() const { return path.ends_with(".h"); }
  std::string place(size_t line) const { return path + ":" + std::to_string(line + 1); }
};

inline const std::filesystem::path& root() {
  static const std::filesystem::path path = GLASSNET_SOURCE_DIR;
  return path;
}

// Every .h and .cpp below the named top folders, sorted by path.
inline std::vector<File> sources(const std::vector<std::string>& tops) {
  std::vector<File> files;
  for (const std::string& top : tops) {
    if (!std::filesystem::exists(root() / top)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp") continue;
      File file{std::filesystem::relative(entry.path(), root()).generic_string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

}  // namespace source_tree
