// The inside of the window: all panels in their places. Holds no state of the program; that is the workbench's.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

class Workspace {
 public:
  // `samples`: the folder of the sample projects.
  explicit Workspace(const std::string& samples);
  ~Workspace();

  // Draws everything; what the user wants is in `actions`, what training shall show in watches().
  void draw(const View& view, Actions& actions, double now, float dt);
  const std::vector<engine::Watch>& watches() const { return watches_; }

 private:
  struct Place;
  std::vector<Place> places_;
  std::vector<engine::Watch> watches_;
};

}  // namespace app
