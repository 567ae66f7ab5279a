#include "app/ui/hover.h"

namespace app::ui {

HoveredUnit& hovered_unit() {
  static HoveredUnit unit;
  return unit;
}

}  // namespace app::ui
