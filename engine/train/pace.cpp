#include "engine/train/pace.h"

#include <algorithm>

namespace engine {
namespace {

constexpr double kMeasureSeconds = 0.25;
constexpr double kMostOwed = 0.05;  // seconds of steps that are made up for after a delay, at least one

}  // namespace

void Pace::limit(double steps_per_second, Clock::time_point now) {
  limit_ = steps_per_second;
  start(now);
}

void Pace::start(Clock::time_point now) {
  owed_ = 0;
  looked_ = now;
}

int64_t Pace::due(Clock::time_point now, int64_t most) {
  if (!(limit_ > 0)) return most;
  owed_ = std::min(owed_ + Seconds(now - looked_).count() * limit_, std::max(1.0, limit_ * kMostOwed));
  looked_ = now;
  const int64_t steps = std::min(most, static_cast<int64_t>(owed_));
  owed_ -= static_cast<double>(steps);
  return steps;
}

void Pace::measure(Clock::time_point now) {
  const double seconds = Seconds(now - measured_).count();
  if (seconds < kMeasureSeconds) return;
  speed_ = static_cast<double>(steps_) / seconds;
  steps_ = 0;
  measured_ = now;
}

}  // namespace engine
