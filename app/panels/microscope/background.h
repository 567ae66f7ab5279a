// A long calculation beside the drawing that shows what it has so far. Started again or cancelled, it gives up what it
// was at, without a frame that waits for it.
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "app/ui/interact.h"
#include "engine/core/thread_priority.h"

namespace app {

// Calculations that go on, of all looks: pictures and scripts wait until there are none.
inline std::atomic<int> background_jobs{0};

template <class T>
class Background {
 public:
  Background() = default;
  ~Background() { cancel(); }  // and waits for the threads
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // `make(show)` runs on another thread and owns all that it reads. It calls show(T) with what it has, and stops when
  // that is false.
  template <class F>
  void start(F make) {
    cancel();
    auto common = std::make_shared<Common>();
    ++background_jobs;
    now_ = {common, std::jthread([common, make = std::move(make)](const std::stop_token& stop) {
              engine::lower_thread_priority();
              try {
                make([&](const T& t) {
                  const std::lock_guard lock(common->mutex);
                  common->newest = t;
                  return !stop.stop_requested();
                });
              } catch (const std::exception&) {  // no memory: what there is stays
              }
              const std::lock_guard lock(common->mutex);
              common->finished = true;
              --background_jobs;
            })};
    busy_ = true;
  }

  void cancel() {
    busy_ = false;
    if (!now_.common) return;
    now_.thread.request_stop();
    ending_.push_back(std::move(now_));
    now_ = {};
  }

  // What is new since the last time. Asks for another frame while it works.
  std::optional<T> take() {
    std::erase_if(ending_, [](const Job& job) { return job.common->is_finished(); });
    std::optional<T> out;
    if (!busy_) return out;
    {
      const std::lock_guard lock(now_.common->mutex);
      out = std::exchange(now_.common->newest, std::nullopt);
      busy_ = !now_.common->finished;
    }
    if (busy_) ui::request_frame(0.05);
    return out;
  }
  bool busy() const { return busy_; }

 private:
  struct Common {
    std::mutex mutex;  // guards the two below
    std::optional<T> newest;
    bool finished = false;
    bool is_finished() {
      const std::lock_guard lock(mutex);
      return finished;
    }
  };
  struct Job {
    std::shared_ptr<Common> common;
    std::jthread thread;
  };

  Job now_;
  std::vector<Job> ending_;  // asked to stop
  bool busy_ = false;
};

}  // namespace app
