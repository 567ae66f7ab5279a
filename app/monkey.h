// Random input: what nobody would do on purpose. The same seed does the same. Knows nothing of the program but the
// rectangles of its controls.
#pragma once

#include <random>
#include <string>

#include "app/platform/window.h"

namespace app {

class Monkey {
 public:
  // `rubbish`: a folder of files to drop.
  Monkey(uint64_t seed, std::string rubbish);

  // A few events, before a frame; how many.
  int act(platform::Window& window, float scale);

 private:
  int number(int below) { return static_cast<int>(random_() % static_cast<uint64_t>(below)); }
  void point(platform::Window& window, float scale);
  void press(platform::Window& window);
  void key(platform::Window& window);
  void type(platform::Window& window);
  void rare(platform::Window& window);
  void let_go(platform::Window& window);

  std::mt19937_64 random_;
  std::string rubbish_;
  std::vector<platform::Key> held_;
};

}  // namespace app
