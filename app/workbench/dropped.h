// What of several dropped files the program takes.
#pragma once

#include <string>
#include <vector>

namespace app {

struct Dropped {
  std::string path;
  bool project = false;
};

// The first project, else the first that a source of data can read, else the first. `paths` is not empty; only the
// first of very many are looked at, and only their first bytes.
Dropped choose_dropped(const std::vector<std::string>& paths);

}  // namespace app
