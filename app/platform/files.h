// Where the program's own files lie. Finds folders, reads nothing.
#pragma once

#include <filesystem>

namespace app::platform {

std::filesystem::path executable_path();

// The folder `assets`: the one that GLASSNET_ASSETS names, else the one beside the program (as built and as installed),
// else where the sources were when it was compiled. Empty when none exists.
std::filesystem::path assets_folder();

// Where a program keeps what it remembers from one run to the next: $XDG_STATE_HOME/glassnet and its like. Not made
// here; empty when the system names none.
std::filesystem::path state_folder();

// Where the user's pictures and tables go when he is not asked: the folder Glassnet in his home.
std::filesystem::path export_folder();

// Whether the system speaks Chinese.
bool prefers_chinese();

}  // namespace app::platform
