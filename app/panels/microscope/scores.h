// How good the answers of a classifier are: confusion matrix, figures of each class, curves over all thresholds,
// calibration. As scikit-learn defines them. Arithmetic only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace app {

// counts[truth * classes + answer]. Samples whose truth or answer is no class are left out.
std::vector<int64_t> confusion_of(std::span<const int> truth, std::span<const int> answer, int classes);

struct ClassFigures {
  int64_t samples = 0, answered = 0, right = 0;
  double precision = 0, recall = 0, f1 = 0;  // 0 where nothing is divided by nothing
};
ClassFigures figures_of(std::span<const int64_t> confusion, int classes, int which);

// Points of a curve over all thresholds, from the strictest on.
struct ScoreCurve {
  std::vector<float> x, y, threshold;
  double area = 0;
};
// ROC: share of the negatives above the threshold (x) against that of the positives (y); area: AUC by trapezoids. The
// curve starts at (0, 0). Empty when one of both kinds is missing; scores that are not finite are left out.
ScoreCurve roc_of(std::span<const float> score, std::span<const unsigned char> positive);
// Recall (x) against precision (y); area: average precision, the sum of precision times the step of the recall.
ScoreCurve precision_recall_of(std::span<const float> score, std::span<const unsigned char> positive);

// Shares in equal bins of 0 .. 1: how sure the network was, and how often it was right.
struct Calibration {
  struct Bin {
    int64_t count = 0;
    double said = 0, was = 0;  // means
  };
  std::vector<Bin> bins;
  double error = 0;  // expected calibration error: mean of |said - was| over all samples
};
Calibration calibration_of(std::span<const float> share, std::span<const unsigned char> positive, int bins);

}  // namespace app
