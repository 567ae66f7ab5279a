#include "app/workbench/dropped.h"

#include <algorithm>

#include "engine/data/recognise.h"
#include "engine/io/project_file.h"

namespace app {
namespace {

constexpr size_t kMostLookedAt = 20;

}  // namespace

Dropped choose_dropped(const std::vector<std::string>& paths) {
  Dropped data{paths[0], false};
  bool readable = false;
  for (size_t i = 0; i < std::min(paths.size(), kMostLookedAt); ++i) {
    const auto look = engine::look_at(paths[i]);
    if (!look) {
      const bool by_name = paths[i].ends_with(".json");  // opening it says what is wrong
      if (by_name && paths.size() == 1) return {paths[i], true};
      continue;
    }
    const bool json = look->extension() == ".json";
    const auto found = engine::recognise(*look);
    const bool lines_of_json = found && found->front().sure > 0.5;
    if (!look->folder && (engine::looks_like_project(look->head) || (json && !lines_of_json))) return {paths[i], true};
    if (readable || !found) continue;
    data.path = paths[i];
    readable = true;
  }
  return data;
}

}  // namespace app
