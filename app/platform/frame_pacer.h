// When the next frame is due: at most at the display's rate while something moves, never while nothing does.
// Decides nothing about what is drawn.
#pragma once

#include <chrono>

#include "app/platform/window.h"

namespace app::platform {

// For whatever moves on its own: frames follow each other for so long (0: just the next one is drawn).
void keep_drawing(double seconds = 0);
// For a tooltip that is due or a caret that blinks: one frame, not before that time.
void draw_again_in(double seconds);

class FramePacer {
 public:
  // Frames per second at most; a window that is drawn in software gets `software_rate`, so that training has the cores.
  void set_rates(double rate, double software_rate);
  // Sleeps until a frame is due, handling events meanwhile.
  void wait(Window& window);

 private:
  using Clock = std::chrono::steady_clock;
  double rate_ = 60, software_rate_ = 30;
  Clock::time_point last_frame_{};
};

}  // namespace app::platform
