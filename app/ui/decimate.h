// Pure helpers of the charts: ticks, ranges that grow in steps, and a million points brought down to pixel columns.
#pragma once

#include <span>
#include <vector>

#include "app/ui/geometry.h"

namespace app::ui {

// At most four points a pixel column (first, lowest, highest, last, in order), so no spike is ever lost.
// Values that are not finite become one point with a NaN y: a gap. `x_of` of i is x0 + i * dx, or x[i] scaled.
struct PlotScale {
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  bool log_y = false;
  Rect plot = {};
  float x_of(double x) const;
  float y_of(double y) const;  // clamped to ten heights around the plot
};
void decimate(std::span<const float> y, std::span<const float> x, double x_first, double x_step, const PlotScale& scale,
              float columns_per_unit, std::vector<Vec>& out);

// 1-2-5 ticks inside [low, high], at most `most` of them.
std::vector<double> linear_ticks(double low, double high, int most, double* step = nullptr);
// Powers of ten, thinned to `most`; with 2 and 5 between them when they are few.
std::vector<double> log_ticks(double low, double high, int most);

// An axis that only moves in steps: it grows at once when data leaves it, but to a round size; it shrinks only when
// the data has used less than a third of it for a while.
class StepRange {
 public:
  // Returns true when the range changed. `time` in seconds.
  bool follow(double data_low, double data_high, bool log, bool zero_based, double time);
  double low() const { return low_; }
  double high() const { return high_; }
  void reset() { set_ = false; }

 private:
  double low_ = 0, high_ = 1;
  double roomy_since_ = 0;
  bool set_ = false, log_ = false, roomy_ = false;
};

}  // namespace app::ui
