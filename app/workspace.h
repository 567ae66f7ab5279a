// The inside of the window: all panels in their places. Holds no state of the program; that is the workbench's.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/exports.h"
#include "app/panels/panel.h"
#include "app/window_layout.h"

namespace app {

class Workspace {
 public:
  // `samples`: the folder of the sample projects.
  explicit Workspace(const std::string& samples);
  ~Workspace();

  // Draws everything; what the user wants is in `actions`, what training shall show in watches().
  void draw(const View& view, Actions& actions, double now, float dt);
  const std::vector<engine::Watch>& watches() const { return watches_; }
  // Where a part that can be exported was in the last frame.
  ui::Rect area_of(Export what) const;

 private:
  struct Place;
  std::vector<Place> places_;
  std::vector<engine::Watch> watches_;
  WindowLayout layout_;  // of the last frame
};

}  // namespace app
