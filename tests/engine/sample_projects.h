// The sample projects that come with the program, as tests go through them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace engine::testing {

inline std::string sample_folder() { return std::string(GLASSNET_SOURCE_DIR) + "/assets/projects"; }
inline std::string sample_path(const std::string& name) { return sample_folder() + "/" + name + ".json"; }

// Names without the ending, in order.
inline std::vector<std::string> sample_projects() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(sample_folder())) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace engine::testing
