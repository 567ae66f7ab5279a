// Where the program's own files lie. Finds folders, reads nothing.
#pragma once

#include <filesystem>

namespace app::platform {

std::filesystem::path executable_path();

// The folder `assets`: the one that GLASSNET_ASSETS names, else the one beside the program (as built and as installed),
// else where the sources were when it was compiled. Empty when none exists.
std::filesystem::path assets_folder();

}  // namespace app::platform
