// How a long reading tells how far it has come, and how it is told to stop. Knows nothing of windows or threads.
#pragma once

#include <algorithm>
#include <functional>

#include "engine/core/result.h"

namespace engine {

// Called now and then on the reading thread with 0 .. 1, never falling. It answers false to stop the reading.
using Progress = std::function<bool(double)>;

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
    if (sink_(whole)) return {};
    return error("Loading was cancelled.");
  }

 private:
  const Progress& sink_;
  double from_ = 0, length_ = 1, next_ = 0;
};

}  // namespace engine
