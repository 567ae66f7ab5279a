// Latest: one writer, one reader, the newest value wins. Three slots and one atomic: neither ever waits.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace engine {

template <class T>
class Latest {
 public:
  // Writer: the slot to fill. It keeps the contents of an older value, so that its buffers are used again.
  T& back() { return slots_[back_]; }
  // Writer: hands the filled slot over.
  void publish() { back_ = shared_.exchange(back_ | kFresh, std::memory_order_acq_rel) & kIndex; }
  // Writer: true when the reader has taken the last published value (or none was published).
  bool taken() const { return (shared_.load(std::memory_order_acquire) & kFresh) == 0; }

  // Reader: takes the newest value, if there is a new one. True when front() changed.
  bool take() {
    if (taken()) return false;
    front_ = shared_.exchange(front_, std::memory_order_acq_rel) & kIndex;
    return true;
  }
  // Reader: the value taken last; stays as it is until the next take().
  const T& front() const { return slots_[front_]; }

 private:
  static constexpr uint8_t kIndex = 3, kFresh = 4;
  std::array<T, 3> slots_{};
  std::atomic<uint8_t> shared_{2};
  uint8_t back_ = 0;   // writer's own
  uint8_t front_ = 1;  // reader's own
};

}  // namespace engine
