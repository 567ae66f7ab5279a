// Which parts of its input the answer of a network rests on, from what training hands out of one sample. Arithmetic
// only.
#pragma once

#include <string>
#include <vector>

#include "app/panels/microscope/look.h"

namespace app {

// Numbers of a picture [rows, columns]; of a list one column.
struct SaliencyMap {
  int64_t rows = 0, columns = 1;
  std::vector<float> values;
  bool sound() const { return rows * columns > 0 && static_cast<int64_t>(values.size()) == rows * columns; }
};

// The last layer that adds up windows of its input and puts out maps of more than one place; empty: there is none.
std::string last_convolution(const Opened& o);

// ReLU of the maps [maps, rows, columns] or of the steps [steps, maps], weighed with the mean over its places of the
// gradient of the answer at each map (Grad-CAM, Selvaraju et al. 2017, equations 1 and 2). Not sound when the shapes do
// not fit.
SaliencyMap class_activation(const engine::WatchedTensor& maps, const engine::WatchedTensor& gradient);

// Linear between the middles of its places, and as they are beyond the outermost.
SaliencyMap stretched(const SaliencyMap& map, int64_t rows, int64_t columns);

}  // namespace app
