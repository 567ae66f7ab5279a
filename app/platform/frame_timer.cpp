#include "app/platform/frame_timer.h"

#include <algorithm>
#include <ctime>
#include <vector>

namespace app::platform {
namespace {

// Processor time of this thread; the wall's where the system does not tell.
double thread_ms() {
#if defined(CLOCK_THREAD_CPUTIME_ID)
  timespec t{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0) return double(t.tv_sec) * 1e3 + double(t.tv_nsec) * 1e-6;
#endif
  return std::chrono::duration<double, std::milli>(FrameTimer::Clock::now().time_since_epoch()).count();
}

double at_share(std::vector<float> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * double(values.size() - 1) + 0.5)];
}

}  // namespace

void FrameTimer::begin() {
  begin_ = Clock::now();
  thread_begin_ms_ = thread_ms();
}

void FrameTimer::end() {
  const auto now = Clock::now();
  wall_ms_[count_ % capacity] = std::chrono::duration<float, std::milli>(now - begin_).count();
  own_ms_[count_ % capacity] = static_cast<float>(thread_ms() - thread_begin_ms_);
  ended_[count_ % capacity] = now;
  ++count_;
}

void FrameTimer::clear() { count_ = 0; }

FrameStats FrameTimer::stats() const {
  FrameStats stats;
  stats.frames = std::min(count_, capacity);
  if (!stats.frames) return stats;
  const auto size = static_cast<std::ptrdiff_t>(stats.frames);
  const std::vector<float> own(own_ms_.begin(), own_ms_.begin() + size),
      wall(wall_ms_.begin(), wall_ms_.begin() + size);
  stats.median_ms = at_share(own, 0.5);
  stats.p99_ms = at_share(own, 0.99);
  stats.worst_ms = at_share(own, 1);
  stats.wall_p99_ms = at_share(wall, 0.99);
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
