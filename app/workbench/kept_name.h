// The name under which something is kept about a file elsewhere: readable, and the same for the same file only.
#pragma once

#include <string>

namespace app {

// "two_spirals-9e3779b97f4a7c15" for any path that leads to that file.
std::string kept_name(const std::string& file);

}  // namespace app
