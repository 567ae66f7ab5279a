// Where the panels lie for a window of a given size: the grid of the design in logical pixels. Pure arithmetic.
#pragma once

#include "app/ui/geometry.h"

namespace app {

struct WindowLayout {
  ui::Rect window, top_bar, data, palette, network, charts, output, inspector;
  ui::Rect explorer;  // the data page, in place of network and charts
};

WindowLayout layout_window(ui::Vec size);

}  // namespace app
