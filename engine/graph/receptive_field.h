// Which part of an image that goes into a network a number of one of its maps can depend on.
#pragma once

#include "engine/graph/infer.h"
#include "engine/graph/network_spec.h"

namespace engine {

struct Field {
  int64_t top = 0, left = 0, bottom = 0, right = 0;  // the last ones do not belong to it
  bool empty() const { return top >= bottom || left >= right; }
};

// Back from the number at [row, column] of the maps [maps, rows, columns] that `node` puts out, through windows and
// through layers that leave rows and columns as they are; whatever else there is on the way counts as looking
// everywhere. That a normalisation shares statistics over the whole map is not counted. Empty where only padding is
// seen, or where node or input are no images.
Field receptive_field(const NetworkSpec& net, const NetworkInfo& info, int node, int64_t row, int64_t column);

}  // namespace engine
