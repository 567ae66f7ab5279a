// Small square pictures of values, all in one texture: what the neurons of a network put out. Turned into colours when
// the values change, not in every frame.
#pragma once

#include <span>
#include <vector>

#include "app/platform/heatmap_atlas.h"
#include "app/ui/draw.h"

namespace app::views {

// Values middle - reach .. middle + reach take the whole colour map; beyond it they keep its ends.
struct ValueSpan {
  float middle = 0, reach = 1;
};

// Smallest and largest finite value; {0, 0} when there is none.
struct Limits {
  float low = 0, high = 0;
};
Limits limits_of(std::span<const float> values);

class TileAtlas {
 public:
  // Makes room for `count` tiles of resolution x resolution pixels; what they hold is kept only when nothing changes.
  // `pixels`: drawn with sharp edges, for images and sequences.
  void arrange(int count, int resolution, bool pixels = false);
  int resolution() const { return resolution_; }

  // Row 0 of the picture [resolution, resolution] is the top.
  void set_picture(int tile, std::span<const float> values, ValueSpan span, ui::Map map);
  // Any number of values as square cells in reading order.
  void set_cells(int tile, std::span<const float> values, ValueSpan span, ui::Map map);

  void draw(int tile, const ui::Rect& r, float radius) const;

 private:
  platform::HeatmapAtlas atlas_;
  std::vector<float> cells_;
  int resolution_ = 0;
};

}  // namespace app::views
