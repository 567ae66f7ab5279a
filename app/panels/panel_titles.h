// Names of layers in few letters, for tiles and columns.
#pragma once

#include <string>

namespace app {

// "Average pooling 2-D" -> "Avg pool 2-D". Names in Chinese are short already and stay.
std::string short_title(const std::string& title);
// Without the dimensions as well: "Conv 1".
std::string shortest_title(const std::string& title);

}  // namespace app
