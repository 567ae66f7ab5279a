// Inbox: many senders, one reader, nothing lost. The reader takes everything at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace engine {

template <class T>
class Inbox {
 public:
  void post(T item) {
    {
      std::lock_guard lock(mutex_);
      items_.push_back(std::move(item));
      waiting_.store(true, std::memory_order_release);
    }
    wake_.notify_one();
  }

  // Swaps all waiting items into `out` (which is emptied first). True when there are any. Never blocks on work.
  bool take(std::vector<T>& out) {
    out.clear();
    if (!waiting()) return false;
    std::lock_guard lock(mutex_);
    waiting_.store(false, std::memory_order_relaxed);
    out.swap(items_);
    return !out.empty();
  }

  // Whether something waits; costs no lock.
  bool waiting() const { return waiting_.load(std::memory_order_acquire); }

  // Whether one of the waiting items is such; takes nothing.
  template <class Such>
  bool any(Such&& such) {
    if (!waiting()) return false;
    std::lock_guard lock(mutex_);
    return std::any_of(items_.begin(), items_.end(), such);
  }

  // As take, but sleeps until something arrives or the time is over.
  bool wait(std::vector<T>& out, std::chrono::microseconds at_most) {
    out.clear();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, at_most, [this] { return !items_.empty(); });
    waiting_.store(false, std::memory_order_relaxed);
    out.swap(items_);
    return !out.empty();
  }

  // Reader: sleeps until something waits or the time is over; takes nothing.
  void sleep_until_waiting(std::chrono::microseconds at_most) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, at_most, [this] { return !items_.empty(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<T> items_;
  std::atomic<bool> waiting_{false};
};

}  // namespace engine
