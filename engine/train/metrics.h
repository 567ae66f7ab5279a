// The numbers that tell how good a network is, by the kind of its task, and their names. As scikit-learn defines them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/train/targets.h"

namespace engine {

struct Metrics {
  double loss = 0;  // mean over what counts, regularization not included
  // Of classes, 0..1. Precision, recall, F1 and intersection over union are the plain means over the classes that
  // occur in targets or predictions. Elements of class -1 do not count.
  double accuracy = 0;           // of the elements: samples, steps or pixels
  double sequence_accuracy = 0;  // samples of which every element is right
  double top_k = 0;              // the class is among the k largest outputs
  double precision = 0, recall = 0, f1 = 0, iou = 0;
  double perplexity = 0;  // exp(loss)
  // Of numbers, in units of the target. R2 is the plain mean over the numbers of a sample.
  double mae = 0, rmse = 0, r2 = 0;
  int64_t samples = 0;
  int64_t k = 0;         // of top_k
  uint32_t offered = 0;  // which of metric_types() make sense here: bit i for entry i

  bool offers(size_t index) const { return (offered >> index & 1) != 0; }
};

struct MetricType {
  std::string id;     // "top_k": as targets name it, in the files and on the command line
  std::string title;  // "Top-k accuracy"
  double Metrics::*value;
  bool higher_is_better;
  bool share;  // 0..1, shown as a percentage
};

// Loss first, then in the order in which they are shown.
std::span<const MetricType> metric_types();
const MetricType* find_metric(std::string_view id);
// The value of a metric that makes sense for these measurements, or none.
std::optional<double> metric_value(const Metrics& metrics, std::string_view id);
// "loss, accuracy, f1": what there is.
std::string known_metrics(const Metrics& metrics);
// Whether `value` of that metric is as good as `wanted`.
bool metric_reaches(std::string_view id, double value, double wanted);

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
  void plan(const Answers& answers, const Shape& target_shape, bool likelihood);
  void start();
  // A batch: output [rows, output shape], targets [rows, elements] as the data has them, mean loss and its weight.
  void add(ConstView output, const Scalar* targets, double loss, double weight);
  // `targets` of all rows that were added.
  Metrics finish(std::span<const Scalar> targets) const;

 private:
  void add_classes(ConstView output, const Scalar* targets);
  void add_numbers(ConstView output, const Scalar* targets);
  void finish_classes(Metrics& m) const;
  void finish_numbers(Metrics& m, std::span<const Scalar> targets) const;

  Answers answers_;
  uint32_t offered_ = 0;
  int64_t k_ = 0;
  int64_t samples_ = 0, counted_ = 0, right_ = 0, right_samples_ = 0, among_k_ = 0;
  double loss_ = 0, weight_ = 0, absolute_ = 0;
  std::vector<int64_t> hits_, truths_, guesses_;  // by class
  std::vector<double> squares_;                   // by number of a sample
};

}  // namespace engine
