// What a layer does to the plane of the inputs: a grid of straight lines as it lies where two of the layer's units put
// it. Arithmetic only.
#pragma once

#include <vector>

#include "app/ui/geometry.h"
#include "engine/train/snapshot.h"

namespace app {

struct WarpGrid {
  // Places (value of one unit, value of the other): lines of equal x2, then lines of equal x1. Numbers that are not
  // finite stay so.
  std::vector<std::vector<ui::Vec>> rows, columns;
  double low[2] = {-1, -1}, high[2] = {1, 1};  // of all finite places, with a little air; never empty
};
// `surface` [units, rows, columns] (Watched::surface); about `lines` lines each way. Empty where a unit is none.
WarpGrid warp_of(const engine::WatchedTensor& surface, int64_t across, int64_t up, int64_t lines);

}  // namespace app
