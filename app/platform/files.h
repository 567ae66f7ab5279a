// Where the program's own files lie: assets and shaders. Finds folders, reads nothing.
#pragma once

#include <filesystem>
#include <string_view>

namespace app::platform {

std::filesystem::path executable_path();

// `kind` is "assets" or "shaders". Looked up in the folder named by GLASSNET_ASSETS (shaders: its sibling), beside the
// program (as built and as installed), then where the sources were when it was compiled. Empty when none exists.
std::filesystem::path data_folder(std::string_view kind);

}  // namespace app::platform
