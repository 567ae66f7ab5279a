// The classes of a set made by hand as a row of chips with counts: choose one, add, rename, delete. Says what the user
// wants and changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/geometry.h"

namespace app {

class ClassChips {
 public:
  struct Wish {
    enum class Kind { none, add, rename, remove } kind = Kind::none;
    size_t index = 0;
    std::string name;
  };
  // As many rows as it takes, each kRow high; keys 1 to 9 choose as well. Only one is drawn at a time.
  Wish draw(const ui::Rect& r, const std::vector<std::string>& classes, const std::vector<int64_t>& counts);
  static constexpr float kRow = 38;
  // Height of all rows, as the last frame had them.
  float height() const { return height_; }
  int chosen() const { return chosen_; }
  // A key 1 to 9 went down in this frame: for that class, else -1.
  int key() const { return key_; }

 private:
  void take_keys(size_t count);
  Wish chip(const ui::Rect& r, size_t k, const std::string& name, int64_t count, size_t classes);
  Wish menu(size_t k, const std::string& name);

  int chosen_ = 0, key_ = -1;
  size_t named_ = 0;           // the class whose name is being typed, or whose menu is open
  int name_next_ = 0;          // frames that may pass until a class that was just added gets its name typed
  size_t classes_before_ = 0;  // in the last frame
  float height_ = kRow;
};

}  // namespace app
