// The arithmetic behind one number of a windowed layer (convolution, pooling): which numbers of the input it is made
// of, which weights meet them, and what they add up to. Draws nothing.
#pragma once

#include <span>
#include <vector>

#include "app/panels/microscope/parts.h"
#include "engine/schema/windowed.h"

namespace app {

struct PatchSource {
  const engine::Windowed& windowed;
  const engine::Params& params;
  engine::Shape input_shape, output_shape;
  std::span<const float> input;
  std::span<const float> weight = {}, bias = {};  // of a weighted sum
};

struct Patch {
  std::vector<engine::Tap> rows, columns;
  int64_t first_channel = 0, channels = 1;    // of the input that take part
  int64_t channel = 0;                        // the one below, counted from the first
  std::vector<float> input, weight, product;  // [rows, columns] of that channel
  std::vector<bool> padding;                  // [rows, columns]
  double channel_sum = 0;                     // of the products of that channel
  double sum = 0;                             // over all channels; of a mean and a maximum their value
  double bias = 0;
  bool has_bias = false;
  views::Cell winner;  // of a maximum

  int64_t height() const { return static_cast<int64_t>(rows.size()); }
  int64_t width() const { return static_cast<int64_t>(columns.size()); }
  double value() const { return sum + bias; }
};

// The number at [plane, row, column] of the output, with the products of one input channel written out. Empty rows when
// the shapes do not fit together.
Patch patch_of(const PatchSource& source, int64_t plane, int64_t row, int64_t column, int64_t channel);

}  // namespace app
