// A training thread and what came up from it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include "engine/train/trainer_thread.h"

namespace engine::testing {

// The window's side: takes events and snapshots until `done` or twenty seconds are over.
class ThreadReader {
 public:
  bool until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < limit) {
      thread.take_snapshot();
      std::vector<Event> fresh;
      thread.take_events(fresh);
      for (Event& e : fresh) events.push_back(std::move(e));
      if (done()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }

  template <class E>
  const E* last() const {
    for (auto it = events.rbegin(); it != events.rend(); ++it) {
      if (const E* e = std::get_if<E>(&*it)) return e;
    }
    return nullptr;
  }

  std::atomic<int> wakes{0};
  TrainerThread thread{[this] { ++wakes; }};
  std::vector<Event> events;
};

}  // namespace engine::testing
