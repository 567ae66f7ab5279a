// The arithmetic behind one number of a windowed layer, number by number: window, kernel, products, and what they add
// up to. Chooses which channel of the input is written out.
#pragma once

#include <cstdint>
#include <string>

#include "app/panels/microscope/look.h"
#include "app/panels/microscope/patch.h"
#include "app/views/colour_range.h"

namespace app {

class PatchCard {
 public:
  struct Shown {
    const Patch& patch;
    std::string where;      // the number stands there: "Map 1, row 2, column 3"
    double value = 0;       // and is this
    bool weighted = false;  // products with a kernel are added up; otherwise the window is pooled
    bool sliding = false;   // the window moves by itself
    views::ColourScale input, weight;
  };
  // True when the window is to slide, or to stop.
  bool draw(const Opened& o, const Shown& s, const ui::Rect& area);
  int64_t channel() const { return channel_; }
  void show_channel(int64_t channel) { channel_ = channel; }

 private:
  bool head(const Shown& s, const ui::Rect& r) const;
  void figures(const Opened& o, const Shown& s, const ui::Rect& r);
  void channel_row(const Patch& p, const ui::Rect& r);

  int64_t channel_ = 0;
};

}  // namespace app
