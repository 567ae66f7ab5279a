// One piece of work beside the drawing, so that a frame never waits for it. Started again, it gives up what it was at.
#pragma once

#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "app/ui/interact.h"

namespace app {

template <class T>
class ExplorerWork {
 public:
  ExplorerWork() = default;
  ~ExplorerWork() { cancel(); }
  ExplorerWork(const ExplorerWork&) = delete;
  ExplorerWork& operator=(const ExplorerWork&) = delete;

  // `make(stop)` gives a T on another thread; it owns all that it reads, and returns soon when stop_requested().
  template <class F>
  void start(F make) {
    cancel();
    busy_ = true;
    thread_ = std::jthread([this, make = std::move(make)](const std::stop_token& stop) mutable {
      std::optional<T> made;
      try {
        made = make(stop);
      } catch (const std::exception&) {  // no memory: there is nothing to show
      }
      const std::lock_guard lock(mutex_);
      result_ = std::move(made);
      finished_ = true;
    });
  }
  void cancel() {
    if (thread_.joinable()) {
      thread_.request_stop();
      thread_.join();
    }
    result_.reset();
    busy_ = finished_ = false;
  }
  // What it made, once. Asks for another frame while it works.
  std::optional<T> take() {
    if (!busy_) return std::nullopt;
    std::optional<T> out;
    {
      const std::lock_guard lock(mutex_);
      if (finished_) out = std::exchange(result_, std::nullopt);
      if (finished_) busy_ = false;
    }
    if (busy_) ui::request_frame(0.03);
    return out;
  }
  bool busy() const { return busy_; }

 private:
  std::jthread thread_;
  std::mutex mutex_;  // guards the two below
  std::optional<T> result_;
  bool finished_ = false;
  bool busy_ = false;
};

}  // namespace app
