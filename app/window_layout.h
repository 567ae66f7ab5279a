// Where the panels lie for a window of a given size: the grid of the design in logical pixels, and what the user has
// moved. Pure arithmetic.
#pragma once

#include "app/ui/geometry.h"
#include "app/workbench/settings.h"

namespace app {

// How the window is used just now.
struct WindowUse {
  Arrangement arrangement{};
  bool presenting = false;
  bool inspecting = false;  // a layer is selected
};

struct WindowLayout {
  ui::Rect window, top_bar, data, palette, network, charts, output, inspector;
  ui::Rect explorer;          // the data page or the large curves, in place of network and charts
  ui::Rect rail, right_rail;  // in place of a side column
  bool left_open = true, right_open = true, strip_open = true;
  bool shows_output = true, shows_inspector = true;  // of an open right column

  // The borders that can be moved, with what they may become.
  struct Border {
    float position = 0, least = 0, most = 0, design = 0;
  };
  Border left, right, strip, middle;  // x, x, y, y
};

WindowLayout layout_window(ui::Vec size, const WindowUse& use = {});

// The arrangement with one border dragged to a position, as layout_window would put it there.
Arrangement with_left(Arrangement a, float position);
Arrangement with_right(Arrangement a, float position, ui::Vec size);
Arrangement with_strip(Arrangement a, float position, ui::Vec size);
Arrangement with_middle(Arrangement a, float position);

}  // namespace app
