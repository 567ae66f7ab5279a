#include "app/platform/frame_timer.h"

#include <algorithm>
#include <vector>

namespace app::platform {

void FrameTimer::end() {
  const auto now = Clock::now();
  own_ms_[count_ % capacity] = std::chrono::duration<float, std::milli>(now - begin_).count();
  ended_[count_ % capacity] = now;
  ++count_;
}

void FrameTimer::clear() { count_ = 0; }

FrameStats FrameTimer::stats() const {
  FrameStats stats;
  stats.frames = std::min(count_, capacity);
  if (!stats.frames) return stats;
  std::vector<float> sorted(own_ms_.begin(), own_ms_.begin() + static_cast<std::ptrdiff_t>(stats.frames));
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) {
    return sorted[static_cast<std::size_t>(share * double(sorted.size() - 1) + 0.5)];
  };
  stats.median_ms = at(0.5);
  stats.p99_ms = at(0.99);
  stats.worst_ms = sorted.back();
  // Frames of the last second only: a window that slept has no rate worth showing.
  const auto newest = ended_[(count_ - 1) % capacity];
  std::size_t recent = 0;
  auto oldest = newest;
  for (; recent < stats.frames; ++recent) {
    const auto t = ended_[(count_ - 1 - recent) % capacity];
    if (newest - t > std::chrono::seconds(1)) break;
    oldest = t;
  }
  const double seconds = std::chrono::duration<double>(newest - oldest).count();
  if (recent > 1 && seconds > 0) stats.frames_per_second = double(recent - 1) / seconds;
  return stats;
}

}  // namespace app::platform
