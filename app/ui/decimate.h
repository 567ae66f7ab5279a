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

// 1-2-5 ticks inside [low, high], at most `most` of them; with `quarters` 1-2.5-5, for percent.
std::vector<double> linear_ticks(double low, double high, int most, double* step = nullptr, bool quarters = false);
// Powers of ten, thinned to `most`; with 2 and 5, or 3, between them where there is room.
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

// A long series kept as at most 1024 blocks with their lowest and highest sample. It only looks at what was appended
// since the last call, so that a million points cost nothing while they grow. Another series: it starts over.
class SeriesDigest {
 public:
  void update(std::span<const float> y, std::span<const float> x = {}, double x_first = 0, double x_step = 1);
  std::span<const float> x() const { return x_; }
  std::span<const float> y() const { return y_; }
  float low() const { return low_; }  // of the finite values; NaN when there is none
  float high() const { return high_; }
  float low_positive() const { return low_positive_; }  // for logarithmic axes; NaN when there is none

 private:
  static constexpr size_t most_blocks = 512;
  struct Sample {
    double x = 0;
    float y = 0;
  };
  struct Block {
    Sample first, low, high, last;
    double gap_at = 0;
    bool any = false, gap = false;
    void add(double at, float v);
    void join(const Block& next);
  };
  void halve();
  void write_points();

  std::vector<Block> blocks_;
  std::vector<float> x_, y_;
  size_t size_ = 1, seen_ = 0;
  float first_y_ = 0, last_y_ = 0, low_ = 0, high_ = 0, low_positive_ = 0;
  double x_first_ = 0, x_step_ = 1;
  bool implicit_x_ = true;
};

// Exponential smoothing s = keep * s + (1 - keep) * v that only works on what was appended; gaps stay gaps.
class SmoothedSeries {
 public:
  std::span<const float> update(std::span<const float> values, float keep);

 private:
  std::vector<float> out_;
  float keep_ = -1, state_ = 0, first_ = 0, last_ = 0;
};

}  // namespace app::ui
