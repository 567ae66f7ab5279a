// Waiting for the training thread of a workbench.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include "app/workbench/workbench.h"

namespace app {

// Takes what training sends until `done`; false after so many seconds.
inline bool until(Workbench& bench, const std::function<bool(const View&)>& done, int seconds = 10) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < limit) {
    bench.update();
    if (done(bench.view())) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

}  // namespace app
