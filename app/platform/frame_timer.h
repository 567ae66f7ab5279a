// The program's own time per frame: from the input events to the submitted draw lists, without rasterisation and swap.
// Counted on the clock of the thread, so that the time that training or a software rasteriser takes the processor away
// is left out; wall_p99_ms has it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace app::platform {

struct FrameStats {
  std::size_t frames = 0;                          // counted in the figures below
  double median_ms = 0, p99_ms = 0, worst_ms = 0;  // of processor time
  double wall_p99_ms = 0;                          // by the clock on the wall
  double frames_per_second = 0;
};

class FrameTimer {
 public:
  using Clock = std::chrono::steady_clock;

  void begin();
  void end();
  FrameStats stats() const;  // of the last frames, at most 1024
  void clear();

 private:
  static constexpr std::size_t capacity = 1024;
  std::array<float, capacity> own_ms_{}, wall_ms_{};
  std::array<Clock::time_point, capacity> ended_{};
  std::size_t count_ = 0;  // ever
  Clock::time_point begin_{};
  double thread_begin_ms_ = 0;
};

}  // namespace app::platform
