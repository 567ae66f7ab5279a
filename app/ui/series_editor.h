// A curve that is bent with the mouse: the pointer draws new values where it passes. One feature at a time; the others
// are shown behind it, as is what is said to come next. Keeps no values.
#pragma once

#include <span>
#include <vector>

#include "app/ui/interact.h"
#include "app/ui/theme.h"

namespace app::ui {

struct SeriesLook {
  double low = 0, high = 1;  // of the axis
  int64_t steps = 0, features = 1, feature = 0;
  std::span<const float> next = {};  // drawn behind the last step in another colour
  int64_t room = 0;                  // steps that are kept free behind the last one (at least next.size())
  bool editable = true;
};

// `values` [steps, features], changed in place. `changed` while drawing, `committed` at the end of a stroke.
Change series_editor(const char* name, const Rect& r, std::span<float> values, const SeriesLook& look);

}  // namespace app::ui
