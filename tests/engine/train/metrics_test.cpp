// Metrics against numbers worked out by hand (scikit-learn's definitions), for each kind of task.
#include "engine/train/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace engine {
namespace {

Answers classes_of(int64_t classes, int64_t elements, bool pictures) {
  Answers a;
  a.classes = a.outputs = classes;
  a.elements = elements;
  a.output_stride = pictures ? elements : 1;
  a.element_stride = pictures ? 1 : classes;
  return a;
}

// Outputs that are largest at the guessed classes.
Tensor outputs_for(const Answers& a, const Shape& shape, const std::vector<int>& guesses) {
  const auto rows = static_cast<int64_t>(guesses.size()) / a.elements;
  Tensor t(rows, shape);
  for (size_t i = 0; i < guesses.size(); ++i) {
    const auto row = static_cast<int64_t>(i) / a.elements, e = static_cast<int64_t>(i) % a.elements;
    t.row(row)[e * a.element_stride + guesses[i] * a.output_stride] = 1;
  }
  return t;
}

Metrics measure(const Answers& a, const Shape& target, const Tensor& output, const std::vector<Scalar>& targets,
                double loss = 0.5) {
  MetricsSum sum;
  sum.plan(a, target, {.likelihood = true});
  sum.start();
  const int64_t half = output.rows() / 2;  // in two batches, to see that they add up
  const auto batch = [&](int64_t begin, int64_t rows) {
    sum.add({output.row(begin), rows, output.shape()}, targets.data() + begin * a.elements, loss,
            static_cast<double>(rows));
  };
  batch(0, half);
  batch(half, output.rows() - half);
  return sum.finish(targets);
}

TEST(Metrics, OfClasses) {
  // truth 0 0 0 1 1 2 2 2; guess 0 1 0 1 2 2 2 0
  const Answers a = classes_of(3, 1, false);
  const Metrics m = measure(a, {}, outputs_for(a, {3}, {0, 1, 0, 1, 2, 2, 2, 0}), {0, 0, 0, 1, 1, 2, 2, 2});
  EXPECT_EQ(m.samples, 8);
  EXPECT_DOUBLE_EQ(m.accuracy, 5.0 / 8);
  EXPECT_DOUBLE_EQ(m.precision, (2.0 / 3 + 1.0 / 2 + 2.0 / 3) / 3);  // precision_score(average='macro')
  EXPECT_DOUBLE_EQ(m.recall, (2.0 / 3 + 1.0 / 2 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(m.f1, (2.0 / 3 + 1.0 / 2 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(m.iou, (2.0 / 4 + 1.0 / 3 + 2.0 / 4) / 3);  // jaccard_score(average='macro')
  EXPECT_DOUBLE_EQ(m.loss, 0.5);
  EXPECT_EQ(known_metrics(m), "loss, accuracy, precision, recall, f1");
}

TEST(Metrics, ClassesThatNeverOccurDoNotCount) {
  const Answers a = classes_of(5, 1, false);
  const Metrics m = measure(a, {}, outputs_for(a, {5}, {0, 0, 1, 1}), {0, 0, 0, 1});
  EXPECT_DOUBLE_EQ(m.precision, (1.0 + 0.5) / 2);
  EXPECT_DOUBLE_EQ(m.recall, (2.0 / 3 + 1) / 2);
  EXPECT_DOUBLE_EQ(m.f1, (0.8 + 2.0 / 3) / 2);
  EXPECT_EQ(m.k, 3) << "of five classes";
}

TEST(Metrics, TopK) {
  const Answers a = classes_of(4, 1, false);
  Tensor y(3, {4});
  const Scalar values[] = {4, 3, 2, 1, 4, 3, 2, 1, 1, 1, 1, 1};
  std::copy(std::begin(values), std::end(values), y.data());
  const Metrics m = measure(a, {}, y, {2, 3, 3});
  EXPECT_EQ(m.k, 3);
  EXPECT_DOUBLE_EQ(m.top_k, 2.0 / 3) << "third of four; last of four; among equals";
  EXPECT_DOUBLE_EQ(*metric_value(m, "top_k"), 2.0 / 3);
}

TEST(Metrics, OfStepsWithPadding) {
  // Three sequences of four steps; the last step of the second and everything of the third but one is padding.
  const Answers a = classes_of(2, 4, false);
  const Tensor y = outputs_for(a, {4, 2}, {0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0});
  const Metrics m = measure(a, {4}, y, {0, 1, 1, 1, 1, 1, 0, -1, 1, -1, -1, -1}, std::log(3.0));
  EXPECT_DOUBLE_EQ(m.accuracy, 7.0 / 8);
  EXPECT_DOUBLE_EQ(m.sequence_accuracy, 2.0 / 3);
  EXPECT_NEAR(m.perplexity, 3, 1e-12);
  EXPECT_TRUE(metric_value(m, "perplexity") && metric_value(m, "sequence_accuracy"));
}

TEST(Metrics, OfPixels) {
  const Answers a = classes_of(2, 6, true);
  const Tensor y = outputs_for(a, {2, 2, 3}, {0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0});
  const std::vector<Scalar> truth{0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, -1};
  const Metrics m = measure(a, {2, 3}, y, truth);
  EXPECT_DOUBLE_EQ(m.accuracy, 9.0 / 11);
  EXPECT_DOUBLE_EQ(m.iou, (4.0 / 6 + 5.0 / 7) / 2);
  EXPECT_TRUE(metric_value(m, "iou"));
  EXPECT_FALSE(metric_value(m, "perplexity"));
}

TEST(Metrics, OfNumbers) {
  Answers a;
  a.elements = 2;
  Tensor y(4, {2});
  const Scalar values[] = {2.5F, 1, 0, 2, 2, 4, 8, 3};
  std::copy(std::begin(values), std::end(values), y.data());
  const Metrics m = measure(a, {2}, y, {3, 1, -0.5F, 1, 2, 5, 7, 3});
  // First column: scikit-learn's example, r2 = 0.9486081370449679. Second: errors 0 1 -1 0, variance 11.
  EXPECT_NEAR(m.r2, (0.9486081370449679 + 1 - 2.0 / 11) / 2, 1e-12);
  EXPECT_DOUBLE_EQ(m.mae, (0.5 + 0.5 + 0 + 1 + 0 + 1 + 1 + 0) / 8);
  EXPECT_DOUBLE_EQ(m.rmse, std::sqrt((0.25 + 0.25 + 0 + 1 + 0 + 1 + 1 + 0) / 8));
  EXPECT_EQ(known_metrics(m), "loss, mae, rmse, r2");
}

TEST(Metrics, BetterIsHigherOrLower) {
  EXPECT_TRUE(metric_reaches("accuracy", 0.9, 0.9));
  EXPECT_FALSE(metric_reaches("iou", 0.5, 0.6));
  EXPECT_TRUE(metric_reaches("loss", 0.1, 0.2));
  EXPECT_FALSE(metric_reaches("perplexity", 5, 4));
  for (const MetricType& type : metric_types()) EXPECT_EQ(find_metric(type.id), &type);
  EXPECT_EQ(find_metric("beauty"), nullptr);
}

TEST(Metrics, NothingMeasuredIsNothing) {
  const Answers a = classes_of(3, 1, false);
  const Metrics m = measure(a, {}, Tensor(0, {3}), {});
  EXPECT_EQ(m.samples, 0);
  EXPECT_EQ(m.accuracy, 0);
}

}  // namespace
}  // namespace engine
