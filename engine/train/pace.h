// How fast training may go, and how fast it goes. Knows no thread and no clock: it is told the time.
#pragma once

#include <chrono>
#include <cstdint>

namespace engine {

class Pace {
 public:
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;

  // Steps a second; 0: as fast as it goes.
  void limit(double steps_per_second, Clock::time_point now);
  // Training goes on: what was not done before is not owed.
  void start(Clock::time_point now);
  // How many steps are due by now, at most `most`; they are then no longer owed. 0: see until_due().
  int64_t due(Clock::time_point now, int64_t most);
  Seconds until_due() const { return Seconds((1 - owed_) / limit_); }

  void count_step() { ++steps_; }
  // Measures anew where enough time has gone by.
  void measure(Clock::time_point now);
  double steps_per_second() const { return speed_; }  // as measured last

 private:
  double limit_ = 0, owed_ = 0;
  Clock::time_point looked_{}, measured_{};
  int64_t steps_ = 0;  // since it was measured
  double speed_ = 0;
};

}  // namespace engine
