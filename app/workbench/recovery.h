// The work that is not saved, kept in a file of its own: written a few seconds after a change by a thread of its own,
// gone once the work is saved. What a program that crashed has left behind is found by the next one.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/workbench/file_lock.h"
#include "engine/graph/experiment.h"

namespace app {

// Work of a program that ended without saving it.
struct LostWork {
  std::string file;      // where it lies now
  std::string name;      // of the project
  std::string path;      // the project file it belongs to; may be empty
  int64_t time = 0;      // of its last change, seconds since 1970
  std::string document;  // the window's own part
  engine::Experiment experiment;
};

class Recovery {
 public:
  // `seconds`: between a change and its writing.
  explicit Recovery(std::string folder, double seconds = 3);
  // Writes what is still waiting. The file stays when there is unsaved work.
  ~Recovery();
  Recovery(const Recovery&) = delete;
  Recovery& operator=(const Recovery&) = delete;

  // Of programs that are no longer running, newest first. Files that cannot be read are left alone.
  std::vector<LostWork> found() const;
  // The work is in use again: its file becomes the one that is written to.
  void adopt(const LostWork& work);
  static void forget(const LostWork& work);

  // There is unsaved work, and this is how it is now.
  void note(engine::Experiment experiment, std::string document, std::string path);
  // Everything is saved, or thrown away on purpose.
  void clear();

 private:
  struct Work {
    engine::Experiment experiment;
    std::string document, path;
  };
  void run();
  void write(const Work& work) const;

  std::string folder_, file_;
  double seconds_;
  FileLock lock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<Work> waiting_;  // guarded by mutex_
  bool quit_ = false;            // guarded by mutex_
  std::mutex writing_;           // the file belongs to who holds it; taken before mutex_
  std::thread thread_;           // last
};

}  // namespace app
