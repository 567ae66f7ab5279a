// How a thing that is switched off, or does not move, is marked on every picture of it.
#pragma once

#include "app/ui/geometry.h"

namespace app::ui {

// Off: a grey veil with hatching.
void off_mark(const Rect& r, float radius = 4);
// Frozen: dashes along the inside.
void frozen_mark(const Rect& r, float radius = 4);

}  // namespace app::ui
