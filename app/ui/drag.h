// What is being dragged between panels: a layer from the palette on its way to the canvas.
#pragma once

#include <string>

namespace app::ui {

struct LayerDrag {
  bool active = false;
  std::string type;        // id of the layer type
  bool dropped = false;    // the button was let go in this frame; whoever takes it clears the drag
  bool cancelled = false;  // Esc or the right button
};

// The one drag of the program; drawn and cleared by the canvas.
LayerDrag& layer_drag();

}  // namespace app::ui
