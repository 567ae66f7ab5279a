// What menus and dropdowns share. Only files of app/ui include it.
#pragma once

#include "app/ui/geometry.h"
#include "app/ui/overlay.h"

namespace app::ui {

// Opens under the control, or above it where there is no room below.
void open_menu_below(const char* name, const Rect& control, int highlighted);

}  // namespace app::ui
