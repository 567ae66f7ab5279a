#include "app/ui/asset_path.h"

#include "app/platform/files.h"

namespace app::ui {

std::string asset_path(std::string_view relative) { return (platform::assets_folder() / relative).string(); }

}  // namespace app::ui
