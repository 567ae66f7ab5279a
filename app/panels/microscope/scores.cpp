#include "app/panels/microscope/scores.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace app {
namespace {

double part(double a, double b) { return b > 0 ? a / b : 0; }

// Indices of finite scores, the largest first.
std::vector<size_t> by_score(std::span<const float> score, size_t count) {
  std::vector<size_t> order;
  for (size_t i = 0; i < std::min(score.size(), count); ++i) {
    if (std::isfinite(score[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return score[a] > score[b]; });
  return order;
}

// Calls f(threshold, positives above, negatives above) at each threshold where something changes.
void each_threshold(std::span<const float> score, std::span<const unsigned char> positive,
                    const std::function<void(float, double, double)>& f) {
  const std::vector<size_t> order = by_score(score, positive.size());
  double hits = 0, alarms = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    (positive[order[i]] ? hits : alarms) += 1;
    const bool last = i + 1 == order.size() || score[order[i + 1]] != score[order[i]];
    if (last) f(score[order[i]], hits, alarms);
  }
}

struct Kinds {
  double positive = 0, negative = 0;
};
Kinds kinds_of(std::span<const float> score, std::span<const unsigned char> positive) {
  Kinds k;
  for (const size_t i : by_score(score, positive.size())) (positive[i] ? k.positive : k.negative) += 1;
  return k;
}

}  // namespace

std::vector<int64_t> confusion_of(std::span<const int> truth, std::span<const int> answer, int classes) {
  const auto n = static_cast<size_t>(std::max(0, classes));
  std::vector<int64_t> counts(n * n, 0);
  for (size_t i = 0; i < std::min(truth.size(), answer.size()); ++i) {
    if (truth[i] < 0 || truth[i] >= classes || answer[i] < 0 || answer[i] >= classes) continue;
    ++counts[static_cast<size_t>(truth[i]) * n + static_cast<size_t>(answer[i])];
  }
  return counts;
}

ClassFigures figures_of(std::span<const int64_t> confusion, int classes, int which) {
  ClassFigures f;
  const auto n = static_cast<size_t>(classes), k = static_cast<size_t>(which);
  for (size_t i = 0; i < n; ++i) {
    f.samples += confusion[k * n + i];
    f.answered += confusion[i * n + k];
  }
  f.right = confusion[k * n + k];
  const auto right = static_cast<double>(f.right);
  f.precision = part(right, static_cast<double>(f.answered));
  f.recall = part(right, static_cast<double>(f.samples));
  f.f1 = part(2 * right, static_cast<double>(f.samples + f.answered));
  return f;
}

ScoreCurve roc_of(std::span<const float> score, std::span<const unsigned char> positive) {
  ScoreCurve c;
  const Kinds kinds = kinds_of(score, positive);
  if (kinds.positive == 0 || kinds.negative == 0) return c;
  c.x = c.y = {0};
  c.threshold = {HUGE_VALF};
  each_threshold(score, positive, [&](float threshold, double hits, double alarms) {
    const double x = alarms / kinds.negative, y = hits / kinds.positive;
    c.area += (x - static_cast<double>(c.x.back())) * (y + static_cast<double>(c.y.back())) / 2;
    c.x.push_back(static_cast<float>(x));
    c.y.push_back(static_cast<float>(y));
    c.threshold.push_back(threshold);
  });
  return c;
}

ScoreCurve precision_recall_of(std::span<const float> score, std::span<const unsigned char> positive) {
  ScoreCurve c;
  const Kinds kinds = kinds_of(score, positive);
  if (kinds.positive == 0 || kinds.negative == 0) return c;
  double recall_before = 0;
  each_threshold(score, positive, [&](float threshold, double hits, double alarms) {
    const double precision = hits / (hits + alarms), recall = hits / kinds.positive;
    c.area += (recall - recall_before) * precision;
    recall_before = recall;
    c.x.push_back(static_cast<float>(recall));
    c.y.push_back(static_cast<float>(precision));
    c.threshold.push_back(threshold);
  });
  return c;
}

Calibration calibration_of(std::span<const float> share, std::span<const unsigned char> positive, int bins) {
  Calibration c;
  c.bins.resize(static_cast<size_t>(std::max(1, bins)));
  int64_t all = 0;
  for (size_t i = 0; i < std::min(share.size(), positive.size()); ++i) {
    if (!(share[i] >= 0 && share[i] <= 1)) continue;
    const auto place = static_cast<size_t>(share[i] * static_cast<float>(c.bins.size()));
    Calibration::Bin& b = c.bins[std::min(place, c.bins.size() - 1)];
    ++b.count;
    ++all;
    b.said += static_cast<double>(share[i]);
    b.was += positive[i] ? 1 : 0;
  }
  for (Calibration::Bin& b : c.bins) {
    if (b.count == 0) continue;
    const auto n = static_cast<double>(b.count);
    b.said /= n;
    b.was /= n;
    c.error += n / static_cast<double>(all) * std::abs(b.said - b.was);
  }
  return c;
}

}  // namespace app
