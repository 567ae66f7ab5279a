// A whole series put together again from the windows that a set was cut into, with its parts. Pure.
#pragma once

#include <span>
#include <vector>

#include "app/ui/series_levels.h"
#include "engine/data/prepare.h"

namespace app {

struct Timeline {
  std::vector<float> values;  // one for each step of time
  int64_t stride = 1;         // steps from one sample to the next
  int64_t window = 1;         // steps of one sample
  // Stretches of time [from, to) that belong to a part: those of its targets.
  struct Stretch {
    int part = 0;
    int64_t from = 0, to = 0;
  };
  std::vector<Stretch> parts;

  // The sample whose target stands at a step, -1 when there is none.
  int64_t sample_at(int64_t step, int64_t rows) const;
};

// Of column `feature` of an ordered set: windows [steps, features] that overlap are laid over each other, rows of a
// table follow each other.
Timeline timeline_of(const engine::PreparedData& data, int64_t feature);

// A stretch of a series as points: x is the step.
struct SeriesPoints {
  std::vector<float> x, y;
};
// Steps first .. last - 1 with at most about `most` points, the extremes among them.
SeriesPoints points_between(const ui::SeriesLevels& levels, std::span<const float> values, int64_t first, int64_t last,
                            size_t most);

}  // namespace app
