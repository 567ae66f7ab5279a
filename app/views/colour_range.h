// Which colours stand for which numbers, and the legend that says so: the range follows what is shown, or stays as it
// was when it was fixed, so that pictures can be compared over time.
#pragma once

#include <vector>

#include "app/views/heat_maps.h"

namespace app::views {

class ColourRange {
 public:
  // Takes over the limits of what is shown now, unless the range is fixed. Numbers without a sign get the sequential
  // map from 0; all others the diverging one about 0. `known`: limits that the numbers always have; low < high.
  void follow(Limits seen, Limits known = {});
  const ColourScale& scale() const { return scale_; }

  // Gradient, both ends and the switch, right-aligned; returns its left edge. `name` is the switch's.
  float legend(const char* name, ui::Vec right_middle);

 private:
  ColourScale scale_;
  bool fixed_ = false;
};

// Two pictures of one kind beside each other, in which the same colour stands for the same number: each range takes in
// what the range in the same place of the other picture has shown.
class PairedRanges {
 public:
  // Ranges that follow during its life belong to one side, 0 or 1.
  class Side {
   public:
    Side(PairedRanges& pair, int side);
    ~Side();
    Side(const Side&) = delete;
    Side& operator=(const Side&) = delete;
  };
  Limits join(Limits seen);

 private:
  std::vector<Limits> seen_[2];
  int side_ = 0;
  size_t next_ = 0;
};

// The same without a switch, for ranges that never change.
float draw_legend(const ColourScale& scale, ui::Vec right_middle);

}  // namespace app::views
