// Inbox: many senders, one reader, nothing lost. The reader takes everything at once.
#pragma once

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
    }
    wake_.notify_one();
  }

  // Swaps all waiting items into `out` (which is emptied first). True when there are any. Never blocks on work.
  bool take(std::vector<T>& out) {
    out.clear();
    std::lock_guard lock(mutex_);
    out.swap(items_);
    return !out.empty();
  }

  // As take, but sleeps until something arrives or the time is over.
  bool wait(std::vector<T>& out, std::chrono::microseconds at_most) {
    out.clear();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, at_most, [this] { return !items_.empty(); });
    out.swap(items_);
    return !out.empty();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<T> items_;
};

}  // namespace engine
