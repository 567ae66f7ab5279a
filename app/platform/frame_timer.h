// The program's own time per frame: from the input events to the submitted draw lists, without rasterisation and swap.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace app::platform {

struct FrameStats {
  std::size_t frames = 0;  // counted in the figures below
  double median_ms = 0, p99_ms = 0, worst_ms = 0;
  double frames_per_second = 0;
};

class FrameTimer {
 public:
  using Clock = std::chrono::steady_clock;

  void begin() { begin_ = Clock::now(); }
  void end();
  FrameStats stats() const;  // of the last frames, at most 1024
  void clear();

 private:
  static constexpr std::size_t capacity = 1024;
  std::array<float, capacity> own_ms_{};
  std::array<Clock::time_point, capacity> ended_{};
  std::size_t count_ = 0;  // ever
  Clock::time_point begin_{};
};

}  // namespace app::platform
