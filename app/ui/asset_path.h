// Where a file of the program's own assets lies, for panels, which do not know the platform.
#pragma once

#include <string>
#include <string_view>

namespace app::ui {

// "projects/xor.json" -> its path; the name itself when there is no assets folder.
std::string asset_path(std::string_view relative);

}  // namespace app::ui
