// What the charts draw, made from the metric points once: plain rows of numbers, smoothed, and histograms brought to
// one range. Grows with the curve; starts again when the curve does. Draws nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/train/event.h"

namespace app {

// One line: the values as they are, and smoothed.
struct SmoothLine {
  std::vector<float> raw, smooth;
  float low = 0;  // the smallest smoothed value; meaningless while there is none
  void clear();
  // Smoothing starts afresh behind a gap.
  void add(float value, float keep);
};

class CurveSeries {
 public:
  void follow(const std::vector<engine::event::MetricPoint>& curve, const engine::MetricType* score);

  struct Node {
    std::string id;
    SmoothLine norm;
  };
  std::vector<float> epoch;
  SmoothLine train_loss, validation_loss, train_score, validation_score;  // of the chosen metric
  std::vector<Node> gradients;                                            // in the order of the newest point

 private:
  void clear();
  void add(const engine::event::MetricPoint& p);

  const engine::MetricType* score_ = nullptr;
  int64_t first_step_ = -1;
  uint64_t first_revision_ = 0;
};

// The histograms of one layer's weights over time, for the ridge.
class WeightRows {
 public:
  void follow(const std::vector<engine::event::MetricPoint>& curve, const std::string& node);

  std::vector<std::vector<float>> rows;  // oldest first, at most a dozen
  double limit = 1;                      // the bins lie over -limit .. limit
  int64_t first_epoch = 0, last_epoch = 0;

 private:
  std::string node_;
  size_t seen_ = 0;            // points of the curve that were looked at
  std::vector<size_t> found_;  // those of them with a histogram of the layer
  int64_t first_step_ = -1;
};

}  // namespace app
