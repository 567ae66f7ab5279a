#include "app/ui/drag.h"

namespace app::ui {

LayerDrag& layer_drag() {
  static LayerDrag drag;
  return drag;
}

}  // namespace app::ui
