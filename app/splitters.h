// The borders between the areas of the window, which the user can move. Draws nothing but the border in the hand.
#pragma once

#include "app/window_layout.h"
#include "app/workbench/workbench.h"

namespace app {

void draw_splitters(const View& view, const WindowLayout& layout, Actions& actions);

}  // namespace app
