// The last states in which a project was saved, kept outside the project so that no save can destroy them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/graph/experiment.h"

namespace app {

struct Version {
  std::string file;
  int64_t time = 0;  // when it was saved, seconds since 1970
  bool operator==(const Version&) const = default;
};

constexpr size_t kMostVersions = 10;

// Newest first, of the project at that path.
std::vector<Version> versions_of(const std::string& folder, const std::string& project);
// Keeps one more; the oldest beyond kMostVersions go. Nothing when it equals the newest one.
void keep_version(const std::string& folder, const std::string& project, const engine::Experiment& experiment,
                  const std::string& document, int64_t now);

}  // namespace app
