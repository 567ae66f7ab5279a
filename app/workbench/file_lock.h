// A file that only one running program can hold; the system lets go of it when that program ends, however it ends.
#pragma once

#include <string>

namespace app {

class FileLock {
 public:
  FileLock() = default;
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // Makes the file where there is none. False when another one holds it, or it cannot be made.
  bool take(const std::string& path);

 private:
  long long handle_ = -1;
};

}  // namespace app
