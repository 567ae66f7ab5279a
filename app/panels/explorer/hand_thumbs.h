// Recorded drawings as small pictures, the newest first: all of them or those of one class. One may be chosen, moved to
// another class or deleted. Only the rows that are seen are drawn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/geometry.h"
#include "app/ui/pixel_image.h"
#include "engine/schema/hand_made.h"

namespace app {

class DrawingThumbs {
 public:
  using Set = engine::LabelledSet<engine::Drawing>;
  struct Wish {
    enum class Kind { none, remove, move } kind = Kind::none;
    size_t index = 0;
    int64_t label = 0;
  };
  // `chosen`: the class that "one class" shows. `key`: a class to move the chosen drawing to, or -1.
  Wish draw(const ui::Rect& r, const Set& set, int chosen, int key);
  void select_none() { selected_ = -1; }

 private:
  void collect(const Set& set, int chosen);
  void paint(const Set& set, size_t first, size_t count);
  Wish tile(const Set& set, size_t place, size_t cell, const ui::Rect& r);
  Wish menu(const Set& set);
  Wish keys(const Set& set, int key);

  bool one_class_ = false;
  std::vector<size_t> shown_;  // indices into the set
  Set of_;                     // what shown_ and the texture were made of
  int of_class_ = -1;
  size_t painted_first_ = 0, painted_count_ = 0;
  ui::PixelImage image_;
  int64_t selected_ = -1;  // index into the set
  size_t menu_for_ = 0;
};

}  // namespace app
