// A card over everything else for controls that do not fit where they belong. One at a time; Esc or a press outside
// closes it. The content is the caller's.
#pragma once

#include <string_view>

#include "app/ui/geometry.h"
#include "app/ui/menu_internal.h"

namespace app::ui {

// Opens below the anchor, or above it where there is no room below.
void open_popover(const char* name, const Rect& anchor);
bool popover_is_open(const char* name);
void close_popover();

// Draw and hit inside its life, only when popover_is_open. `size` is that of the whole card.
class Popover {
 public:
  Popover(const char* name, Vec size);
  ~Popover();
  Popover(const Popover&) = delete;
  Popover& operator=(const Popover&) = delete;
  const Rect& area() const { return area_; }

 private:
  Overlay overlay_;
  Rect area_;
  const char* name_;
};

}  // namespace app::ui
