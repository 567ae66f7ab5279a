// What the presenter's spotlight leaves bright: a panel says so in every frame in which something of it is selected.
#pragma once

#include "app/ui/geometry.h"

namespace app::ui {

void light(const Rect& area);
// Of this frame; empty when nobody has said anything. Forgets it.
Rect lit_area();

}  // namespace app::ui
