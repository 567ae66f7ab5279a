// A panel: one area of the window. It draws constant state, asks for actions, and says what it wants to see of the
// training in the next pictures. Panels know nothing of each other.
#pragma once

#include <vector>

#include "app/ui/geometry.h"
#include "app/workbench/workbench.h"

namespace app {

struct PanelContext {
  const View& view;
  Actions& actions;
  std::vector<engine::Watch>& watches;  // wishes of this frame; what is not wished is not computed
  ui::Rect area;                        // logical pixels
  double now = 0;                       // seconds since the start
  float dt = 0;                         // seconds since the last frame
};

class Panel {
 public:
  virtual ~Panel() = default;
  virtual const char* id() const = 0;  // also the prefix of the names of its items: "data.noise"
  virtual void draw(const PanelContext& context) = 0;
};

}  // namespace app
