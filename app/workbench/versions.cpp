#include "app/workbench/versions.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "app/workbench/kept_name.h"
#include "engine/io/project_file.h"

namespace app {
namespace fs = std::filesystem;

namespace {

fs::path place_of(const std::string& folder, const std::string& project) {
  return fs::path(folder) / kept_name(project);
}

// Versions are files named by their time and a number that tells those of one second apart: "1795874400-0.json".
bool read_name(const fs::path& file, int64_t& time, int64_t& number) {
  const std::string stem = file.stem().string();
  const char* end = stem.data() + stem.size();
  const auto first = std::from_chars(stem.data(), end, time);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return false;
  const auto second = std::from_chars(first.ptr + 1, end, number);
  return second.ec == std::errc() && second.ptr == end && file.extension() == ".json";
}

struct Numbered {
  Version version;
  int64_t number = 0;
};

std::vector<Numbered> all_of(const fs::path& place) {
  std::vector<Numbered> list;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(place, problem)) {
    Numbered n;
    if (!read_name(entry.path(), n.version.time, n.number)) continue;
    n.version.file = entry.path().string();
    list.push_back(std::move(n));
  }
  std::sort(list.begin(), list.end(), [](const Numbered& a, const Numbered& b) {
    return std::pair(a.version.time, a.number) > std::pair(b.version.time, b.number);
  });
  return list;
}

}  // namespace

std::vector<Version> versions_of(const std::string& folder, const std::string& project) {
  std::vector<Version> list;
  if (project.empty()) return list;
  for (Numbered& n : all_of(place_of(folder, project))) list.push_back(std::move(n.version));
  return list;
}

void keep_version(const std::string& folder, const std::string& project, const engine::Experiment& experiment,
                  const std::string& document, int64_t now) {
  const fs::path place = place_of(folder, project);
  std::error_code problem;
  fs::create_directories(place, problem);
  const std::vector<Numbered> before = all_of(place);
  if (!before.empty()) {
    const auto newest = engine::load_project(before.front().version.file);
    if (newest && newest->experiment == experiment) return;
  }
  const bool same_time = !before.empty() && before.front().version.time >= now;
  const int64_t time = same_time ? before.front().version.time : now;
  const int64_t number = same_time ? before.front().number + 1 : 0;
  const fs::path file = place / (std::to_string(time) + "-" + std::to_string(number) + ".json");
  if (!engine::save_project(file.string(), experiment, document)) return;
  for (size_t i = kMostVersions - 1; i < before.size(); ++i) fs::remove(before[i].version.file, problem);
}

}  // namespace app
