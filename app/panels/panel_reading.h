// How far the reading of a file is, with a way to stop it. Shown only when it takes a while.
#pragma once

#include "app/panels/panel.h"

namespace app {

constexpr float kReadingBar = 58;  // its height

// Whether there is a reading that has gone on long enough to be shown.
bool shows_reading(const View& view);
// `r` is at least kReadingBar high; the button is called `name`.
void draw_reading(const PanelContext& c, const char* name, const ui::Rect& r);

}  // namespace app
