// A panel wants a part of the window as a picture file; the program takes it when what lay over it is gone.
#pragma once

#include <optional>

#include "app/ui/geometry.h"

namespace app::ui {

// The area as it will look two frames from now, when the menu that asked for it is closed.
void want_picture(const Rect& area);
// Once a frame, when it is complete: the area, when its time has come.
std::optional<Rect> take_wanted_picture();

}  // namespace app::ui
