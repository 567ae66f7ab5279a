// What panels say and ask in the same way about paths.
#pragma once

#include <string>

#include "app/ui/file_request.h"
#include "engine/schema/file_source.h"

namespace app {

// A path cut at its start, as wide as `room` at most: its end is what tells.
std::string short_path(const std::string& path, float room);

// The question for a file (or folder) that a parameter of a source names. `start`: where to begin.
ui::FileRequest request_for(const engine::DatasetType& type, const engine::ParamSpec& spec, std::string owner,
                            std::string start);

}  // namespace app
