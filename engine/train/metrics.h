// Adds up how good a network is over a part of the data, as scikit-learn defines it.
#pragma once

#include <span>
#include <vector>

#include "engine/graph/layer.h"
#include "engine/schema/metric_type.h"
#include "engine/tasks/targets.h"

namespace engine {

// What a class is mistaken for, and how well each class is found.
struct ClassReport {
  struct Line {
    int64_t support = 0;  // elements of this class
    double precision = 0, recall = 0, f1 = 0, iou = 0;
  };
  std::vector<Line> lines;                      // by class
  std::vector<std::vector<int64_t>> confusion;  // [true class][predicted class]
};

// Adds up one pass over a part of the data. Nothing is allocated after plan.
class MetricsSum {
 public:
  struct Kind {
    bool likelihood = false;  // the loss is the mean surprise
    bool pooled = false;      // R2 over all numbers together
    bool penalty = false;     // layers add to the loss
  };
  void plan(const Answers& answers, const Shape& target_shape, const Kind& kind);
  void start();
  // A batch: output [rows, output shape], targets [rows, elements] as the data has them, mean loss and its weight,
  // and what layers add to it.
  void add(ConstView output, const Scalar* targets, double loss, double weight, const Penalty& penalty = {});
  // `targets` of all rows that were added.
  Metrics finish(std::span<const Scalar> targets);

 private:
  void add_classes(ConstView output, const Scalar* targets);
  void add_numbers(ConstView output, const Scalar* targets);
  void finish_classes(Metrics& m) const;
  void find_variances(std::span<const Scalar> targets);
  void finish_numbers(Metrics& m, std::span<const Scalar> targets);

  Answers answers_;
  uint32_t offered_ = 0;
  int64_t k_ = 0;
  int64_t samples_ = 0, counted_ = 0, right_ = 0, right_samples_ = 0, among_k_ = 0;
  double loss_ = 0, weight_ = 0, absolute_ = 0;
  Penalty penalty_;  // sums over the rows
  bool pooled_ = false;
  std::vector<int64_t> hits_, truths_, guesses_;  // by class
  // By number of a sample: squared errors; means and variances of the targets, or where R2 is pooled, their sums and
  // sums of squares.
  std::vector<double> squares_, means_, variances_;
};

}  // namespace engine
