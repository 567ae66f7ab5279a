// The unit under the pointer on the canvas, so that other parts of the window can show it large. One for the program.
#pragma once

#include <cstdint>
#include <string>

namespace app::ui {

struct HoveredUnit {
  std::string node;   // id; empty: nothing is pointed at
  int64_t unit = -1;  // index into the node's flat output
  explicit operator bool() const { return unit >= 0; }
};

// Written by the canvas in every frame, read by whoever shows it.
HoveredUnit& hovered_unit();

}  // namespace app::ui
