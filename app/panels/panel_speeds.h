// The speeds of training that can be chosen, slowest first.
#pragma once

#include <span>
#include <string>

#include "app/workbench/workbench.h"

namespace app {

struct Speed {
  const char* label;
  double steps_per_second;  // 0: as fast as it goes
  bool slow_motion = false;
};
std::span<const Speed> speeds();
// Which of them is on; of a pace that is not among them the nearest.
size_t speed_index(const View& view);
std::string speed_text(const Speed& speed);

}  // namespace app
