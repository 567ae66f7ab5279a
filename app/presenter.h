// What a room sees of the hands of who presents: a ring around the pointer, the keys that were pressed, and a spotlight
// on what is selected. Draws over everything else; changes nothing.
#pragma once

#include <string>
#include <vector>

#include "app/ui/geometry.h"

namespace app {

class Presenter {
 public:
  // Once a frame, after the panels. `lit`: what the spotlight leaves bright; nothing is dimmed when it is empty.
  void draw(const ui::Rect& lit);

 private:
  struct Pressed {
    std::string words;
    double at = 0;
  };
  void collect_keys();
  void draw_keys() const;
  void draw_halo();

  std::vector<Pressed> keys_;
  double clicked_at_ = -1;
};

}  // namespace app
