// What lies in a folder: sub-folders first, then the files of one kind. Reads the disk, draws nothing; an unreadable
// folder is a sentence, never an exception.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/message.h"

namespace app {

struct FileEntry {
  std::string name;
  bool folder = false;
  bool operator==(const FileEntry&) const = default;
};

class FileListing {
 public:
  // Goes to a folder; of a file that does not exist yet to the nearest folder above it that does.
  void go(const std::filesystem::path& where);
  void go_up();
  // Only files that end so, such as ".json"; "" stands for names without an end, and an empty list for every file.
  void set_extensions(const std::vector<std::string>& extensions);
  // Reads the folder again.
  void read();

  const std::filesystem::path& folder() const { return folder_; }
  const std::vector<FileEntry>& entries() const { return entries_; }
  const engine::Message& problem() const { return problem_; }  // empty: the folder could be read
  bool cut() const { return cut_; }                            // there are more entries than are kept

  // What a typed name means: relative names lie in the folder, a missing extension is added where there is one choice.
  std::filesystem::path resolve(const std::string& typed) const;

 private:
  std::filesystem::path folder_;
  bool is_wanted(const std::filesystem::path& file) const;

  std::vector<std::string> extensions_{".json"};
  std::vector<FileEntry> entries_;
  engine::Message problem_;
  bool cut_ = false;
};

std::filesystem::path home_folder();

}  // namespace app
