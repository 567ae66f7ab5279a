// How a long reading tells how far it has come, and how it is told to stop. Knows nothing of windows or threads.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>

#include "engine/core/result.h"

namespace engine {

// Called now and then on the reading thread with 0 .. 1, never falling. It answers false to stop the reading.
using Progress = std::function<bool(double)>;

// The stretch from .. to of `whole`, for a part of the work. `whole` outlives it; empty stays empty.
inline Progress stretch_of(const Progress& whole, double from, double to) {
  if (!whole) return {};
  return [&whole, from, to](double part) { return whole(from + (to - from) * part); };
}

// Hands progress on in steps of at least a hundredth, and turns "stop" into an error.
class ProgressMeter {
 public:
  explicit ProgressMeter(const Progress& sink) : sink_(sink) {}

  // What reach() says from now on is a part of the stretch from..to of the whole.
  void stretch(double from, double to) {
    from_ = from;
    length_ = to - from;
  }
  // `part` of the stretch is done (0 .. 1).
  Status reach(double part) {
    const double whole = from_ + length_ * std::clamp(part, 0.0, 1.0);
    if (!sink_ || whole < next_) return {};
    next_ = whole + 0.01;
    return tell(whole);
  }
  // There is nothing new to tell, or nobody knows how long it will take: only asks, now and then, whether to stop.
  Status ask() { return sink_ && Clock::now() - told_at_ > std::chrono::milliseconds(10) ? tell(told_) : Status(); }

  bool stopped() const { return stopped_; }

 private:
  using Clock = std::chrono::steady_clock;

  Status tell(double whole) {
    told_ = std::max(told_, whole);
    told_at_ = Clock::now();
    if (sink_(told_)) return {};
    stopped_ = true;
    return error("Loading was cancelled.");
  }

  const Progress& sink_;
  bool stopped_ = false;
  double from_ = 0, length_ = 1, next_ = 0, told_ = 0;
  Clock::time_point told_at_{};
};

}  // namespace engine
