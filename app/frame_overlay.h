// The program's own time per frame, in a corner: for whoever works on the program.
#pragma once

#include "app/platform/frame_timer.h"

namespace app {

void draw_frame_overlay(const platform::FrameStats& stats, double steps_per_second);

}  // namespace app
