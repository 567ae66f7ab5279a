// Figures of a classifier against the values in scikit-learn's documentation (classification_report, roc_auc_score,
// average_precision_score) and against definitions counted out pair by pair.
#include "app/panels/microscope/scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/panels/microscope/judged.h"
#include "engine/core/rng.h"

namespace app {
namespace {

TEST(Scores, ClassificationReport) {
  const std::vector<int> truth{0, 1, 2, 2, 2}, answer{0, 0, 2, 2, 1};
  const std::vector<int64_t> counts = confusion_of(truth, answer, 3);
  EXPECT_EQ(counts, (std::vector<int64_t>{1, 0, 0, 1, 0, 0, 0, 1, 2}));
  const double wanted[3][3] = {{0.5, 1, 2.0 / 3}, {0, 0, 0}, {1, 2.0 / 3, 0.8}};
  for (int k = 0; k < 3; ++k) {
    const ClassFigures f = figures_of(counts, 3, k);
    EXPECT_NEAR(f.precision, wanted[k][0], 1e-12);
    EXPECT_NEAR(f.recall, wanted[k][1], 1e-12);
    EXPECT_NEAR(f.f1, wanted[k][2], 1e-12);
  }
  EXPECT_EQ(confusion_of(std::vector<int>{-1, 5, 0}, std::vector<int>{0, 0, -1}, 3), std::vector<int64_t>(9, 0));
}

TEST(Scores, AreasOfScikitLearn) {
  const std::vector<unsigned char> positive{0, 0, 1, 1};
  const std::vector<float> score{0.1f, 0.4f, 0.35f, 0.8f};
  const ScoreCurve roc = roc_of(score, positive);
  EXPECT_NEAR(roc.area, 0.75, 1e-9);
  EXPECT_EQ(roc.x, (std::vector<float>{0, 0, 0.5f, 0.5f, 1}));
  EXPECT_EQ(roc.y, (std::vector<float>{0, 0.5f, 0.5f, 1, 1}));
  const ScoreCurve pr = precision_recall_of(score, positive);
  EXPECT_NEAR(pr.area, 0.8333333333, 1e-9);
}

// The chance that a positive has a higher score than a negative, ties counting half.
TEST(Scores, AucCountsPairs) {
  engine::Rng rng(3);
  std::vector<float> score;
  std::vector<unsigned char> positive;
  for (int i = 0; i < 300; ++i) {
    positive.push_back(rng.below(3) == 0);
    score.push_back(static_cast<float>(rng.below(20) + (positive.back() ? 4 : 0)) / 20);  // many ties
  }
  double wins = 0, pairs = 0;
  for (size_t a = 0; a < score.size(); ++a) {
    for (size_t b = 0; positive[a] && b < score.size(); ++b) {
      if (positive[b]) continue;
      ++pairs;
      wins += score[a] > score[b] ? 1 : score[a] == score[b] ? 0.5 : 0;
    }
  }
  EXPECT_NEAR(roc_of(score, positive).area, wins / pairs, 1e-6);
  // Average precision: the precision at each threshold times the recall that it adds.
  double area = 0, before = 0;
  const double all = static_cast<double>(std::count(positive.begin(), positive.end(), 1));
  for (int level = 40; level >= 0; --level) {
    const float threshold = static_cast<float>(level) / 20 - 0.001f;
    double hits = 0, above = 0;
    for (size_t i = 0; i < score.size(); ++i) {
      above += score[i] > threshold;
      hits += score[i] > threshold && positive[i];
    }
    if (above == 0) continue;
    area += (hits / all - before) * hits / above;
    before = hits / all;
  }
  EXPECT_NEAR(precision_recall_of(score, positive).area, area, 1e-6);
}

TEST(Scores, OneKindAloneHasNoCurve) {
  EXPECT_TRUE(roc_of(std::vector<float>{0.2f, 0.4f}, std::vector<unsigned char>{1, 1}).x.empty());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(roc_of(std::vector<float>{nan, 0.4f}, std::vector<unsigned char>{1, 0}).x.empty());
  EXPECT_TRUE(precision_recall_of({}, {}).x.empty());
}

TEST(Scores, CalibrationOfBins) {
  const Calibration c =
      calibration_of(std::vector<float>{0.1f, 0.2f, 0.9f, 1.0f}, std::vector<unsigned char>{0, 1, 1, 1}, 2);
  EXPECT_EQ(c.bins[0].count, 2);
  EXPECT_NEAR(c.bins[0].said, 0.15, 1e-6);
  EXPECT_NEAR(c.bins[0].was, 0.5, 1e-12);
  EXPECT_NEAR(c.bins[1].said, 0.95, 1e-6);
  EXPECT_NEAR(c.error, 0.5 * 0.35 + 0.5 * 0.05, 1e-6);
}

TEST(Scores, SharesOfClasses) {
  Decision logits;
  logits.classes = 3;
  logits.outputs = 3;
  logits.logits = true;
  const float y[] = {1, 2, 3};
  const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(3.0);
  EXPECT_NEAR(share_of(logits, y, 2), std::exp(3.0) / sum, 1e-6);
  Decision one;
  one.classes = 2;
  one.logits = true;
  const float z[] = {0.7f};
  EXPECT_NEAR(share_of(one, z, 1), 1 / (1 + std::exp(-0.7)), 1e-6);
  EXPECT_NEAR(share_of(one, z, 0) + share_of(one, z, 1), 1, 1e-6);
}

}  // namespace
}  // namespace app
