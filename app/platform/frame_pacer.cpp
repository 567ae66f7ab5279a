#include "app/platform/frame_pacer.h"

#include <algorithm>

namespace app::platform {
namespace {
using Clock = std::chrono::steady_clock;

// After an event a few more frames: hover states settle, menus open, fades end.
constexpr double settle_seconds = 0.25;
constexpr double longest_sleep = 3600;

Clock::time_point moving_until_ = Clock::now();
Clock::time_point due_ = Clock::time_point::max();

Clock::duration seconds_of(double s) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(s));
}
double until(Clock::time_point t) { return std::chrono::duration<double>(t - Clock::now()).count(); }

}  // namespace

void keep_drawing(double seconds) { moving_until_ = std::max(moving_until_, Clock::now() + seconds_of(seconds)); }

void draw_again_in(double seconds) {
  if (seconds < longest_sleep) due_ = std::min(due_, Clock::now() + seconds_of(seconds));
}

void FramePacer::set_rates(double rate, double software_rate) {
  rate_ = std::clamp(rate, 10.0, 500.0);
  software_rate_ = std::clamp(software_rate, 5.0, rate_);
}

void FramePacer::wait(Window& window) {
  // Where the swap waits for the display, the sleep must end a little before.
  const double period = window.draws_in_software() ? 1 / software_rate_ : 0.8 / rate_;
  const auto earliest = last_frame_ + seconds_of(period);
  window.poll_events();
  for (;;) {
    if (window.take_activity()) keep_drawing(settle_seconds);
    const bool wanted = moving_until_ > last_frame_ || due_ <= Clock::now();
    const auto next = wanted ? earliest : std::max(due_, earliest);
    if (next <= Clock::now()) break;
    window.wait_events(next == Clock::time_point::max() ? longest_sleep : std::min(longest_sleep, until(next)));
    if (window.close_requested()) break;
  }
  last_frame_ = Clock::now();
  if (due_ <= last_frame_) due_ = Clock::time_point::max();
}

}  // namespace app::platform
